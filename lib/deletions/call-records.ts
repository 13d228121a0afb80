import 'server-only';
import { sql } from 'kysely';
import { type AuditActor, appendAuditEvents } from '../audit/append-audit-events.ts';
import { civilToday, wallClockMs } from '../clock.ts';
import type { Trx } from '../db/client.ts';
import type { LaneLease } from '../lanes/lane-lease.ts';
import { auditedCriterion } from './audited-criterion.ts';
import type { Outcome } from './classify-outcome.ts';
import { completeIfDone, lockDeletion } from './complete-deletion.ts';
import { numbersOfCall } from './daily-limits.ts';
import { sealAfter } from './failed-numbers.ts';
import { guardList } from './list-guards.ts';
import { type Deletion, type ExecutionContext, type Item, type ReadyCall, waits } from './prepare-call.ts';
import { askForCountAfter, noteCountBefore } from './reconcile-counts.ts';
import { secondTryAt } from './second-try.ts';
import { firstSettleDelayMs } from './settle-item.ts';
import type { StopReason } from './states.ts';
import { pauseDeletion } from './stop-deletion.ts';

/** One call of an item, from its intent to its outcome. */
export interface Attempt {
  readonly deletion: Deletion;
  /** As it was before the intent. */
  readonly item: Item;
  readonly attempt: number;
  readonly actor: AuditActor;
}

/** What came of a call; not stored yet. */
export interface Answered extends Attempt {
  readonly outcome: Outcome;
  /** ms from the first byte out to the answer; null where nobody measured. */
  readonly latencyMs: number | null;
}

/** What an audit record of a call is about. */
export function subjectOf({ deletion, item }: Pick<Attempt, 'deletion' | 'item'>) {
  return { vdnId: item.vdn_id, campaignId: item.campaign_id, deletionId: deletion.id, itemId: item.id };
}

/** Says that a list waits for the vendor to come back, and why. */
export async function noteWaiting(trx: Trx, deletion: Deletion, because: StopReason): Promise<void> {
  await trx
    .updateTable('deletion')
    .set({ stop_reason: because })
    .where('id', '=', deletion.id)
    .where('status', 'in', ['queued', 'running'])
    .execute();
}

/**
 * Writes that we are about to call; the caller holds the lane and has proved the right in the same transaction.
 * False if the item or its deletion has moved on meanwhile: nothing is written then.
 */
export async function writeIntent(
  trx: Trx,
  lease: LaneLease,
  env: ExecutionContext['env'],
  call: ReadyCall,
  actor: AuditActor,
): Promise<boolean> {
  const { deletion, item, attempt } = call;
  const today = civilToday(env.ISALES_TIME_ZONE);
  // a call that is made again was counted before
  const numbers = item.attempts === 0 ? numbersOfCall(deletion) : 0;
  const running = await trx
    .updateTable('deletion')
    .set({
      status: 'running',
      stop_reason: null,
      counted_day: today,
      counted_numbers: sql<number>`case when counted_day = ${today} then counted_numbers else 0 end + ${numbers}`,
    })
    .where('id', '=', deletion.id)
    .where('status', 'in', ['queued', 'running'])
    .returning('id')
    .executeTakeFirst();
  if (!running) return false;
  const waiting = trx
    .updateTable('deletion_item')
    .set({
      status: 'sent',
      attempts: attempt,
      fence: lease.fence,
      sent_at: wallClockMs(),
      answered_at: null,
      settle_at: null,
      retry_at: null,
    })
    .where('id', '=', item.id)
    .where('attempts', '=', item.attempts);
  const sent = await (item.status === 'pending'
    ? waiting.where('status', '=', 'pending')
    : waiting.where('status', '=', 'unknown').where('retry_at', 'is not', null)
  )
    .returning('id')
    .executeTakeFirst();
  if (!sent) return false;
  await noteCountBefore(trx, env, call);
  await appendAuditEvents(trx, [
    {
      type: 'call.intended',
      data: {
        attempt,
        fence: lease.fence,
        criterion: auditedCriterion(env.AUDIT_HMAC_KEY, call.criterion),
        archiveHistory: deletion.archive_history === 0 ? 0 : 1,
        digest: deletion.digest,
      },
      actor,
      correlationId: deletion.correlation_id,
      subject: subjectOf(call),
    },
  ]);
  return true;
}

/** Columns of an item after a call, by what came of it. */
function itemAfter(answered: Answered, isOpen: boolean, env: ExecutionContext['env']) {
  const { deletion, item, outcome } = answered;
  const now = wallClockMs();
  /** The call before this one was lost: what this one says is told beside that, never instead of it. */
  const firstLost = item.unknown_reason;
  const stillUnknown = {
    status: 'unknown',
    unknown_reason: firstLost,
    // its ten minutes run from the call that was lost
    sent_at: item.sent_at,
    answered_at: item.answered_at,
  } as const;
  switch (outcome.kind) {
    case 'deleted':
    case 'nothing_matched':
      return {
        status: outcome.kind,
        answered_at: now,
        settled_by: 'answer',
        value_sealed: sealAfter(outcome.kind),
      } as const;
    case 'rejected':
      // a refusal says nothing about the call before it
      return firstLost !== null
        ? stillUnknown
        : ({
            status: 'rejected',
            answered_at: now,
            settled_by: 'answer',
            value_sealed: sealAfter('rejected'),
          } as const);
    case 'not_sent':
      if (firstLost !== null) return { ...stillUnknown, retry_at: isOpen ? now : null };
      return isOpen
        ? ({ status: 'pending', answered_at: now } as const)
        : ({ status: 'cancelled', answered_at: now, value_sealed: sealAfter('cancelled') } as const);
    case 'unknown':
      return {
        status: 'unknown',
        answered_at: now,
        unknown_reason: outcome.because,
        settle_at: firstLost === null ? now + firstSettleDelayMs : null,
        retry_at: firstLost === null ? secondTryAt(env, deletion, now) : null,
      } as const;
  }
}

/**
 * Writes the outcome of one attempt, with its audit record and what it means for the deletion. Does nothing if
 * it is written already: a commit whose answer was lost is tried again.
 */
export async function writeOutcome(
  trx: Trx,
  fence: number,
  env: ExecutionContext['env'],
  answered: Answered,
): Promise<void> {
  const { deletion, item, outcome } = answered;
  const { is_open } = await lockDeletion(trx, deletion.id);
  const written = await trx
    .updateTable('deletion_item')
    .set({
      success_count: outcome.successCount,
      result_code: outcome.resultCode,
      result_desc: outcome.resultDesc,
      ...itemAfter(answered, is_open === 1, env),
    })
    .where('id', '=', item.id)
    .where('status', '=', 'sent')
    .where('attempts', '=', answered.attempt)
    .returning('id')
    .executeTakeFirst();
  if (!written) return;
  await askForCountAfter(trx, deletion, outcome.successCount);
  await appendAuditEvents(trx, [
    {
      type: 'call.answered',
      data: {
        attempt: answered.attempt,
        fence,
        outcome: outcome.kind,
        successCount: outcome.successCount,
        resultCode: outcome.resultCode,
        resultDesc: outcome.resultDesc,
        httpStatus: outcome.httpStatus,
        unknownReason: outcome.kind === 'unknown' ? outcome.because : null,
        notSentBecause: outcome.kind === 'not_sent' ? outcome.because : null,
        excerpt: outcome.excerpt,
        detail: outcome.detail,
        latencyMs: answered.latencyMs,
      },
      actor: answered.actor,
      correlationId: deletion.correlation_id,
      subject: subjectOf(answered),
    },
  ]);
  if (outcome.kind === 'not_sent') {
    if (waits(deletion, outcome.because)) await noteWaiting(trx, deletion, outcome.because);
    else await pauseDeletion(trx, deletion, outcome.because, outcome.detail);
    return;
  }
  const objection = await guardList(trx, deletion, item, outcome);
  if (objection) await pauseDeletion(trx, deletion, objection, null);
  await completeIfDone(trx, deletion);
}
