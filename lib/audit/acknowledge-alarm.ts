import 'server-only';
import { createPublicKey } from 'node:crypto';
import * as z from 'zod';
import { Grant } from '../auth/authorize.ts';
import { wallClockMs } from '../clock.ts';
import { type Db, getDb } from '../db/client.ts';
import type { AuditCheckpointTable } from '../db/schema.ts';
import { getEnv } from '../env.ts';
import { newId } from '../ids.ts';
import { maskNumbersInText } from '../personal-data/mask.ts';
import { ok, type Result, refused } from '../result.ts';
import { appendAuditEvents } from './append-audit-events.ts';
import { findOpenAlarm } from './audit-alarm.ts';
import { checkpointLinesAfter } from './checkpoint-files.ts';
import {
  type CheckpointEnv,
  checkpointDigest,
  checkpointLine,
  isSignedBy,
  lastCheckpoint,
  signingKey,
} from './checkpoints.ts';

export const alarmReasonMax = 500;

const acknowledgement = z.strictObject({
  alarmId: z.string().max(40),
  reason: z.string().trim().min(1).max(alarmReasonMax),
});

/**
 * Why an alarm cannot be acknowledged: nothing was said; it is not the open one; or the directory tells of another
 * history than the database, not of a later one: then the configuration is wrong, or somebody forged it.
 */
export type AlarmRefusal = 'reason_missing' | 'alarm_gone' | 'other_history' | 'audit_unavailable';

/**
 * Acknowledges that records are lost: the checkpoints that attest them are taken over from the directory, so that
 * the next one follows them, and the audit says for ever which they are, who acknowledged it, and why.
 */
export async function acknowledgeAlarm(
  grant: Grant<'audit:acknowledge'>,
  input: unknown,
): Promise<Result<null, AlarmRefusal>> {
  Grant.assert(grant, 'audit:acknowledge');
  const parsed = acknowledgement.safeParse(input);
  if (!parsed.success) return refused('reason_missing');
  const { alarmId, reason } = parsed.data;
  const db = getDb();
  const lost = await lostCheckpoints(db, getEnv());
  return db.transaction().execute(async (trx): Promise<Result<null, AlarmRefusal>> => {
    const alarm = await findOpenAlarm(trx);
    if (alarm?.id !== alarmId) return refused('alarm_gone');
    const [first] = lost;
    const last = lost.at(-1);
    if (!first || !last) return refused('other_history');
    await trx.insertInto('audit_checkpoint').values(lost).execute();
    await trx
      .updateTable('audit_alarm')
      .set({
        is_open: 0,
        checkpoint_n: last.n,
        acknowledged_at: wallClockMs(),
        acknowledged_by: grant.memberId,
      })
      .where('id', '=', alarmId)
      .execute();
    await appendAuditEvents(trx, [
      {
        type: 'audit.alarm_acknowledged',
        data: {
          firstCheckpoint: first.n,
          lastCheckpoint: last.n,
          lostFrom: alarm.head_seq + 1,
          lostTo: last.seq,
          reason: maskNumbersInText(reason),
        },
        actor: grant.actor,
        correlationId: newId('cor'),
      },
    ]);
    return ok(null);
  });
}

/**
 * Checkpoints that the directory has and the database has not, if they follow the last one that both have, each
 * signed and each after the one before; nothing if the two tell different histories.
 */
async function lostCheckpoints(db: Db, env: CheckpointEnv): Promise<AuditCheckpointTable[]> {
  const last = await lastCheckpoint(db);
  const key = createPublicKey(signingKey(env.AUDIT_SIGNING_KEY));
  const lines = await checkpointLinesAfter(env.AUDIT_CHECKPOINT_DIR, last?.n ?? 0);
  let previous = last && { n: last.n, line: checkpointLine(last) };
  for (const { checkpoint, line } of lines) {
    const follows =
      checkpoint.n === (previous?.n ?? 0) + 1 &&
      (previous === undefined || checkpoint.prev === checkpointDigest(previous.line)) &&
      isSignedBy(key, checkpoint);
    if (!follows) return [];
    previous = { n: checkpoint.n, line };
  }
  return lines.map(({ checkpoint }) => checkpoint);
}
