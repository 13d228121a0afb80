import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AuditCheckpointTable, AuditEventTable } from '../db/schema.ts';
import { engines } from '../db/testing/test-database.ts';
import { requestDeletion } from '../deletions/request-deletion.ts';
import { getEnv } from '../env.ts';
import { startTestConsole, type TestConsole } from '../testing/test-console.ts';
import { acknowledgeAlarm } from './acknowledge-alarm.ts';
import { findOpenAlarm } from './audit-alarm.ts';
import { attestChain } from './checkpoints.ts';
import { letAuditBeChanged } from './testing/let-audit-be-changed.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const minuteMs = 60_001;

describe.each(engines)('a database that was put back (%s)', (engine) => {
  let console: TestConsole;
  let folder: string;
  let now = 0;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'alarm-'));
    console = await startTestConsole(engine, { AUDIT_CHECKPOINT_DIR: join(folder, 'checkpoints') });
    now = Date.now();
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await console.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A minute later there is news, hence a checkpoint. */
  const attest = async () => {
    now += minuteMs;
    vi.spyOn(Date, 'now').mockReturnValue(now);
    await attestChain(console.db, getEnv());
    vi.restoreAllMocks();
  };
  const eventsOf = async (type: string) => {
    const rows = await console.db
      .selectFrom('audit_event')
      .select(['seq', 'data', 'actor_id'])
      .where('type', '=', type as AuditEventTable['type'])
      .orderBy('seq')
      .execute();
    return rows.map(({ data, ...row }) => ({ ...row, data: JSON.parse(data) }));
  };
  const checkpoints = () => console.db.selectFrom('audit_checkpoint').selectAll().orderBy('n').execute();

  /** Takes the audit back to where it was after checkpoint `n`, as a restored backup does. */
  async function putBack(n: number): Promise<AuditCheckpointTable> {
    const { db } = console;
    const to = (await checkpoints()).find((checkpoint) => checkpoint.n === n);
    if (!to) throw new Error(`no checkpoint ${n}`);
    await letAuditBeChanged(db, engine);
    await db.deleteFrom('audit_event').where('seq', '>', to.seq).execute();
    await db.deleteFrom('audit_checkpoint').where('n', '>', n).execute();
    await db.updateTable('audit_head').set({ seq: to.seq, hash: to.hash }).where('id', '=', 1).execute();
    return to;
  }

  function verify() {
    const args = [
      '--quiet',
      '--database',
      process.env.DATABASE_URL ?? '',
      '--checkpoints',
      join(folder, 'checkpoints'),
    ];
    const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/audit-verify.mjs', ...args], {
      cwd: root,
      encoding: 'utf8',
    });
    if (status === 2) throw new Error(stderr);
    return { status, ...JSON.parse(stdout) };
  }

  /** Three checkpoints, the last two of them lost afterwards. */
  async function lose(): Promise<{ kept: AuditCheckpointTable; lostTo: number }> {
    await console.member(['operator'], ['12']);
    await attest();
    await console.member(['operator'], ['12']);
    await attest();
    await console.member(['operator'], ['12']);
    await attest();
    const lostTo = (await checkpoints()).at(-1)?.seq ?? 0;
    return { kept: await putBack(1), lostTo };
  }

  it('raises the alarm once, tells the audit, and attests nothing more', async () => {
    const { kept, lostTo } = await lose();
    await attest();
    await attest();
    expect(await findOpenAlarm(console.db)).toMatchObject({ head_seq: kept.seq, checkpoint_n: 3 });
    expect(await eventsOf('audit.alarm_raised')).toEqual([
      {
        seq: kept.seq + 1,
        actor_id: null,
        data: { headSeq: kept.seq, checkpoint: 3, attestedSeq: lostTo, attestedAt: expect.any(Number) },
      },
    ]);
    expect(await checkpoints()).toHaveLength(1);
    expect(verify()).toMatchObject({ status: 1, whole: false });
  });

  it('deletes nothing until an admin has acknowledged it, with a reason; then it goes on', async () => {
    const operator = await console.member(['operator'], ['12']);
    const admin = await console.member(['admin'], []);
    await attest();
    const campaign = console.campaign([{ called: '13912345678' }]);
    await console.member(['auditor'], []);
    await attest();
    await putBack(1);
    const ask = async () =>
      requestDeletion(
        await console.grant('deletion:create', operator),
        await console.request(operator, campaign, { kind: 'called', called: '13912345678' }),
        'zh-CN',
      );
    await attest();
    expect(await ask()).toMatchObject({ ok: false, code: 'audit_alarm' });
    expect(console.simulator.ledger(campaign).deletes).toEqual([]);

    const alarm = await findOpenAlarm(console.db);
    const grant = await console.grant('audit:acknowledge', admin);
    const alarmId = alarm?.id ?? '';
    expect(await acknowledgeAlarm(grant, { alarmId, reason: ' ' })).toMatchObject({ code: 'reason_missing' });
    expect(await acknowledgeAlarm(grant, { alarmId: 'alm_x', reason: 'x' })).toMatchObject({
      code: 'alarm_gone',
    });
    const reason = '磁盘损坏，恢复了昨晚的备份';
    expect(await acknowledgeAlarm(grant, { alarmId, reason })).toEqual({ ok: true, value: null });
    expect(await findOpenAlarm(console.db)).toBeUndefined();
    expect(await ask()).toMatchObject({ ok: true });
  });

  it('is told by the verifier for ever, and later checkpoints follow the lost ones', async () => {
    const { kept, lostTo } = await lose();
    await attest();
    const admin = await console.member(['admin'], []);
    const alarm = await findOpenAlarm(console.db);
    await acknowledgeAlarm(await console.grant('audit:acknowledge', admin), {
      alarmId: alarm?.id ?? '',
      reason: '恢复备份',
    });
    const [{ seq } = { seq: 0 }] = await eventsOf('audit.alarm_acknowledged');
    await attest();
    expect((await checkpoints()).map(({ n }) => n)).toEqual([1, 2, 3, 4]);
    const loss = { seq, firstCheckpoint: 2, lastCheckpoint: 3, lostFrom: kept.seq + 1, lostTo };
    expect(verify()).toMatchObject({ status: 0, whole: true, acknowledgedLosses: [loss] });
    await attest();
    expect(await findOpenAlarm(console.db)).toBeUndefined();

    // and what is put back after that is another loss
    await console.member(['auditor'], []);
    await attest();
    await putBack(4);
    await attest();
    expect(await findOpenAlarm(console.db)).toMatchObject({ checkpoint_n: 5 });
    expect(verify()).toMatchObject({ status: 1, whole: false });
  });

  it('is no alarm where the directory is new, or holds lines that our key has not signed', async () => {
    await console.member(['operator'], ['12']);
    await attest();
    const directory = join(folder, 'checkpoints');
    const [file = ''] = readdirSync(directory).filter((name) => name.endsWith('.jsonl'));
    const line = readFileSync(join(directory, file), 'utf8');
    const forged = JSON.stringify({ ...JSON.parse(line), n: 9, seq: 9_999 });
    writeFileSync(join(directory, file), `${line}${forged}\n`);
    await attest();
    expect(await findOpenAlarm(console.db)).toBeUndefined();
    cpSync(directory, join(folder, 'away'), { recursive: true });
    rmSync(directory, { recursive: true });
    await attest();
    expect(await findOpenAlarm(console.db)).toBeUndefined();
  });

  it('cannot be acknowledged where the directory tells another history', async () => {
    await lose();
    // worked on with a directory of its own, then brought back to the old one
    const { AUDIT_CHECKPOINT_DIR } = getEnv();
    const elsewhere = { ...getEnv(), AUDIT_CHECKPOINT_DIR: join(folder, 'elsewhere') };
    await console.member(['auditor'], []);
    now += minuteMs;
    vi.spyOn(Date, 'now').mockReturnValue(now);
    await attestChain(console.db, elsewhere);
    vi.restoreAllMocks();
    expect(AUDIT_CHECKPOINT_DIR).not.toBe(elsewhere.AUDIT_CHECKPOINT_DIR);
    await attest();
    const alarm = await findOpenAlarm(console.db);
    const admin = await console.member(['admin'], []);
    const grant = await console.grant('audit:acknowledge', admin);
    expect(await acknowledgeAlarm(grant, { alarmId: alarm?.id, reason: 'x' })).toMatchObject({
      code: 'other_history',
    });
    expect(await findOpenAlarm(console.db)).toBeDefined();
  });
});
