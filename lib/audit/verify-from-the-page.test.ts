import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../db/testing/test-database.ts';
import { getEnv } from '../env.ts';
import { startTestConsole, type TestConsole, type TestMember } from '../testing/test-console.ts';
import { attestChain } from './checkpoints.ts';
import { letAuditBeChanged } from './testing/let-audit-be-changed.ts';
import type { VerificationView } from './verification-view.ts';
import { findVerifications, verifyAudit } from './verify-audit.ts';

describe.each(engines)('a verification that an auditor asks for (%s)', (engine) => {
  let console: TestConsole;
  let auditor: TestMember;
  const directory = mkdtempSync(join(tmpdir(), 'verification-'));

  beforeAll(async () => {
    console = await startTestConsole(engine, { AUDIT_CHECKPOINT_DIR: directory });
    auditor = await console.member(['auditor'], []);
    await attestChain(console.db, getEnv());
  });
  afterAll(async () => {
    await console.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  const newest = async () => (await findVerifications(await console.grant('audit:read', auditor)))[0];
  const verified = async (): Promise<VerificationView> => {
    const begun = await verifyAudit(await console.grant('audit:read', auditor));
    expect(begun).toMatchObject({ ok: true });
    await expect.poll(async () => (await newest())?.result, { timeout: 20_000 }).not.toBeNull();
    const run = await newest();
    if (!run) throw new Error('no run');
    return run;
  };
  const lastEvent = async () => {
    const row = await console.db
      .selectFrom('audit_event')
      .select(['type', 'data', 'actor_id'])
      .orderBy('seq', 'desc')
      .executeTakeFirstOrThrow();
    return { ...row, data: JSON.parse(row.data) };
  };

  it('finds the audit whole, by the program of the command line, and is itself audited', async () => {
    const run = await verified();
    expect(run).toMatchObject({ result: 'whole', verdict: { findings: [], checkpoints: 1 } });
    expect(await lastEvent()).toMatchObject({
      type: 'audit.verified',
      actor_id: auditor.id,
      data: { result: 'whole', records: run.verdict?.records },
    });
  });

  it('is one at a time, and one whose process has gone makes room', async () => {
    const running = {
      id: 'vrf_0',
      started_by: auditor.id,
      started_at: Date.now(),
      read: 0,
      total: 9,
      is_open: 1,
      result: null,
      verdict: null,
    };
    await console.db
      .insertInto('audit_verification')
      .values({ ...running, seen_at: Date.now() })
      .execute();
    const grant = await console.grant('audit:read', auditor);
    expect(await verifyAudit(grant)).toMatchObject({ ok: false, code: 'already_running' });
    await console.db
      .updateTable('audit_verification')
      .set({ seen_at: Date.now() - 31_000 })
      .where('id', '=', 'vrf_0')
      .execute();
    expect(await verified()).toMatchObject({ result: 'whole' });
    const runs = await findVerifications(grant);
    expect(runs.find(({ id }) => id === 'vrf_0')).toMatchObject({ result: 'interrupted' });
  });

  it('names the first bad record of a chain that was changed', async () => {
    await letAuditBeChanged(console.db, engine);
    const victim = { seq: 1 };
    await console.db
      .updateTable('audit_event')
      .set({ actor_name: '王强' })
      .where('seq', '=', victim.seq)
      .execute();
    expect(await verified()).toMatchObject({
      result: 'broken',
      verdict: { firstBadSeq: victim.seq, findings: [`record ${victim.seq} was changed`] },
    });
    expect(await lastEvent()).toMatchObject({ data: { result: 'broken', firstBadSeq: victim.seq } });
  });

  it('says that nothing was found out where the directory of checkpoints cannot be read', async () => {
    rmSync(directory, { recursive: true });
    expect(await verified()).toMatchObject({ result: 'unreadable', verdict: null });
  });
});
