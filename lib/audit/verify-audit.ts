import 'server-only';
import { Grant } from '../auth/authorize.ts';
import { wallClockMs } from '../clock.ts';
import { type Db, getDb } from '../db/client.ts';
import { getEnv } from '../env.ts';
import { newId } from '../ids.ts';
import { logger } from '../logger.ts';
import { ok, type Result, refused } from '../result.ts';
import { type AuditActor, appendAuditEvents } from './append-audit-events.ts';
import { runVerifier, type Verdict } from './run-verifier.ts';
import type { VerificationRefusal, VerificationResult, VerificationView } from './verification-view.ts';

/** A run without a sign of life for this long has ended with its process, ms. */
const silentForMs = 30_000;
/** How often a run says how far it has come, ms. */
const saidEveryMs = 500;
const shownRuns = 10;

/**
 * Begins to verify the whole audit, by the program that imports nothing of ours, and returns its run at once;
 * one at a time in an installation. What it finds is an event.
 */
export async function verifyAudit(
  grant: Grant<'audit:read'>,
): Promise<Result<{ readonly id: string }, VerificationRefusal>> {
  Grant.assert(grant, 'audit:read');
  const db = getDb();
  const now = wallClockMs();
  await db
    .updateTable('audit_verification')
    .set({ is_open: 0, result: 'interrupted' })
    .where('is_open', '=', 1)
    .where('seen_at', '<', now - silentForMs)
    .execute();
  const head = await db.selectFrom('audit_head').select('seq').executeTakeFirstOrThrow();
  const begun = await db
    .insertInto('audit_verification')
    .values({
      id: newId('vrf'),
      started_by: grant.memberId,
      started_at: now,
      seen_at: now,
      read: 0,
      total: head.seq,
      is_open: 1,
      result: null,
      verdict: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!begun) return refused('already_running');
  void run(db, begun.id, grant.actor);
  return ok({ id: begun.id });
}

async function run(db: Db, id: string, actor: AuditActor): Promise<void> {
  let said: Promise<unknown> = Promise.resolve();
  let latest: { read: number; total: number } | undefined;
  const say = () => {
    const now = latest;
    said = said
      .then(() =>
        db
          .updateTable('audit_verification')
          .set({ seen_at: wallClockMs(), ...now })
          .where('id', '=', id)
          .execute(),
      )
      .catch(() => undefined);
  };
  const alive = setInterval(say, saidEveryMs);
  try {
    const verdict = await runVerifier(getEnv(), (read, total) => {
      latest = { read, total };
    });
    clearInterval(alive);
    await said;
    await record(db, id, actor, verdict);
  } catch (error) {
    logger.error({ err: error, verificationId: id }, 'what the verifier found could not be recorded');
  } finally {
    clearInterval(alive);
  }
}

/** The result and its event, in one commit. */
async function record(db: Db, id: string, actor: AuditActor, found: Verdict): Promise<void> {
  const result: VerificationResult = !found ? 'unreadable' : found.isWhole ? 'whole' : 'broken';
  const verdict = found?.verdict ?? null;
  await db.transaction().execute(async (trx) => {
    await trx
      .updateTable('audit_verification')
      .set({
        is_open: 0,
        seen_at: wallClockMs(),
        result,
        verdict: verdict && JSON.stringify(verdict),
        ...(verdict ? { read: verdict.records, total: verdict.records } : {}),
      })
      .where('id', '=', id)
      .execute();
    await appendAuditEvents(trx, [
      {
        type: 'audit.verified',
        data: {
          result,
          records: verdict?.records ?? 0,
          checkpoints: verdict?.checkpoints ?? 0,
          firstBadSeq: verdict?.firstBadSeq ?? null,
          findings: verdict?.findings ?? [],
        },
        actor,
        correlationId: newId('cor'),
      },
    ]);
  });
  if (result !== 'whole')
    logger.error({ verificationId: id, result }, 'the audit could not be verified as whole');
}

/** The newest runs, newest first. */
export async function findVerifications(grant: Grant<'audit:read'>): Promise<VerificationView[]> {
  Grant.assert(grant, 'audit:read');
  const rows = await getDb()
    .selectFrom('audit_verification')
    .innerJoin('member', 'member.id', 'audit_verification.started_by')
    .selectAll('audit_verification')
    .select('member.name')
    .orderBy('audit_verification.id', 'desc')
    .limit(shownRuns)
    .execute();
  const silentSince = wallClockMs() - silentForMs;
  return rows.map((row) => ({
    id: row.id,
    startedBy: row.name,
    startedAt: row.started_at,
    read: row.read,
    total: row.total,
    result: row.result ?? (row.seen_at < silentSince ? 'interrupted' : null),
    verdict: row.verdict === null ? null : JSON.parse(row.verdict),
  }));
}
