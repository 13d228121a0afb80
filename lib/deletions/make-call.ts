import 'server-only';
import { approverStands } from '../approvals/approver-stands.ts';
import { type AuditActor, appendAuditEvents } from '../audit/append-audit-events.ts';
import { vendorLocale } from '../campaigns/vendor-client.ts';
import { monotonicMs, sleep } from '../clock.ts';
import type { Trx } from '../db/client.ts';
import { isLocale } from '../i18n/locales.ts';
import { IsalesError } from '../isales/errors.ts';
import { type LaneLease, LaneLostError } from '../lanes/lane-lease.ts';
import { logger } from '../logger.ts';
import { type Answered, noteWaiting, subjectOf, writeIntent, writeOutcome } from './call-records.ts';
import { type Outcome, outcomeOfAnswer, outcomeOfError, outcomeOfLostLane } from './classify-outcome.ts';
import {
  type ExecutionContext,
  type Objection,
  prepareCall,
  type ReadyCall,
  requesterRight,
  waits,
} from './prepare-call.ts';
import { assertNoStandstill, StandstillError } from './standstill.ts';
import { cancelDeletion, pauseDeletion } from './stop-deletion.ts';

/** An outcome that cannot be stored is kept and written again this often, ms. */
const writeAgainMs = 500;
/** … and complained about every so many times. */
const complainEvery = 60;
/** … and after so many failures without the vendor's words. */
const withWords = 3;
/** What was read about the next call serves it this long, ms. */
const preparedForMs = 1_000;
/** An outcome waits this long for the next call to be prepared, ms: longer, and it is stored by itself. */
const preparingMs = 20;

/** A call whose intent is committed: it is to be made, and has an outcome whatever happens. */
export interface IntendedCall extends ReadyCall {
  readonly actor: AuditActor;
}

/** How long the vendor asked to be left alone, ms; null if it did not say. */
export interface Wait {
  readonly retryAfterMs: number | null;
}

/** What follows: the next call, whose intent went into the same commit as the outcome; a wait; or neither. */
export interface Next {
  readonly intended?: IntendedCall;
  readonly wait?: Wait;
}

/**
 * Proves that an item's call may be made and commits its intent. Where it may not, the deletion is paused,
 * cancelled or told to wait, and nothing is sent.
 * @throws when the intent cannot be stored, or the lane is lost
 */
export async function intendCall(context: ExecutionContext, lease: LaneLease, itemId: string): Promise<Next> {
  const prepared = await prepareCall(context, itemId);
  if (prepared.kind === 'gone') return {};
  try {
    return await context.db.transaction().execute(async (trx) => {
      await lease.assertHeld(trx);
      return prepared.kind === 'objection'
        ? heed(trx, prepared.objection)
        : commitIntent(trx, context, lease, prepared.call);
    });
  } catch (error) {
    if (!(error instanceof StandstillError) || prepared.kind !== 'ready') throw error;
    await context.db.transaction().execute(async (trx) => {
      await lease.assertHeld(trx);
      await pauseDeletion(trx, prepared.call.deletion, error.because, null);
    });
    return {};
  }
}

/**
 * The rights of requester and approver are asked in the transaction of the intent: what was taken away before it
 * counts.
 * @throws StandstillError if nothing may be sent at all
 */
async function commitIntent(
  trx: Trx,
  context: ExecutionContext,
  lease: LaneLease,
  call: ReadyCall,
): Promise<Next> {
  const right = await requesterRight(trx, call.deletion);
  if (!right.ok) {
    await pauseDeletion(trx, call.deletion, right.code, null);
    return {};
  }
  if (call.deletion.approval_because !== null && !(await approverStands(trx, call.deletion))) {
    await cancelDeletion(trx, call.deletion, 'approver_right_lost', null);
    return {};
  }
  const { actor } = right.grant;
  if (!(await writeIntent(trx, lease, context.env, call, actor))) return {};
  await assertNoStandstill(trx);
  return { intended: { ...call, actor } };
}

async function heed(trx: Trx, objection: Objection): Promise<Next> {
  const { deletion, because, detail } = objection;
  switch (objection.verdict) {
    case 'pause':
      await pauseDeletion(trx, deletion, because, detail);
      return {};
    case 'cancel':
      await cancelDeletion(trx, deletion, because, null);
      return {};
    case 'wait':
      await noteWaiting(trx, deletion, because);
      return { wait: { retryAfterMs: objection.retryAfterMs } };
  }
}

/**
 * Makes an intended call and records its outcome: it never throws for what the vendor does. `lookAhead` says
 * which item is next; it is prepared while the call is under way and asked again once it is answered, and its
 * intent goes into the commit of the outcome.
 */
export async function makeCall(
  context: ExecutionContext,
  lease: LaneLease,
  call: IntendedCall,
  lookAhead: () => Promise<string | undefined>,
): Promise<Next & { readonly outcome: Outcome }> {
  const upcoming = prepareAhead(context, lookAhead);
  const sentAt = monotonicMs();
  const outcome = await send(context, lease, call);
  const answered: Answered = { ...call, outcome, latencyMs: Math.round(monotonicMs() - sentAt) };
  const isSettled =
    outcome.kind === 'deleted' || outcome.kind === 'nothing_matched' || outcome.kind === 'rejected';
  if (isSettled) {
    const ready = await stillNext(upcoming, lookAhead);
    if (ready) return { outcome, ...(await recordOutcomeAndIntent(context, lease, answered, ready)) };
  }
  await recordOutcome(context, lease, answered);
  return outcome.kind === 'not_sent' && waits(call.deletion, outcome.because)
    ? { outcome, wait: { retryAfterMs: outcome.retryAfterMs } }
    : { outcome };
}

/** The call after this one, if nothing speaks against it. What cannot be read now is read again in its turn. */
async function prepareAhead(
  context: ExecutionContext,
  lookAhead: () => Promise<string | undefined>,
): Promise<ReadyCall | undefined> {
  try {
    const itemId = await lookAhead();
    const prepared = itemId === undefined ? undefined : await prepareCall(context, itemId);
    return prepared?.kind === 'ready' ? prepared.call : undefined;
  } catch {
    return undefined;
  }
}

/** The prepared call, if it is there, fresh, and its turn: a single deletion may have come meanwhile. */
async function stillNext(
  upcoming: Promise<ReadyCall | undefined>,
  lookAhead: () => Promise<string | undefined>,
): Promise<ReadyCall | undefined> {
  const ready = await Promise.race([upcoming, sleep(preparingMs)]);
  if (!ready || monotonicMs() - ready.preparedAt > preparedForMs) return undefined;
  const itemId = await lookAhead().catch(() => undefined);
  return itemId === ready.item.id ? ready : undefined;
}

async function send(context: ExecutionContext, lease: LaneLease, call: IntendedCall): Promise<Outcome> {
  // Between the commit and here the process may have been stopped for longer than the lease lasts.
  if (!lease.isHeld) return outcomeOfLostLane();
  const { locale } = call.deletion;
  try {
    const options = {
      locale: isLocale(locale) ? vendorLocale(locale) : 'zh_CN',
      signal: lease.signal,
      mayLeave: () => lease.isHeld,
    } as const;
    return outcomeOfAnswer(await context.client.deleteCallData(call.request, options));
  } catch (error) {
    if (!(error instanceof IsalesError)) throw error;
    return error.kind === 'aborted' ? outcomeOfLostLane() : outcomeOfError(error);
  }
}

/** One commit for both. If it fails, the outcome is stored by itself, and the intent counts only if it is there. */
async function recordOutcomeAndIntent(
  context: ExecutionContext,
  lease: LaneLease,
  answered: Answered,
  ready: ReadyCall,
): Promise<Next> {
  try {
    return await context.db.transaction().execute(async (trx) => {
      await lease.assertHeld(trx);
      await writeOutcome(trx, lease.fence, context.env, answered);
      return commitIntent(trx, context, lease, ready);
    });
  } catch (error) {
    if (error instanceof StandstillError) {
      await recordOutcome(context, lease, answered);
      return {};
    }
    logger.warn({ err: error, itemId: answered.item.id }, 'an outcome is stored without the next intent');
  }
  await recordOutcome(context, lease, answered);
  const stored = await context.db
    .selectFrom('deletion_item')
    .select('id')
    .where('id', '=', ready.item.id)
    .where('status', '=', 'sent')
    .where('fence', '=', lease.fence)
    .where('attempts', '=', ready.attempt)
    .executeTakeFirst();
  const right = stored && (await requesterRight(context.db, ready.deletion));
  return right?.ok ? { intended: { ...ready, actor: right.grant.actor } } : {};
}

/** Stores what came of a call, again and again until it is stored; the vendor is never asked twice for it. */
async function recordOutcome(context: ExecutionContext, lease: LaneLease, answered: Answered): Promise<void> {
  for (let failures = 0; ; failures += 1) {
    try {
      // what cannot be stored may be a text of the vendor's: the outcome matters more than its words
      const { outcome } = answered;
      const written =
        failures < withWords ? outcome : { ...outcome, resultDesc: null, excerpt: null, detail: null };
      await context.db.transaction().execute(async (trx) => {
        await lease.assertHeld(trx);
        await writeOutcome(trx, lease.fence, context.env, { ...answered, outcome: written });
      });
      return;
    } catch (error) {
      if (error instanceof LaneLostError) return recordLateAnswer(context, lease, answered);
      if (failures % complainEvery === 0) {
        logger.error({ err: error, itemId: answered.item.id, failures }, 'an outcome cannot be stored yet');
      }
      await sleep(writeAgainMs);
    }
  }
}

/** The lane has passed on and its new holder has called the outcome unknown: what we know is evidence. */
async function recordLateAnswer(
  context: ExecutionContext,
  lease: LaneLease,
  answered: Answered,
): Promise<void> {
  const { vdnId, campaignId } = lease.key;
  await context.db.transaction().execute(async (trx) => {
    const lane = await trx
      .selectFrom('lane')
      .select('fence')
      .where('vdn_id', '=', vdnId)
      .where('campaign_id', '=', campaignId)
      .executeTakeFirstOrThrow();
    await appendAuditEvents(trx, [
      {
        type: 'call.answered_late',
        data: {
          attempt: answered.attempt,
          fence: lease.fence,
          currentFence: lane.fence,
          outcome: answered.outcome.kind,
          successCount: answered.outcome.successCount,
          resultCode: answered.outcome.resultCode,
        },
        actor: answered.actor,
        correlationId: answered.deletion.correlation_id,
        subject: subjectOf(answered),
      },
    ]);
  });
}

/**
 * Calls whose process ended between intent and outcome: they become unknown, never silence and never a second
 * call unasked. The caller holds the lane.
 */
export async function markAbandonedCalls(context: ExecutionContext, lease: LaneLease): Promise<void> {
  const { vdnId, campaignId } = lease.key;
  const abandoned = context.db
    .selectFrom('deletion_item')
    .where('vdn_id', '=', vdnId)
    .where('campaign_id', '=', campaignId)
    .where('status', '=', 'sent');
  if (!(await abandoned.select('id').limit(1).executeTakeFirst())) return;
  await context.db.transaction().execute(async (trx) => {
    await lease.assertHeld(trx);
    const items = await trx
      .selectFrom('deletion_item')
      .selectAll()
      .where('vdn_id', '=', vdnId)
      .where('campaign_id', '=', campaignId)
      .where('status', '=', 'sent')
      .execute();
    for (const item of items) {
      const deletion = await trx
        .selectFrom('deletion')
        .selectAll()
        .where('id', '=', item.deletion_id)
        .executeTakeFirstOrThrow();
      const outcome: Outcome = { ...outcomeOfLostLane(), kind: 'unknown', because: 'process_ended' };
      const actor: AuditActor = { id: null, name: null, roles: [], sessionId: null, address: null };
      await writeOutcome(trx, lease.fence, context.env, {
        deletion,
        item,
        attempt: item.attempts,
        actor,
        outcome,
        latencyMs: null,
      });
    }
  });
}
