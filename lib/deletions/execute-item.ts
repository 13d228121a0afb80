import 'server-only';
import type { Selectable } from 'kysely';
import { type AuditActor, appendAuditEvents } from '../audit/append-audit-events.ts';
import { freshGrant } from '../auth/authorize.ts';
import { readRefusalOf } from '../campaigns/read-refusal.ts';
import { vendorLocale } from '../campaigns/vendor-client.ts';
import { monotonicMs, sleep, wallClockMs } from '../clock.ts';
import type { Db, Trx } from '../db/client.ts';
import type { DeletionItemTable, DeletionTable } from '../db/schema.ts';
import type { Env } from '../env.ts';
import { isLocale } from '../i18n/locales.ts';
import type { DeleteRequest, IsalesClient } from '../isales/client.ts';
import { IsalesError } from '../isales/errors.ts';
import { type LaneLease, LaneLostError } from '../lanes/lane-lease.ts';
import { logger } from '../logger.ts';
import { auditedCriterion } from './audited-criterion.ts';
import { type Outcome, outcomeOfAnswer, outcomeOfError, outcomeOfLostLane } from './classify-outcome.ts';
import { type CallCriterion, type Criterion, isListKind } from './criterion.ts';
import { deletionDigest } from './deletion-digest.ts';
import { sealAfter } from './failed-numbers.ts';
import { hasDrifted } from './has-drifted.ts';
import { guardList } from './list-guards.ts';
import { campaignStatus } from './preview.ts';
import { batchOf, readCampaignFacts } from './read-campaign-facts.ts';
import { firstSettleDelayMs } from './settle-item.ts';
import type { StopReason } from './states.ts';
import { cancelDeletion, pauseDeletion } from './stop-deletion.ts';
import { storedCriterion, vendorCriterion } from './stored-criterion.ts';

export interface ExecutionContext {
  readonly db: Db;
  readonly client: IsalesClient;
  readonly env: Pick<Env, 'DATA_KEY' | 'AUDIT_HMAC_KEY'>;
}

type Deletion = Selectable<DeletionTable>;
type Item = Selectable<DeletionItemTable>;

/** An outcome that cannot be stored is kept and written again this often, ms. */
const writeAgainMs = 500;
/** … and complained about every so many times. */
const complainEvery = 60;

/**
 * One vendor call, in the order that everything here follows: prove the right, record the intent, call,
 * record the outcome. It never throws for what the vendor does. Returns a reason to leave the lane alone for a
 * while, where a list waits for the vendor to come back.
 * @throws when the intent cannot be stored: then nothing was sent
 */
export async function executeItem(
  context: ExecutionContext,
  lease: LaneLease,
  itemId: string,
): Promise<Wait | undefined> {
  const { db } = context;
  const item = await db
    .selectFrom('deletion_item')
    .selectAll()
    .where('id', '=', itemId)
    .executeTakeFirstOrThrow();
  const deletion = await db
    .selectFrom('deletion')
    .selectAll()
    .where('id', '=', item.deletion_id)
    .executeTakeFirstOrThrow();
  if (item.status !== 'pending' || (deletion.status !== 'queued' && deletion.status !== 'running')) {
    return undefined;
  }

  const stop = async (because: StopReason, detail: string | null = null) => {
    await db.transaction().execute((trx) => pauseDeletion(trx, deletion, because, detail));
    return undefined;
  };
  const end = async (because: StopReason) => {
    await db.transaction().execute((trx) => cancelDeletion(trx, deletion, because, null));
    return undefined;
  };

  const right = await freshGrant(db, 'deletion:create', {
    id: deletion.requester_id,
    sessionId: deletion.session_id,
  });
  if (!right.ok) return stop(right.code);
  if (!right.grant.covers({ vdnId: item.vdn_id, campaignId: item.campaign_id })) return stop('right_lost');

  const criterion = confirmedCriterion(context, deletion, item);
  if (!criterion) return end('content_changed');

  const obstacle = await findObstacle(deletion, criterion);
  if (obstacle) {
    if (obstacle.isFinal) return end(obstacle.because);
    if (!waits(deletion, obstacle.because)) return stop(obstacle.because, obstacle.detail);
    await db.transaction().execute((trx) => noteWaiting(trx, deletion, obstacle.because));
    return { retryAfterMs: obstacle.retryAfterMs };
  }

  const request: DeleteRequest = {
    vdnId: item.vdn_id,
    campaignId: item.campaign_id,
    criterion: vendorCriterion(criterion),
    archiveHistory: deletion.archive_history === 0 ? 0 : 1,
  };
  const attempt = item.attempts + 1;
  const actor = right.grant.actor;
  const isIntended = await recordIntent(context, lease, { deletion, item, criterion, attempt, actor });
  if (!isIntended) return undefined;

  const sentAt = monotonicMs();
  const outcome = await call(context.client, lease, request, deletion.locale);
  const latencyMs = Math.round(monotonicMs() - sentAt);
  await recordOutcome(context, lease, { deletion, item, attempt, actor, outcome, latencyMs });
  return outcome.kind === 'not_sent' && waits(deletion, outcome.because)
    ? { retryAfterMs: outcome.retryAfterMs }
    : undefined;
}

/** How long the vendor asked to be left alone, ms; null if it did not say. */
export interface Wait {
  readonly retryAfterMs: number | null;
}

/** A list outlives an outage of the vendor; one deletion that a person waits for stands still and says so. */
function waits(deletion: Deletion, because: StopReason): boolean {
  return deletion.items > 1 && (because === 'vendor_unreachable' || because === 'vendor_throttled');
}

async function noteWaiting(trx: Trx, deletion: Deletion, because: StopReason): Promise<void> {
  await trx
    .updateTable('deletion')
    .set({ stop_reason: because })
    .where('id', '=', deletion.id)
    .where('status', 'in', ['queued', 'running'])
    .execute();
}

/** The criterion, if the stored content is still what was confirmed. */
function confirmedCriterion(
  context: ExecutionContext,
  deletion: Deletion,
  item: Item,
): CallCriterion | undefined {
  try {
    const criterion = storedCriterion(context.env.DATA_KEY, deletion, item);
    const kind = deletion.criterion_kind;
    const confirmed: Criterion = isListKind(kind) ? { kind, listId: '' } : criterion;
    const content = {
      vdnId: item.vdn_id,
      campaignId: item.campaign_id,
      criterion: confirmed,
      listDigest: deletion.list_digest,
      archiveHistory: deletion.archive_history === 0 ? 0 : 1,
    } as const;
    const digest = deletionDigest(context.env.AUDIT_HMAC_KEY, content, deletion.preview_left_to_call);
    return digest === deletion.digest && deletion.campaign_id === item.campaign_id ? criterion : undefined;
  } catch {
    return undefined;
  }
}

interface Obstacle {
  readonly because: StopReason;
  readonly isFinal: boolean;
  readonly detail: string | null;
  readonly retryAfterMs: number | null;
}

/** Why nothing may be sent now: the campaign runs, is gone, cannot be read, or is not what was confirmed. */
async function findObstacle(deletion: Deletion, criterion: CallCriterion): Promise<Obstacle | undefined> {
  const locale = isLocale(deletion.locale) ? vendorLocale(deletion.locale) : 'zh_CN';
  try {
    const campaign = { vdnId: deletion.vdn_id, campaignId: deletion.campaign_id, batch: batchOf(criterion) };
    const facts = await readCampaignFacts(campaign, { locale });
    if (facts.status === campaignStatus.started) {
      return { because: 'campaign_started', isFinal: false, detail: null, retryAfterMs: null };
    }
    if (hasDrifted(criterion.kind, deletion.preview_left_to_call, facts.leftToCall)) {
      return { because: 'count_drifted', isFinal: true, detail: null, retryAfterMs: null };
    }
    return undefined;
  } catch (error) {
    const refusal = readRefusalOf(error);
    const detail = error instanceof IsalesError ? error.message : null;
    const retryAfterMs = (error instanceof IsalesError ? error.facts.retryAfterMs : undefined) ?? null;
    switch (refusal) {
      case 'campaign_unknown':
        return { because: 'campaign_gone', isFinal: true, detail, retryAfterMs };
      case 'vendor_tls':
      case 'vendor_unauthorized':
      case 'vendor_throttled':
        return { because: refusal, isFinal: false, detail, retryAfterMs };
      default:
        return { because: 'vendor_unreachable', isFinal: false, detail, retryAfterMs };
    }
  }
}

interface Attempt {
  readonly deletion: Deletion;
  readonly item: Item;
  readonly attempt: number;
  readonly actor: AuditActor;
}

function subjectOf({ deletion, item }: Pick<Attempt, 'deletion' | 'item'>) {
  return { vdnId: item.vdn_id, campaignId: item.campaign_id, deletionId: deletion.id, itemId: item.id };
}

/**
 * Commits that we are about to call. False if the item or its deletion has moved on meanwhile.
 * @throws when it cannot be stored, or the lane is lost
 */
async function recordIntent(
  context: ExecutionContext,
  lease: LaneLease,
  intent: Attempt & { readonly criterion: CallCriterion },
): Promise<boolean> {
  const { deletion, item, attempt } = intent;
  const isStored = await context.db.transaction().execute(async (trx) => {
    await lease.assertHeld(trx);
    const running = await trx
      .updateTable('deletion')
      .set({ status: 'running', stop_reason: null })
      .where('id', '=', deletion.id)
      .where('status', 'in', ['queued', 'running'])
      .returning('id')
      .executeTakeFirst();
    if (!running) return false;
    const sent = await trx
      .updateTable('deletion_item')
      .set({
        status: 'sent',
        attempts: attempt,
        fence: lease.fence,
        sent_at: wallClockMs(),
        answered_at: null,
      })
      .where('id', '=', item.id)
      .where('status', '=', 'pending')
      .returning('id')
      .executeTakeFirst();
    if (!sent) return false;
    await appendAuditEvents(trx, [
      {
        type: 'call.intended',
        data: {
          attempt,
          fence: lease.fence,
          criterion: auditedCriterion(context.env.AUDIT_HMAC_KEY, intent.criterion),
          archiveHistory: deletion.archive_history === 0 ? 0 : 1,
          digest: deletion.digest,
        },
        actor: intent.actor,
        correlationId: deletion.correlation_id,
        subject: subjectOf(intent),
      },
    ]);
    return true;
  });
  return isStored;
}

async function call(
  client: IsalesClient,
  lease: LaneLease,
  request: DeleteRequest,
  locale: string,
): Promise<Outcome> {
  // Between the commit and here the process may have been stopped for longer than the lease lasts.
  if (!lease.isHeld) return outcomeOfLostLane();
  try {
    const options = {
      locale: isLocale(locale) ? vendorLocale(locale) : 'zh_CN',
      signal: lease.signal,
      mayLeave: () => lease.isHeld,
    } as const;
    return outcomeOfAnswer(await client.deleteCallData(request, options));
  } catch (error) {
    if (!(error instanceof IsalesError)) throw error;
    return error.kind === 'aborted' ? outcomeOfLostLane() : outcomeOfError(error);
  }
}

/** Stores what came of a call, again and again until it is stored; the vendor is never asked twice for it. */
async function recordOutcome(
  context: ExecutionContext,
  lease: LaneLease,
  result: Attempt & { readonly outcome: Outcome; readonly latencyMs: number },
): Promise<void> {
  for (let failures = 0; ; failures += 1) {
    try {
      // what cannot be stored may be a text of the vendor's: the outcome matters more than its words
      const { outcome } = result;
      const written =
        failures === 0 ? outcome : { ...outcome, resultDesc: null, excerpt: null, detail: null };
      await context.db.transaction().execute(async (trx) => {
        await lease.assertHeld(trx);
        await writeOutcome(trx, lease.fence, { ...result, outcome: written });
      });
      return;
    } catch (error) {
      if (error instanceof LaneLostError) return recordLateAnswer(context, lease, result);
      if (failures % complainEvery === 0) {
        logger.error({ err: error, itemId: result.item.id, failures }, 'an outcome cannot be stored yet');
      }
      await sleep(writeAgainMs);
    }
  }
}

/** The lane has passed on and its new holder has called the outcome unknown: what we know is evidence. */
async function recordLateAnswer(
  context: ExecutionContext,
  lease: LaneLease,
  result: Attempt & { readonly outcome: Outcome },
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
          attempt: result.attempt,
          fence: lease.fence,
          currentFence: lane.fence,
          outcome: result.outcome.kind,
          successCount: result.outcome.successCount,
          resultCode: result.outcome.resultCode,
        },
        actor: result.actor,
        correlationId: result.deletion.correlation_id,
        subject: subjectOf(result),
      },
    ]);
  });
}

/** The outcome of one attempt, with its audit record and what it means for the deletion. */
async function writeOutcome(
  trx: Trx,
  fence: number,
  result: Attempt & { readonly outcome: Outcome; readonly latencyMs: number | null },
): Promise<void> {
  const { deletion, item, outcome } = result;
  const now = wallClockMs();
  // the deletion before the head of the audit, as everyone does who locks both
  const { is_open } = await trx
    .updateTable('deletion')
    .set((row) => ({ is_open: row.ref('is_open') }))
    .where('id', '=', deletion.id)
    .returning('is_open')
    .executeTakeFirstOrThrow();
  const unsentStatus = is_open === 1 ? 'pending' : 'cancelled';
  const isSettled =
    outcome.kind === 'deleted' || outcome.kind === 'nothing_matched' || outcome.kind === 'rejected';
  await trx
    .updateTable('deletion_item')
    .set({
      status: outcome.kind === 'not_sent' ? unsentStatus : outcome.kind,
      answered_at: now,
      success_count: outcome.successCount,
      result_code: outcome.resultCode,
      result_desc: outcome.resultDesc,
      unknown_reason: outcome.kind === 'unknown' ? outcome.because : null,
      settled_by: isSettled ? 'answer' : null,
      settle_at: outcome.kind === 'unknown' ? now + firstSettleDelayMs : null,
      ...(isSettled || (outcome.kind === 'not_sent' && is_open === 0)
        ? { value_sealed: sealAfter(outcome.kind === 'not_sent' ? 'cancelled' : outcome.kind) }
        : {}),
    })
    .where('id', '=', item.id)
    .execute();
  await appendAuditEvents(trx, [
    {
      type: 'call.answered',
      data: {
        attempt: result.attempt,
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
        latencyMs: result.latencyMs,
      },
      actor: result.actor,
      correlationId: deletion.correlation_id,
      subject: subjectOf(result),
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

/** Ends a deletion that has no item left to call; an unknown one is settled on its own. */
async function completeIfDone(trx: Trx, deletion: Deletion): Promise<void> {
  const left = await trx
    .selectFrom('deletion_item')
    .select('id')
    .where('deletion_id', '=', deletion.id)
    .where('status', 'in', ['pending', 'sent'])
    .limit(1)
    .executeTakeFirst();
  if (left) return;
  const completed = await trx
    .updateTable('deletion')
    .set({ status: 'completed', stop_reason: null, is_open: 0, finished_at: wallClockMs() })
    .where('id', '=', deletion.id)
    .where('status', 'in', ['queued', 'running', 'paused'])
    .returning('id')
    .executeTakeFirst();
  if (!completed) return;
  const counts = await trx
    .selectFrom('deletion_item')
    .select(['status', (select) => select.fn.countAll<number>().as('items')])
    .where('deletion_id', '=', deletion.id)
    .groupBy('status')
    .execute();
  await appendAuditEvents(trx, [
    {
      type: 'deletion.completed',
      data: { outcomes: Object.fromEntries(counts.map((count) => [count.status, Number(count.items)])) },
      actor: null,
      correlationId: deletion.correlation_id,
      subject: { vdnId: deletion.vdn_id, campaignId: deletion.campaign_id, deletionId: deletion.id },
    },
  ]);
}

/**
 * Calls whose process ended between intent and outcome: they become unknown, never silence and never a second
 * call. Returns how many there were; the caller holds the lane.
 */
export async function markAbandonedCalls(context: ExecutionContext, lease: LaneLease): Promise<number> {
  const { vdnId, campaignId } = lease.key;
  return context.db.transaction().execute(async (trx) => {
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
      await writeOutcome(trx, lease.fence, {
        deletion,
        item,
        attempt: item.attempts,
        actor,
        outcome,
        latencyMs: null,
      });
    }
    return items.length;
  });
}
