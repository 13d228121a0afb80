import 'server-only';
import type { Selectable } from 'kysely';
import { freshGrant } from '../auth/authorize.ts';
import { readRefusalOf } from '../campaigns/read-refusal.ts';
import { vendorLocale } from '../campaigns/vendor-client.ts';
import { monotonicMs, toCivilTime, wallClockMs } from '../clock.ts';
import type { Db } from '../db/client.ts';
import type { DeletionItemTable, DeletionTable } from '../db/schema.ts';
import type { Env } from '../env.ts';
import { isLocale } from '../i18n/locales.ts';
import type { DeleteRequest, IsalesClient } from '../isales/client.ts';
import { IsalesError } from '../isales/errors.ts';
import { isWithinHours } from '../settings/allowed-hours.ts';
import { recentSettings } from '../settings/read-settings.ts';
import { type CallCriterion, type Criterion, isListKind } from './criterion.ts';
import { type DailyLimit, findLimitReached } from './daily-limits.ts';
import { deletionDigest } from './deletion-digest.ts';
import { hasDrifted } from './has-drifted.ts';
import { campaignStatus } from './preview.ts';
import { batchOf, type CampaignFacts, readCampaignFacts } from './read-campaign-facts.ts';
import type { StopReason } from './states.ts';
import { storedCriterion, vendorCriterion } from './stored-criterion.ts';

export interface ExecutionContext {
  readonly db: Db;
  readonly client: IsalesClient;
  readonly env: Pick<Env, 'DATA_KEY' | 'AUDIT_HMAC_KEY' | 'SECOND_TRY_AFTER_MS' | 'ISALES_TIME_ZONE'>;
}

export type Deletion = Selectable<DeletionTable>;
export type Item = Selectable<DeletionItemTable>;

/** A call that may be made, as far as reading can tell. */
export interface ReadyCall {
  readonly deletion: Deletion;
  readonly item: Item;
  readonly criterion: CallCriterion;
  readonly request: DeleteRequest;
  /** One more than the item had before. */
  readonly attempt: number;
  /** The campaign as it was met. */
  readonly facts: CampaignFacts;
  /** ms, monotonic: when the campaign and the right were looked at. */
  readonly preparedAt: number;
}

/** Why an item's call is not to be made now, and what becomes of its deletion. */
export interface Objection {
  readonly deletion: Deletion;
  /** `pause`: until a person goes on; `cancel`: for good; `wait`: the list goes on by itself. */
  readonly verdict: 'pause' | 'cancel' | 'wait';
  readonly because: StopReason;
  readonly detail: string | null;
  /** How long the vendor asked to be left alone, ms. */
  readonly retryAfterMs: number | null;
}

export type Prepared =
  | { readonly kind: 'ready'; readonly call: ReadyCall }
  | { readonly kind: 'objection'; readonly objection: Objection }
  /** The item or its deletion has moved on meanwhile. */
  | { readonly kind: 'gone' };

/** A list outlives an outage of the vendor; one deletion that a person waits for stands still and says so. */
export function waits(deletion: Pick<Deletion, 'items'>, because: StopReason): boolean {
  return deletion.items > 1 && (because === 'vendor_unreachable' || because === 'vendor_throttled');
}

/** True for an item that is to be called: it waits, or is unknown and has its one more try. */
export function isCallable(item: Pick<Item, 'status' | 'retry_at'>): boolean {
  return item.status === 'pending' || (item.status === 'unknown' && item.retry_at !== null);
}

/** True while a deletion waits for its time. */
function isTooEarly({ not_before }: Pick<Deletion, 'not_before'>): boolean {
  return not_before !== null && not_before > wallClockMs();
}

/** True if no second person is needed, or one approved just what is stored now. */
function isApproved(deletion: Deletion): boolean {
  return deletion.approval_because === null || deletion.approved_digest === deletion.digest;
}

/**
 * Everything that is proved by reading before an item's call: the requester's right, hours and limits, that the
 * stored content is what was confirmed, and that the campaign still is as confirmed. Writes nothing.
 */
export async function prepareCall(context: ExecutionContext, itemId: string): Promise<Prepared> {
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
  const isOpen = deletion.status === 'queued' || deletion.status === 'running';
  if (!isOpen || !isCallable(item) || isTooEarly(deletion)) return { kind: 'gone' };

  const preparedAt = monotonicMs();
  const right = await requesterRight(db, deletion);
  if (!right.ok) return pauseOf(deletion, right.code);
  const limit = await findLimit(context, deletion);
  if (limit) return pauseOf(deletion, limit);
  const criterion = confirmedCriterion(context, deletion, item);
  if (!criterion || !isApproved(deletion)) return objectionOf(deletion, 'cancel', 'content_changed');
  const met = await meetCampaign(deletion, criterion);
  if ('objection' in met) return { kind: 'objection', objection: met.objection };
  const request: DeleteRequest = {
    vdnId: item.vdn_id,
    campaignId: item.campaign_id,
    criterion: vendorCriterion(criterion),
    archiveHistory: deletion.archive_history === 0 ? 0 : 1,
  };
  return {
    kind: 'ready',
    call: { deletion, item, criterion, request, attempt: item.attempts + 1, facts: met.facts, preparedAt },
  };
}

/** The right of whoever asked for a deletion, as it is now, in the campaign of the deletion. */
export async function requesterRight(db: Db, deletion: Deletion) {
  const right = await freshGrant(db, 'deletion:create', {
    id: deletion.requester_id,
    sessionId: deletion.session_id,
  });
  if (!right.ok) return right;
  const isCovered = right.grant.covers({ vdnId: deletion.vdn_id, campaignId: deletion.campaign_id });
  return isCovered ? right : ({ ok: false, code: 'right_lost' } as const);
}

/** Why nothing more of a deletion may be sent now: the hours are over, or a limit of the day is reached. */
async function findLimit(
  { db, env }: ExecutionContext,
  deletion: Deletion,
): Promise<'outside_hours' | DailyLimit | undefined> {
  const settings = await recentSettings(db);
  const now = toCivilTime(wallClockMs(), env.ISALES_TIME_ZONE);
  if (!isWithinHours(settings.allowedHours, now)) return 'outside_hours';
  return findLimitReached(db, settings, deletion, env.ISALES_TIME_ZONE);
}

function objectionOf(
  deletion: Deletion,
  verdict: Objection['verdict'],
  because: StopReason,
  detail: string | null = null,
  retryAfterMs: number | null = null,
): Prepared {
  return { kind: 'objection', objection: { deletion, verdict, because, detail, retryAfterMs } };
}

function pauseOf(deletion: Deletion, because: StopReason): Prepared {
  return objectionOf(deletion, 'pause', because);
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
      pauseAfter: deletion.pause_after,
      archiveHistory: deletion.archive_history === 0 ? 0 : 1,
    } as const;
    const digest = deletionDigest(context.env.AUDIT_HMAC_KEY, content, deletion.preview_left_to_call);
    return digest === deletion.digest && deletion.campaign_id === item.campaign_id ? criterion : undefined;
  } catch {
    return undefined;
  }
}

/** The campaign as it is now; or why nothing may be sent: it runs, is gone, cannot be read, or is not what was confirmed. */
async function meetCampaign(
  deletion: Deletion,
  criterion: CallCriterion,
): Promise<{ readonly facts: CampaignFacts } | { readonly objection: Objection }> {
  const locale = isLocale(deletion.locale) ? vendorLocale(deletion.locale) : 'zh_CN';
  const none = { deletion, detail: null, retryAfterMs: null };
  try {
    const campaign = { vdnId: deletion.vdn_id, campaignId: deletion.campaign_id, batch: batchOf(criterion) };
    const facts = await readCampaignFacts(campaign, { locale });
    if (facts.status === campaignStatus.started) {
      return { objection: { ...none, verdict: 'pause', because: 'campaign_started' } };
    }
    if (hasDrifted(criterion.kind, deletion.preview_left_to_call, facts.leftToCall)) {
      return { objection: { ...none, verdict: 'cancel', because: 'count_drifted' } };
    }
    return { facts };
  } catch (error) {
    const isVendors = error instanceof IsalesError;
    const told = {
      deletion,
      detail: isVendors ? error.message : null,
      retryAfterMs: (isVendors ? error.facts.retryAfterMs : undefined) ?? null,
    };
    const refusal = readRefusalOf(error);
    if (refusal === 'campaign_unknown')
      return { objection: { ...told, verdict: 'cancel', because: 'campaign_gone' } };
    const because =
      refusal === 'vendor_tls' || refusal === 'vendor_unauthorized' || refusal === 'vendor_throttled'
        ? refusal
        : 'vendor_unreachable';
    return { objection: { ...told, verdict: waits(deletion, because) ? 'wait' : 'pause', because } };
  }
}
