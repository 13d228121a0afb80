import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { recordForeignOrigin } from '../auth/authorize.ts';
import { engines } from '../db/testing/test-database.ts';
import type { Criterion } from '../deletions/criterion.ts';
import { downloadItems } from '../deletions/find-items.ts';
import { downloadReceipt, findReceipt } from '../deletions/find-receipt.ts';
import { requestDeletion } from '../deletions/request-deletion.ts';
import { en } from '../i18n/en.ts';
import { zhCN } from '../i18n/zh-CN.ts';
import { findRefusedLines } from '../lists/refused-lines.ts';
import { type ListUpload, storeList } from '../lists/store-list.ts';
import { refuseAudit } from '../testing/refuse-audit.ts';
import { startTestConsole, type TestConsole, type TestMember } from '../testing/test-console.ts';
import { auditEventVersions } from './events.ts';

const types = Object.keys(auditEventVersions);

describe('every type of event', () => {
  const sources = globSync('lib/**/*.ts', { exclude: ['lib/**/*.test.ts', 'lib/**/testing/**'] }).map(
    (file) => readFileSync(file, 'utf8'),
  );

  it.each(types)('%s is appended somewhere, and has words in both languages', (type) => {
    expect(sources.filter((source) => source.includes(`type: '${type}'`))).not.toEqual([]);
    const key = type.replace('.', '_');
    for (const { audit } of [zhCN, en]) {
      expect(audit.event).toHaveProperty(key);
      expect(audit.sentence).toHaveProperty(key);
    }
  });
});

const called = '13800138000';

describe.each(engines)('the audit (%s)', (engine) => {
  let console: TestConsole;
  let operator: TestMember;

  beforeAll(async () => {
    console = await startTestConsole(engine, { ISALES_CALL_TIMEOUT_MS: '1000' });
    operator = await console.member(['operator'], ['12']);
    console.runner.start();
  });
  afterEach(() => console.simulator.setFaults([]));
  afterAll(() => console.stop());

  const create = () => console.grant('deletion:create', operator);
  /** Events of the operator since `from`, without those of deletions. */
  const eventsAfter = async (from: number) => {
    const records = await console.db
      .selectFrom('audit_event')
      .select(['type', 'data', 'deletion_id', 'actor_id'])
      .where('seq', '>', from)
      .where('actor_id', '=', operator.id)
      .orderBy('seq')
      .execute();
    return records
      .filter((record) => record.deletion_id === null)
      .map(({ type, data }) => ({ type, ...(JSON.parse(data) as object) }));
  };
  const headSeq = async () =>
    (await console.db.selectFrom('audit_head').select('seq').executeTakeFirstOrThrow()).seq;

  async function run(criterion: Criterion, fault?: 'lost_answer_after_apply'): Promise<string> {
    const campaign = console.campaign([{ called, customField: '批次一' }]);
    const { campaignId } = campaign;
    const request = await console.request(operator, campaign, criterion);
    if (fault) console.simulator.setFaults([{ kind: fault, campaignId }]);
    const result = await requestDeletion(await create(), request, 'zh-CN');
    if (!result.ok) throw new Error(result.code);
    return result.value.deletionId;
  }
  const recordsOf = (id: string) =>
    console.db
      .selectFrom('audit_event')
      .select(['type', 'correlation_id'])
      .where('deletion_id', '=', id)
      .orderBy('seq')
      .execute();

  it('carries one correlation ID from the request over intent and answer to what settles it', async () => {
    const lost = await run({ kind: 'called', called }, 'lost_answer_after_apply');
    const counted = await run({ kind: 'custom_field', customField: '批次一' });
    for (const [id, last] of [
      [lost, 'item.settled'],
      [counted, 'deletion.reconciled'],
    ] as const) {
      await vi.waitFor(async () => expect((await recordsOf(id)).at(-1)?.type).toBe(last), {
        interval: 50,
        timeout: 20_000,
      });
      const records = await recordsOf(id);
      expect(records.map(({ type }) => type)).toEqual([
        'deletion.requested',
        'deletion.confirmed',
        'call.intended',
        'call.answered',
        'deletion.completed',
        last,
      ]);
      expect(new Set(records.map((record) => record.correlation_id)).size).toBe(1);
    }
  });

  it('holds an attempt from another origin in the name of the member whose session came with it', async () => {
    const from = await headSeq();
    await recordForeignOrigin('deletion:create', operator.sessionId, null);
    const attempt = { type: 'access.refused', permission: 'deletion:create', because: 'foreign_origin' };
    expect(await eventsAfter(from)).toEqual([attempt]);
  });

  it('cannot be filled by those who have no session', async () => {
    const from = await headSeq();
    await recordForeignOrigin('deletion:create', undefined, null);
    await recordForeignOrigin('deletion:create', 'ses_none', null);
    expect(await headSeq()).toBe(from);
  });

  async function upload(text: string, changes: Partial<ListUpload> = {}) {
    const bytes = Buffer.from(text);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const said = { kind: 'called', format: 'text', column: 'guess', name: `名单 ${called}.txt` } as const;
    const source = (async function* () {
      yield bytes;
    })();
    return storeList(await create(), { ...said, bytes: bytes.length, sha256, ...changes }, source);
  }

  it('holds every list that was read or refused, and none of its numbers', async () => {
    const from = await headSeq();
    const stored = await upload(`${called}\nabc\n13900139000`);
    if (!stored.ok) throw new Error(stored.code);
    expect(await upload(called, { bytes: 3 })).toMatchObject({ code: 'cut' });
    expect(await upload('PK\u0003\u0004 is no workbook', { format: 'xlsx' })).toMatchObject({
      code: 'unreadable_workbook',
    });
    const name = '名单 138****8000.txt';
    const kind = 'called';
    const events = await eventsAfter(from);
    expect(events).toMatchObject([
      { type: 'list.stored', listId: stored.value.id, kind, name, accepted: 2, refused: 1, repeatOf: null },
      { type: 'list.refused', kind, name, because: 'cut', bytes: 3 },
      { type: 'list.refused', kind, name, because: 'unreadable_workbook' },
    ]);
    expect(JSON.stringify(events)).not.toMatch(/13800138000|13900139000/);
  });

  it('keeps a list out that it cannot hold', async () => {
    const restore = await refuseAudit(console.db, engine, 'list.stored');
    expect(await upload(called)).toMatchObject({ code: 'storage_unavailable' });
    await restore();
    const lists = await console.db.selectFrom('number_list').select('id').where('accepted', '=', 1).execute();
    expect(lists).toEqual([]);
  });

  it('holds every download before its first byte, and none is handed out without', async () => {
    const list = await upload('abc');
    if (!list.ok) throw new Error(list.code);
    const listId = list.value.id;
    const deletionId = await run({ kind: 'called', called });
    const read = await console.grant('deletion:read', operator);
    const readReceipt = await console.grant('receipt:read', operator);
    const downloads = async () => [
      await downloadItems(read, deletionId, { format: 'xlsx', status: 'deleted' }),
      await findRefusedLines(await create(), listId),
      await downloadReceipt(readReceipt, deletionId),
    ];
    const receipt = await findReceipt(readReceipt, deletionId);
    const from = await headSeq();
    expect((await downloads()).map(({ ok }) => ok)).toEqual([true, true, true]);
    const type = 'download.started';
    const none = { outcome: null, deletionId: null, listId: null };
    const events = [
      { ...none, type, what: 'items', format: 'xlsx', outcome: 'deleted', deletionId },
      { ...none, type, what: 'refused_lines', format: 'csv', listId },
      { ...none, type, what: 'receipt', format: 'json', deletionId },
    ];
    expect(await eventsAfter(from)).toEqual(events);
    // it tells of the deletion, not of who took it
    expect(await findReceipt(readReceipt, deletionId)).toEqual(receipt);

    const restore = await refuseAudit(console.db, engine, type);
    for (const refusal of await downloads())
      expect(refusal).toEqual({ ok: false, code: 'audit_unavailable' });
    await restore();
    expect(await eventsAfter(from)).toEqual(events);
  });

  it('holds no download of what the member may not see', async () => {
    const stranger = await console.member(['operator'], ['13']);
    const deletionId = await run({ kind: 'called', called });
    const from = await headSeq();
    const read = await console.grant('deletion:read', stranger);
    expect(await downloadItems(read, deletionId, { format: 'csv' })).toMatchObject({ code: 'not_found' });
    const receipt = await console.grant('receipt:read', stranger);
    expect(await downloadReceipt(receipt, deletionId)).toMatchObject({ code: 'not_found' });
    const lines = await findRefusedLines(await console.grant('deletion:create', stranger), 'lst_none');
    expect(lines).toMatchObject({ code: 'not_found' });
    expect(await headSeq()).toBe(from);
  });
});
