import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { AuditEventType } from '../audit/events.ts';
import { engines } from '../db/testing/test-database.ts';
import { cancelByMember } from '../deletions/cancel-by-member.ts';
import type { DeletionView } from '../deletions/deletion-view.ts';
import { findDeletion } from '../deletions/find-deletion.ts';
import { downloadItems, findItems } from '../deletions/find-items.ts';
import { pauseOwnDeletion } from '../deletions/pause-own-deletion.ts';
import { requestDeletion } from '../deletions/request-deletion.ts';
import { resumeDeletion } from '../deletions/resume-deletion.ts';
import type { FaultInput } from '../isales/simulator/faults.ts';
import { refuseAudit } from '../testing/refuse-audit.ts';
import {
  startTestConsole,
  type TestCampaign,
  type TestConsole,
  type TestMember,
} from '../testing/test-console.ts';
import { forgetStaleLists } from './forget-stale-lists.ts';
import type { ListView } from './list-view.ts';
import { type ListUpload, storeList } from './store-list.ts';

const numbers = (count: number, from = 13_800_000_000) =>
  Array.from({ length: count }, (_, index) => String(from + index));

async function* chunks(bytes: Buffer, size = 1_000) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

describe.each(engines)('a list (%s)', (engine) => {
  let console: TestConsole;
  let operator: TestMember;

  beforeAll(async () => {
    console = await startTestConsole(engine, { ISALES_CALL_TIMEOUT_MS: '2000', SECOND_TRY_AFTER_MS: '3000' });
    operator = await console.member(['operator'], ['12']);
    console.runner.start();
  });
  afterEach(() => {
    vi.restoreAllMocks();
    console.simulator.setFaults([]);
  });
  afterAll(() => console.stop());

  const create = () => console.grant('deletion:create', operator);
  const read = () => console.grant('deletion:read', operator);
  const deletesOf = ({ campaignId }: TestCampaign) => console.simulator.ledger({ campaignId }).deletes;

  async function store(text: string, changes: Partial<ListUpload> = {}, member = operator) {
    const bytes = Buffer.from(text);
    const upload: ListUpload = {
      kind: 'called',
      format: 'text',
      column: 'guess',
      name: '名单.txt',
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      ...changes,
    };
    return storeList(await console.grant('deletion:create', member), upload, chunks(bytes));
  }

  async function stored(text: string): Promise<ListView> {
    const result = await store(text);
    if (!result.ok) throw new Error(result.code);
    return result.value;
  }

  async function start(
    campaign: TestCampaign,
    list: ListView,
    pauseAfter: 10 | null = null,
  ): Promise<string> {
    const criterion = { kind: 'called_list', listId: list.id } as const;
    const typedDigits = String(list.report.accepted);
    const request = await console.request(operator, campaign, criterion, {
      pauseAfter,
      confirmation: { typedDigits },
    });
    const result = await requestDeletion(await create(), request, 'zh-CN');
    if (!result.ok) throw new Error(result.code);
    return result.value.deletionId;
  }

  const find = async (id: string): Promise<DeletionView> => {
    const view = await findDeletion(await read(), id);
    if (!view) throw new Error(`no deletion ${id}`);
    return view;
  };
  const reaches = (id: string, status: DeletionView['status']) =>
    expect.poll(async () => (await find(id)).status, { interval: 20, timeout: 20_000 }).toBe(status);

  it('deletes each of its numbers once, one call after another, and can say of every one what happened', async () => {
    const all = numbers(60);
    const campaign = console.campaign([
      ...all.slice(0, 50).map((called) => ({ called })),
      ...all.slice(50, 55).map((called) => ({ called, state: 'completed' as const })),
    ]);
    const list = await stored(`手机号\n${all.join('\n')}\n${all[0]}\n12a\n\n`);
    expect(list.report).toMatchObject({ accepted: 60, refused: 1, duplicates: 1, headerLine: 1 });
    const id = await start(campaign, list);
    await reaches(id, 'completed');
    const view = await find(id);
    expect(view.list).toMatchObject({
      items: 60,
      deletedRows: 50,
      counts: { deleted: 50, nothing_matched: 10, pending: 0, sent: 0, unknown: 0, rejected: 0 },
    });
    const bodies = deletesOf(campaign).map((each) => each.body);
    expect(bodies).toEqual(all.map((called) => `{"called":"${called}","archiveHistory":1}`));
    expect(console.simulator.ledger().maxSimultaneousDeletes[campaign.campaignId]).toBe(1);
    const nothing = await findItems(await read(), id, { status: 'nothing_matched', after: 0 });
    expect(nothing?.items.map((item) => item.position)).toEqual([51, 52, 53, 54, 55, 56, 57, 58, 59, 60]);
    const first = await findItems(await read(), id, { after: 0 });
    expect(first?.items).toHaveLength(50);
    expect(first?.nextAfter).toBe(50);
    let downloaded = 0;
    const download = await downloadItems(await read(), id, { format: 'csv' });
    for await (const page of download.ok ? download.value : []) downloaded += page.length;
    expect(downloaded).toBe(60);
    const types = await console.auditTypes(campaign);
    expect(types.filter((type) => type === 'call.intended')).toHaveLength(60);
    expect(types.filter((type) => type === 'call.answered')).toHaveLength(60);
  });

  it('keeps no number in clear, neither before nor after it has run', async () => {
    const all = numbers(3, 13_911_110_000);
    const campaign = console.campaign(all.map((called) => ({ called })));
    const list = await stored(all.join(','));
    const dump = async () =>
      JSON.stringify(
        await Promise.all(
          (
            ['number_list', 'number_list_row', 'number_list_refusal', 'deletion_item', 'audit_event'] as const
          ).map((table) => console.db.selectFrom(table).selectAll().execute()),
        ),
      );
    for (const number of all) expect(await dump()).not.toContain(number);
    const id = await start(campaign, list);
    await reaches(id, 'completed');
    for (const number of all) expect(await dump()).not.toContain(number);
    const sealed = await console.db
      .selectFrom('deletion_item')
      .select('id')
      .where('deletion_id', '=', id)
      .where('value_sealed', 'is not', null)
      .execute();
    expect(sealed).toEqual([]);
  });

  it('that is not what the browser sent is not kept: cut, or another content', async () => {
    expect(await store('13800000000\n', { bytes: 4_000 })).toEqual({ ok: false, code: 'cut' });
    expect(await store('13800000000\n', { sha256: '0'.repeat(64) })).toEqual({ ok: false, code: 'cut' });
    const rows = await console.db
      .selectFrom('number_list')
      .select('id')
      .where('status', '=', 'reading')
      .execute();
    expect(rows).toEqual([]);
  });

  it('is forgotten after a day if nobody confirmed it, and only then', async () => {
    const [old, young] = [await stored('13800000000'), await stored('13800000001')];
    const day = 24 * 3_600_000;
    await console.db
      .updateTable('number_list')
      .set({ created_at: Date.now() - day - 1 })
      .where('id', '=', old.id)
      .execute();
    await forgetStaleLists(console.db);
    const ids = async (table: 'number_list' | 'number_list_row') => {
      const column = table === 'number_list' ? 'id' : 'list_id';
      const rows = await console.db
        .selectFrom(table)
        .select(`${column} as list`)
        .where(column, 'in', [old.id, young.id])
        .execute();
      return rows.map((row) => row.list);
    };
    expect(await ids('number_list')).toEqual([young.id]);
    expect(await ids('number_list_row')).toEqual([young.id]);
  });

  it('is its member’s alone, and becomes one deletion at most', async () => {
    const campaign = console.campaign([]);
    const list = await stored(numbers(2).join('\n'));
    const colleague = await console.member(['operator'], ['12']);
    const criterion = { kind: 'called_list', listId: list.id } as const;
    const foreign = await console.request(colleague, campaign, criterion, {
      confirmation: { typedDigits: '2', goesOnWithNothing: true },
    });
    const grant = await console.grant('deletion:create', colleague);
    expect(await requestDeletion(grant, foreign, 'zh-CN')).toMatchObject({ code: 'list_unknown' });
    const own = await console.request(operator, campaign, criterion, {
      confirmation: { typedDigits: '2', goesOnWithNothing: true },
    });
    const results = await Promise.all([
      requestDeletion(await create(), own, 'zh-CN'),
      requestDeletion(await create(), own, 'zh-CN'),
    ]);
    expect(new Set(results.map((result) => (result.ok ? result.value.deletionId : result.code))).size).toBe(
      1,
    );
    const id = results[0].ok ? results[0].value.deletionId : '';
    await reaches(id, 'completed');
    expect(deletesOf(campaign)).toHaveLength(2);
    const elsewhere = await console.request(operator, console.campaign([]), criterion, {
      confirmation: { typedDigits: '2', goesOnWithNothing: true },
    });
    expect(await requestDeletion(await create(), elsewhere, 'zh-CN')).toMatchObject({ code: 'list_unknown' });
  });

  it('stands still when its person says so, sends nothing more, and goes on with the next number', async () => {
    const all = numbers(30);
    const campaign = console.campaign(all.map((called) => ({ called })));
    console.simulator.setFaults([
      { kind: 'latency', ms: 40, times: 'always', campaignId: campaign.campaignId },
    ]);
    const id = await start(campaign, await stored(all.join('\n')));
    await expect.poll(() => deletesOf(campaign).length, { interval: 5 }).toBeGreaterThan(3);
    expect(await pauseOwnDeletion(await create(), id)).toMatchObject({ ok: true });
    await expect.poll(async () => (await find(id)).list?.counts.sent, { interval: 10 }).toBe(0);
    const sent = deletesOf(campaign).length;
    expect(sent).toBeLessThan(30);
    expect(await find(id)).toMatchObject({
      status: 'paused',
      stopReason: 'paused_by_member',
      mayResume: true,
    });
    console.simulator.setFaults([]);
    expect(await resumeDeletion(await create(), id)).toMatchObject({ ok: true });
    await reaches(id, 'completed');
    expect(deletesOf(campaign).map((each) => JSON.parse(each.body).called)).toEqual(all);
  });

  it('that is cancelled keeps the true outcome of what was sent, and sends nothing more', async () => {
    const all = numbers(30);
    const campaign = console.campaign(all.map((called) => ({ called })));
    console.simulator.setFaults([
      { kind: 'latency', ms: 40, times: 'always', campaignId: campaign.campaignId },
    ]);
    const id = await start(campaign, await stored(all.join('\n')));
    await expect.poll(() => deletesOf(campaign).length, { interval: 5 }).toBeGreaterThan(3);
    expect(await cancelByMember(await console.grant('deletion:cancel', operator), id)).toMatchObject({
      ok: true,
    });
    await expect.poll(async () => (await find(id)).list?.counts.sent, { interval: 10 }).toBe(0);
    const { list, status } = await find(id);
    expect(status).toBe('cancelled');
    const applied = deletesOf(campaign).filter((each) => each.appliedAt !== null).length;
    expect(list?.counts).toMatchObject({ deleted: applied, cancelled: 30 - applied, pending: 0 });
  });

  it('lets a single deletion of its campaign go first, and takes turns with another list', async () => {
    const [one, two] = [numbers(20), numbers(20, 13_900_000_000)];
    const campaign = console.campaign([...one, ...two, '13700000000'].map((called) => ({ called })));
    console.simulator.setFaults([
      { kind: 'latency', ms: 30, times: 'always', campaignId: campaign.campaignId },
    ]);
    const lists = [await stored(one.join('\n')), await stored(two.join('\n'))] as const;
    const ids = [await start(campaign, lists[0]), await start(campaign, lists[1])];
    await expect.poll(() => deletesOf(campaign).length, { interval: 5 }).toBeGreaterThan(4);
    const request = await console.request(operator, campaign, { kind: 'called', called: '13700000000' });
    const before = deletesOf(campaign).length;
    await requestDeletion(await create(), request, 'zh-CN');
    for (const id of ids) await reaches(id, 'completed');
    const order = deletesOf(campaign).map((each) => JSON.parse(each.body).called as string);
    // at most the call under way and one more were before it
    expect(order.indexOf('13700000000')).toBeLessThanOrEqual(before + 2);
    const turns = order.slice(10, 20).map((called) => called.startsWith('139'));
    expect(new Set(turns).size).toBe(2);
    expect(console.simulator.ledger().maxSimultaneousDeletes[campaign.campaignId]).toBe(1);
  });

  describe('that was confirmed to stop after its first ten numbers', () => {
    const all = numbers(25);
    const startWith = async (faults: readonly FaultInput[] = []) => {
      const campaign = console.campaign(all.map((called) => ({ called })));
      console.simulator.setFaults(faults.map((fault) => ({ ...fault, campaignId: campaign.campaignId })));
      const id = await start(campaign, await stored(all.join('\n')), 10);
      return { campaign, id };
    };
    const dataOf = async (id: string, type: AuditEventType) => {
      const rows = await console.db
        .selectFrom('audit_event')
        .select('data')
        .where('deletion_id', '=', id)
        .where('type', '=', type)
        .orderBy('seq')
        .execute();
      return rows.map((row) => JSON.parse(row.data));
    };
    const sentOf = (campaign: TestCampaign) =>
      deletesOf(campaign).map((each) => JSON.parse(each.body).called as string);

    it('stands still there, tells what came of them, and goes on with the next when a person says so', async () => {
      const { campaign, id } = await startWith();
      await reaches(id, 'paused');
      expect(await find(id)).toMatchObject({
        stopReason: 'first_ten_done',
        pauseAfter: 10,
        mayResume: true,
        mayCancel: true,
        list: { deletedRows: 10, counts: { deleted: 10, pending: 15, sent: 0 } },
      });
      expect(sentOf(campaign)).toEqual(all.slice(0, 10));
      expect(await dataOf(id, 'deletion.requested')).toMatchObject([{ items: 25, pauseAfter: 10 }]);
      expect(await dataOf(id, 'deletion.paused')).toEqual([{ because: 'first_ten_done', detail: null }]);
      await resumeDeletion(await create(), id);
      await reaches(id, 'completed');
      expect(sentOf(campaign)).toEqual(all);
      expect(await dataOf(id, 'deletion.paused')).toHaveLength(1);
    });

    it.each([
      ['is unknown', { kind: 'malformed', variant: 'codes_differ', after: 9 }, { unknown: 1 }],
      ['is rejected', { kind: 'result_code', code: '0200006', after: 9 }, { rejected: 1 }],
      ['was turned away at first', { kind: 'status', status: 429, retryAfter: 0, after: 9 }, { deleted: 10 }],
    ] as const)('stands still there if the tenth %s', async (_what, fault, counts) => {
      const { campaign, id } = await startWith([fault, { kind: 'call_log_hidden', times: 'always' }]);
      await reaches(id, 'paused');
      expect(await find(id)).toMatchObject({
        stopReason: 'first_ten_done',
        list: { counts: { ...counts, pending: 15 } },
      });
      expect(new Set(sentOf(campaign))).toEqual(new Set(all.slice(0, 10)));
      await resumeDeletion(await create(), id);
      await reaches(id, 'completed');
      // beside them only the lost one, once more
      const firstTen = all.slice(0, 10);
      expect(sentOf(campaign).filter((number) => !firstTen.includes(number))).toEqual(all.slice(10));
    });

    it('stands still there also if it had stopped and gone on before', async () => {
      const { campaign, id } = await startWith([{ kind: 'status', status: 401, after: 4 }]);
      await reaches(id, 'paused');
      expect(await find(id)).toMatchObject({ stopReason: 'vendor_unauthorized' });
      await resumeDeletion(await create(), id);
      await expect.poll(async () => (await find(id)).stopReason, { interval: 20 }).toBe('first_ten_done');
      expect((await find(id)).list?.counts).toMatchObject({ deleted: 10, pending: 15 });
      expect(new Set(sentOf(campaign))).toEqual(new Set(all.slice(0, 10)));
    });

    it('stands still there if the process ended during the tenth', async () => {
      const { campaign, id } = await startWith([{ kind: 'status', status: 401 }]);
      await reaches(id, 'paused');
      const before = sentOf(campaign).length;
      // what such a process leaves behind: nine are through, the tenth is sent, nobody waits for it
      const items = console.db.updateTable('deletion_item').where('deletion_id', '=', id);
      await items.set({ status: 'deleted', success_count: 1 }).where('position', '<', 10).execute();
      await items.set({ status: 'sent', attempts: 1, sent_at: 1 }).where('position', '=', 10).execute();
      await console.db
        .updateTable('deletion')
        .set({ status: 'running', stop_reason: null })
        .where('id', '=', id)
        .execute();
      await expect.poll(async () => (await find(id)).stopReason, { interval: 20 }).toBe('first_ten_done');
      expect((await find(id)).list?.counts).toMatchObject({ deleted: 9, unknown: 1, pending: 15 });
      expect(sentOf(campaign)).toHaveLength(before);
    });

    it('sends nothing if that stop was taken out of what is stored', async () => {
      const { campaign, id } = await startWith([{ kind: 'status', status: 401 }]);
      await reaches(id, 'paused');
      await console.db.updateTable('deletion').set({ pause_after: null }).where('id', '=', id).execute();
      await resumeDeletion(await create(), id);
      await reaches(id, 'cancelled');
      expect(await find(id)).toMatchObject({ stopReason: 'content_changed' });
      expect(deletesOf(campaign).filter((each) => each.appliedAt !== null)).toEqual([]);
    });

    it('ends with the tenth if that is its last', async () => {
      const ten = all.slice(0, 10);
      const campaign = console.campaign(ten.map((called) => ({ called })));
      const id = await start(campaign, await stored(ten.join('\n')), 10);
      await reaches(id, 'completed');
      expect(await dataOf(id, 'deletion.paused')).toEqual([]);
    });
  });

  it('stops when more than half of the first 200 match nothing, and goes on if a person says so', async () => {
    const all = numbers(210);
    const campaign = console.campaign(all.slice(0, 80).map((called) => ({ called })));
    const id = await start(campaign, await stored(all.join('\n')));
    await reaches(id, 'paused');
    expect(await find(id)).toMatchObject({ stopReason: 'mostly_nothing', list: { counts: { pending: 10 } } });
    expect(deletesOf(campaign)).toHaveLength(200);
    await resumeDeletion(await create(), id);
    await reaches(id, 'completed');
    expect(deletesOf(campaign)).toHaveLength(210);
  });

  it('stops after 0200028 twenty times in a row', async () => {
    const all = numbers(40);
    const campaign = console.campaign(all.map((called) => ({ called })));
    const { campaignId } = campaign;
    console.simulator.setFaults([{ kind: 'result_code', code: '0200028', times: 'always', campaignId }]);
    const id = await start(campaign, await stored(all.join('\n')));
    await reaches(id, 'paused');
    expect(await find(id)).toMatchObject({
      stopReason: 'campaign_started',
      list: { counts: { rejected: 20 } },
    });
  });

  it('stops when one number deletes more rows than the limit', async () => {
    const campaign = console.campaign(Array.from({ length: 12 }, () => ({ called: '13800000000' })));
    const id = await start(campaign, await stored('13800000000\n13800000001\n13800000002'));
    await reaches(id, 'paused');
    expect(await find(id)).toMatchObject({
      stopReason: 'count_above_limit',
      list: { deletedRows: 12, counts: { pending: 2 } },
    });
  });

  it('sends nothing while the audit cannot be written, says so, and goes on by itself afterwards', async () => {
    const all = numbers(12);
    const campaign = console.campaign(all.map((called) => ({ called })));
    const { campaignId } = campaign;
    console.simulator.setFaults([{ kind: 'latency', ms: 30, times: 'always', campaignId }]);
    const id = await start(campaign, await stored(all.join('\n')));
    await expect.poll(() => deletesOf(campaign).length, { interval: 5 }).toBeGreaterThan(2);
    const restore = await refuseAudit(console.db, engine, 'call.intended');
    await expect
      .poll(async () => (await find(id)).stopReason, { interval: 10, timeout: 10_000 })
      .toBe('audit_unavailable');
    const view = await find(id);
    // what was answered before is stored, and nothing is under way
    expect(view.list?.counts).toMatchObject({ deleted: deletesOf(campaign).length, sent: 0 });
    await restore();
    await reaches(id, 'completed');
    expect(deletesOf(campaign).map((each) => JSON.parse(each.body).called)).toEqual(all);
  });

  it('waits out a gateway that turns it away, as long as that asks for, and calls no number twice', async () => {
    const all = numbers(6);
    const campaign = console.campaign(all.map((called) => ({ called })));
    const { campaignId } = campaign;
    console.simulator.setFaults([
      { kind: 'status', status: 429, retryAfter: 1, after: 2, times: 2, campaignId },
    ]);
    const id = await start(campaign, await stored(all.join('\n')));
    await expect.poll(async () => (await find(id)).stopReason, { interval: 10 }).toBe('vendor_throttled');
    expect((await find(id)).status).not.toBe('paused');
    await reaches(id, 'completed');
    const applied = deletesOf(campaign).filter((each) => each.appliedAt !== null);
    expect(applied.map((each) => JSON.parse(each.body).called)).toEqual(all);
    const waited = (applied[2]?.receivedAt.monotonicMs ?? 0) - (applied[1]?.receivedAt.monotonicMs ?? 0);
    expect(waited).toBeGreaterThanOrEqual(2_000);
  });

  /** A list of five whose third call is lost without a trace in the call log, and what the faults after it do. */
  async function withLostCall(
    then: readonly FaultInput[] = [],
    fault: FaultInput = { kind: 'reset_after_apply' },
  ) {
    const all = numbers(5);
    const campaign = console.campaign(all.map((called) => ({ called })));
    const { campaignId } = campaign;
    console.simulator.setFaults([
      { ...fault, after: 2, campaignId },
      ...then.map((each) => ({ ...each, campaignId })),
      { kind: 'call_log_hidden', times: 'always', campaignId },
    ]);
    const id = await start(campaign, await stored(all.join('\n')));
    const item = async () => (await findItems(await read(), id, { after: 2 }))?.items[0];
    return { all, campaign, id, item };
  }

  const calledIn = (campaign: TestCampaign) =>
    deletesOf(campaign).map((each) => JSON.parse(each.body).called as string);

  it('makes a lost call once more after the others, and says that the first attempt stays unknown', async () => {
    const { all, campaign, id, item } = await withLostCall();
    await expect.poll(async () => (await find(id)).list?.counts.unknown, { interval: 5 }).toBe(1);
    await reaches(id, 'completed');
    expect(calledIn(campaign)).toEqual([...all, all[2]]);
    expect(await item()).toMatchObject({
      status: 'nothing_matched',
      attempts: 2,
      settledBy: 'answer',
      unknownReason: 'connection_lost',
    });
    const types = await console.auditTypes(campaign);
    expect(types.filter((type) => type === 'call.intended')).toHaveLength(6);
    expect(types.at(-1)).toBe('deletion.completed');
  });

  it('counts what the second try deleted where the first had never arrived', async () => {
    const { id, item } = await withLostCall([], { kind: 'reset_before_apply' });
    await reaches(id, 'completed');
    expect(await item()).toMatchObject({ status: 'deleted', successCount: 1, attempts: 2 });
  });

  it.each<FaultInput>([{ kind: 'result_code', code: '0200028' }, { kind: 'lost_answer_after_apply' }])(
    'asks a person if the second try does not tell either (%j)',
    async (fault) => {
      const { campaign, id, item } = await withLostCall([{ ...fault, after: 4 } as FaultInput]);
      await reaches(id, 'completed');
      expect(await item()).toMatchObject({ status: 'unknown', attempts: 2 });
      expect((await find(id)).mayDecide).toBe(true);
      expect(calledIn(campaign)).toHaveLength(6);
    },
  );

  it('tries again after a second try that was turned away, within the time of the first', async () => {
    const { campaign, id, item } = await withLostCall([
      { kind: 'status', status: 429, retryAfter: 1, after: 4 },
    ]);
    await expect.poll(async () => (await item())?.unknownReason, { interval: 5 }).toBe('connection_lost');
    const first = await item();
    await expect
      .poll(async () => item(), { interval: 5, timeout: 15_000 })
      .toMatchObject({ attempts: 2, status: 'unknown', sentAt: first?.sentAt });
    await reaches(id, 'completed');
    expect(await item()).toMatchObject({ status: 'nothing_matched', attempts: 3 });
    expect(calledIn(campaign)).toHaveLength(7);
  });

  it('does not make a lost call again once its list is cancelled', async () => {
    const { campaign, id, item } = await withLostCall();
    await expect.poll(async () => (await find(id)).list?.counts.unknown, { interval: 5 }).toBe(1);
    expect((await cancelByMember(await console.grant('deletion:cancel', operator), id)).ok).toBe(true);
    const retried = console.db.selectFrom('deletion_item').select('retry_at').where('deletion_id', '=', id);
    expect((await retried.execute()).every((each) => each.retry_at === null)).toBe(true);
    expect(await item()).toMatchObject({ status: 'unknown', attempts: 1 });
    expect(calledIn(campaign)).toHaveLength(3);
  });
});
