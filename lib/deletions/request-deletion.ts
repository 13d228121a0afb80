import 'server-only';
import { type ApprovalPolicy, type ApprovalReason, approvalReasonsOf } from '../approvals/approval-policy.ts';
import { notBeforeOf } from '../approvals/not-before.ts';
import { sumUnapproved } from '../approvals/unapproved-numbers.ts';
import { appendAuditEvents } from '../audit/append-audit-events.ts';
import { Grant } from '../auth/authorize.ts';
import { wallClockMs } from '../clock.ts';
import { type Db, getDb, type Trx } from '../db/client.ts';
import { transact, UncertainCommitError } from '../db/transact.ts';
import { buildVersion, type Env, getEnv } from '../env.ts';
import type { Locale } from '../i18n/locales.ts';
import { newId } from '../ids.ts';
import { getRunner } from '../lanes/runner.ts';
import { findOwnList, type OwnList } from '../lists/find-own-list.ts';
import { logger } from '../logger.ts';
import { maskNumbersInText, numberDigits } from '../personal-data/mask.ts';
import { sealValue } from '../personal-data/number-vault.ts';
import { ok, type Result, refused } from '../result.ts';
import { readSettings } from '../settings/read-settings.ts';
import type { Settings } from '../settings/settings.ts';
import { auditedCriterion, maskedValue } from './audited-criterion.ts';
import { type CheckedRequest, checkDeletionRequest } from './check-deletion-request.ts';
import { type Criterion, isBlank, isListCriterion } from './criterion.ts';
import { findLimitBroken, lockDailyLimits } from './daily-limits.ts';
import { contentHash, criterionHmac, criterionValue, deletionDigest } from './deletion-digest.ts';
import { type CampaignRef, type DeletionRequest, deletionRequest } from './deletion-input.ts';
import type { RequestedDeletion, RequestRefusal } from './deletion-view.ts';
import { findStandstill } from './standstill.ts';
import type { ItemStatus } from './states.ts';

/** The action answers after this long at the latest; the deletion's page shows the rest, ms. */
const answerWithinMs = 20_000;
/** The same content again within this time is a slip of the hand, not a decision, ms. */
const slipMs = 60_000;
const hourMs = 3_600_000;

/**
 * Takes a confirmed deletion: checks it again on the server, stores it with its audit records, and runs it
 * through the lane of its campaign. The same request twice is one deletion. If anything cannot be stored,
 * nothing is sent and the answer is `audit_unavailable`.
 */
export async function requestDeletion(
  grant: Grant<'deletion:create'>,
  request: unknown,
  locale: Locale,
): Promise<Result<RequestedDeletion, RequestRefusal>> {
  Grant.assert(grant, 'deletion:create');
  const env = getEnv();
  const db = getDb();
  let accepted: Result<AcceptedDeletion, RequestRefusal>;
  try {
    accepted = await acceptRequest(db, grant, env, request, locale);
  } catch (error) {
    // then the page says that nobody knows, and its key makes it safe to ask again
    if (error instanceof UncertainCommitError) throw error;
    logger.error({ err: error }, 'a deletion could not be stored; nothing was sent for it');
    return refused('audit_unavailable');
  }
  if (!accepted.ok) return accepted;
  const { deletionId, isExisting, run } = accepted.value;
  if (!isExisting) logger.info({ deletionId, memberId: grant.memberId }, 'deletion requested');
  if (run) {
    // From here it is stored: whatever happens now is told by its page, and never as "nothing was sent".
    await runNow(run).catch((error: unknown) =>
      logger.error({ err: error, deletionId }, 'a deletion goes on without its requester waiting for it'),
    );
  }
  return ok({ deletionId, isExisting });
}

interface AcceptedDeletion {
  readonly deletionId: string;
  readonly isExisting: boolean;
  /** What to run at once; undefined for a deletion that was there before. */
  readonly run?: { readonly campaign: CampaignRef; readonly itemId: string | undefined };
}

async function runNow({ campaign, itemId }: NonNullable<AcceptedDeletion['run']>): Promise<void> {
  // a list runs for as long as it takes: its page follows it
  if (itemId === undefined) getRunner().wake(campaign);
  else await getRunner().runNow(campaign, itemId, answerWithinMs);
}

/**
 * Everything up to the moment at which the deletion is stored.
 * @throws UncertainCommitError if nobody knows; anything else if nothing was stored
 */
async function acceptRequest(
  db: Db,
  grant: Grant<'deletion:create'>,
  env: Env,
  request: unknown,
  locale: Locale,
): Promise<Result<AcceptedDeletion, RequestRefusal>> {
  const parsed = deletionRequest.safeParse(request);
  if (!parsed.success) {
    if (isOfOtherBuild(request)) return refuse(db, grant, env, undefined, null, 'form_outdated');
    const field = parsed.error.issues[0]?.path.slice(1).join('.') ?? '';
    return refuse(db, grant, env, undefined, null, 'input_invalid', field);
  }
  const { input, confirmation } = parsed.data;
  const { criterion } = input;
  const list = isListCriterion(criterion) ? await findOwnList(db, grant.memberId, criterion.listId) : null;
  if (list === undefined || (list && `${list.kind}_list` !== criterion.kind)) {
    return refuse(db, grant, env, parsed.data, null, 'list_unknown');
  }
  const listDigest = list?.digest ?? null;
  const hash = contentHash(env.AUDIT_HMAC_KEY, { ...input, listDigest });
  const wanted: WantedDeletion = {
    idempotencyKey: confirmation.idempotencyKey,
    contentHash: hash,
    repeatOf: await findRepeated(db, grant, confirmation.repeatOf, hash),
  };
  const earlier = await findSameRequest(db, grant, wanted);
  if (earlier) return asExisting(db, grant, env, parsed.data, listDigest, earlier, hash);
  const standstill = await findStandstill(db);
  if (standstill) return refuse(db, grant, env, parsed.data, listDigest, standstill);
  if (list?.isReady === false) return refuse(db, grant, env, parsed.data, listDigest, 'list_unknown');
  const items = list?.accepted ?? 1;
  const settings = await readSettings(db);
  if (list && items > settings.confirmAbove && !grant.isFresh) {
    return refuse(db, grant, env, parsed.data, listDigest, 'step_up_needed');
  }
  const checked = await checkDeletionRequest(grant, parsed.data, items, env, settings, locale);
  if (!checked.ok) return refuse(db, grant, env, parsed.data, listDigest, checked.code, checked.field);
  const stored = await storeDeletion(db, grant, env, {
    request: parsed.data,
    checked: checked.value,
    wanted,
    list,
    settings,
    locale,
  });
  if ('refusal' in stored) {
    const { because, field } = stored.refusal;
    return refuse(db, grant, env, parsed.data, listDigest, because, field);
  }
  if (!stored.isNew) return asExisting(db, grant, env, parsed.data, listDigest, stored.same, hash);
  const { vdnId, campaignId } = input;
  const accepted = { deletionId: stored.deletionId, isExisting: false };
  if (!stored.startsNow) return ok(accepted);
  return ok({ ...accepted, run: { campaign: { vdnId, campaignId }, itemId: stored.itemId } });
}

/** The same request again is the deletion that it has become; another content under its key is refused. */
function asExisting(
  db: Db,
  grant: Grant<'deletion:create'>,
  env: Env,
  request: DeletionRequest,
  listDigest: string | null,
  earlier: SameDeletion,
  hash: string,
): Promise<Result<AcceptedDeletion, RequestRefusal>> {
  if (earlier.content_hash !== hash) return refuse(db, grant, env, request, listDigest, 'key_reused');
  return Promise.resolve(ok({ deletionId: earlier.id, isExisting: true }));
}

function isOfOtherBuild(raw: unknown): boolean {
  const version = (raw as { confirmation?: { formVersion?: unknown } } | null)?.confirmation?.formVersion;
  return typeof version === 'string' && version !== buildVersion;
}

/** A refusal is a fact, too: the audit names who tried what. */
async function refuse(
  db: Db,
  grant: Grant<'deletion:create'>,
  env: Env,
  request: DeletionRequest | undefined,
  listDigest: string | null,
  because: RequestRefusal,
  field?: string,
) {
  await transact(db, (trx) =>
    appendAuditEvents(trx, [
      {
        type: 'deletion.refused',
        data: {
          because,
          criterion: request
            ? auditedCriterion(env.AUDIT_HMAC_KEY, request.input.criterion, listDigest)
            : null,
        },
        actor: grant.actor,
        correlationId: newId('cor'),
        ...(request ? { subject: { vdnId: request.input.vdnId, campaignId: request.input.campaignId } } : {}),
      },
    ]),
  );
  return refused(because, field);
}

interface SameDeletion {
  readonly id: string;
  readonly content_hash: string;
}

interface WantedDeletion {
  readonly idempotencyKey: string;
  readonly contentHash: string;
  /** Proved to be the member's own deletion of just this content; null if it is none. */
  readonly repeatOf: string | null;
}

/** The deletion that is repeated on purpose: the member's own, of the very same content, or none. */
async function findRepeated(
  db: Db,
  grant: Grant<'deletion:create'>,
  repeatOf: string | null,
  hash: string,
): Promise<string | null> {
  if (repeatOf === null) return null;
  const row = await db
    .selectFrom('deletion')
    .select('id')
    .where('id', '=', repeatOf)
    .where('requester_id', '=', grant.memberId)
    .where('content_hash', '=', hash)
    .executeTakeFirst();
  return row?.id ?? null;
}

/**
 * The deletion that this request has already become, `own` left out: by its key; or by its content while that
 * deletion is open, has an unknown outcome, or deleted something a moment ago. A deliberate repeat looks only
 * at what came after the deletion it repeats.
 */
async function findSameRequest(
  db: Db | Trx,
  grant: Grant<'deletion:create'>,
  wanted: WantedDeletion,
  own = '',
): Promise<SameDeletion | undefined> {
  const others = db
    .selectFrom('deletion')
    .select(['deletion.id', 'deletion.content_hash'])
    .where('requester_id', '=', grant.memberId)
    .where('deletion.id', '!=', own);
  const byKey = await others.where('idempotency_key', '=', wanted.idempotencyKey).executeTakeFirst();
  if (byKey) return byKey;
  const same = others.where('content_hash', '=', wanted.contentHash).orderBy('deletion.id', 'desc');
  const open = await same.where('is_open', '=', 1).executeTakeFirst();
  if (open) return open;
  const since = wanted.repeatOf === null ? same : same.where('deletion.id', '>', wanted.repeatOf);
  return since
    .where((where) => {
      const withItem = (statuses: readonly ItemStatus[]) =>
        where.exists(
          where
            .selectFrom('deletion_item')
            .select('deletion_item.id')
            .whereRef('deletion_item.deletion_id', '=', 'deletion.id')
            .where('deletion_item.status', 'in', statuses),
        );
      const isSlip = where.and([
        where('deletion.finished_at', '>', wallClockMs() - slipMs),
        withItem(['deleted', 'nothing_matched']),
      ]);
      return where.or([isSlip, withItem(['unknown'])]);
    })
    .executeTakeFirst();
}

/** Rolls a deletion back that turned out to be the same as another. */
class SameDeletionFound extends Error {
  readonly same: SameDeletion;

  constructor(same: SameDeletion) {
    super('the same deletion is there already');
    this.same = same;
  }
}

/** Rolls a deletion back that turned out to be refused. */
class RefusedInside extends Error {
  readonly because: RequestRefusal;
  readonly field: string | undefined;

  constructor(because: RequestRefusal, field?: string) {
    super(`refused: ${because}`);
    this.because = because;
    this.field = field;
  }
}

type StoredDeletion =
  | {
      readonly isNew: true;
      readonly deletionId: string;
      readonly itemId: string | undefined;
      /** False if it waits for a second person, or for its time. */
      readonly startsNow: boolean;
    }
  | { readonly isNew: false; readonly same: SameDeletion }
  | { readonly isNew: false; readonly refusal: RefusedInside };

interface NewDeletion {
  readonly request: DeletionRequest;
  readonly checked: CheckedRequest;
  readonly wanted: WantedDeletion;
  readonly list: OwnList | null;
  readonly settings: Settings;
  readonly locale: Locale;
}

/** Stores the deletion with its audit records, or nothing: the same one is already there, or it is refused. */
async function storeDeletion(
  db: Db,
  grant: Grant<'deletion:create'>,
  env: Env,
  deletion: NewDeletion,
): Promise<StoredDeletion> {
  try {
    return await transact(db, (trx) => insertDeletion(trx, grant, env, deletion));
  } catch (error) {
    if (error instanceof SameDeletionFound) return { isNew: false, same: error.same };
    if (error instanceof RefusedInside) return { isNew: false, refusal: error };
    throw error;
  }
}

/** @throws SameDeletionFound, RefusedInside */
async function insertDeletion(
  trx: Trx,
  grant: Grant<'deletion:create'>,
  env: Env,
  { request: { input, confirmation }, checked, wanted, list, settings, locale }: NewDeletion,
): Promise<StoredDeletion> {
  const { vdnId, campaignId, criterion, archiveHistory, pauseAfter } = input;
  const { preview } = confirmation;
  const deletionId = newId('del');
  const correlationId = newId('cor');
  const listDigest = list?.digest ?? null;
  const audited = auditedCriterion(env.AUDIT_HMAC_KEY, criterion, listDigest);
  const digest = deletionDigest(env.AUDIT_HMAC_KEY, { ...input, listDigest }, preview.leftToCall);
  const reason = {
    category: input.reason.category,
    text: maskNumbersInText(input.reason.text.trim()),
    ticket: maskNumbersInText(input.reason.ticket.trim(), numberDigits.ticket),
  };
  await lockDailyLimits(trx, { memberId: grant.memberId, vdnId, campaignId });
  const because = await findApprovalReasons(trx, grant, settings.approvalPolicy, input, checked, preview);
  if (because.length > 0 && isBlank(reason.text))
    throw new RefusedInside('approval_reason_required', 'reason.text');
  const createdAt = wallClockMs();
  const approval =
    because.length > 0
      ? { because, digest, expiresAt: createdAt + settings.approvalExpiresAfterHours * hourMs }
      : null;
  const inserted = await trx
    .insertInto('deletion')
    .values({
      id: deletionId,
      requester_id: grant.memberId,
      session_id: grant.sessionId,
      correlation_id: correlationId,
      idempotency_key: confirmation.idempotencyKey,
      content_hash: wanted.contentHash,
      is_open: 1,
      vdn_id: vdnId,
      campaign_id: campaignId,
      campaign_name: maskNumbersInText(checked.campaignName),
      criterion_kind: audited.kind,
      criterion_value: audited.value,
      criterion_mode: audited.mode,
      criterion_date: audited.date,
      criterion_time: audited.time,
      archive_history: archiveHistory,
      reason_category: reason.category,
      reason_text: reason.text,
      ticket: reason.ticket,
      preview_status: preview.status,
      preview_left_to_call: preview.leftToCall,
      preview_scope: checked.scope,
      preview_read_at: preview.readAt,
      digest,
      locale,
      items: list?.accepted ?? 1,
      numbers: checked.numbers,
      list_digest: listDigest,
      pause_after: pauseAfter,
      approval_because: approval && JSON.stringify(because),
      approval_expires_at: approval?.expiresAt ?? null,
      not_before: approval ? null : notBeforeOf(settings, false),
      status: approval ? 'awaiting_approval' : 'queued',
      stop_reason: null,
      created_at: createdAt,
      finished_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning(['id', 'requester_id', 'vdn_id', 'campaign_id', 'numbers', 'items', 'not_before'])
    .executeTakeFirst();
  // Asked again with our own row in place: another tab's may have come, and even ended, since the first look.
  const same = await findSameRequest(trx, grant, wanted, deletionId);
  if (same) throw new SameDeletionFound(same);
  if (!inserted) throw new Error('a deletion in conflict with none');
  const limit = await findLimitBroken(trx, settings, inserted, env.ISALES_TIME_ZONE);
  if (limit) throw new RefusedInside(limit);
  const deletion = { id: deletionId, vdnId, campaignId };
  const itemId = list
    ? await moveListToItems(trx, deletion, list.id)
    : await storeItem(trx, deletion, env, criterion);
  const event = { actor: grant.actor, correlationId, subject: { vdnId, campaignId, deletionId } };
  const { status, leftToCall, readAt } = preview;
  await appendAuditEvents(trx, [
    {
      ...event,
      type: 'deletion.requested',
      data: {
        campaignName: maskNumbersInText(checked.campaignName),
        criterion: audited,
        archiveHistory,
        reason,
        preview: { status, leftToCall, scope: checked.scope, readAt },
        digest,
        items: list?.accepted ?? 1,
        pauseAfter,
        repeatOf: wanted.repeatOf ?? list?.repeatOf ?? null,
      },
    },
    {
      ...event,
      type: 'deletion.confirmed',
      data: {
        digest,
        typedDigits: checked.hasTypedDigits,
        goesOnWithNothing: confirmation.goesOnWithNothing,
      },
    },
    ...(approval ? [{ ...event, type: 'approval.requested', data: approval } as const] : []),
  ]);
  const startsNow = !approval && inserted.not_before === null;
  return { isNew: true, deletionId, itemId, startsNow };
}

/** Why the policy wants a second person: for this deletion, or for the sum of a day's, so that splitting does not help. */
async function findApprovalReasons(
  trx: Trx,
  grant: Grant<'deletion:create'>,
  policy: ApprovalPolicy,
  { vdnId, campaignId, criterion, archiveHistory, reason }: DeletionRequest['input'],
  { numbers }: CheckedRequest,
  { leftToCall }: DeletionRequest['confirmation']['preview'],
): Promise<ApprovalReason[]> {
  const reasons = approvalReasonsOf(policy, {
    kind: criterion.kind,
    mode: criterion.kind === 'recycle_time' ? criterion.mode : null,
    archiveHistory,
    numbers,
    leftToCall,
    category: reason.category,
  });
  if (reasons.length > 0 || policy.above === 0) return reasons;
  const others = await sumUnapproved(trx, { memberId: grant.memberId, vdnId, campaignId });
  return others + numbers > policy.above ? ['sum_above_limit'] : [];
}

interface ItemsOf {
  readonly id: string;
  readonly vdnId: number;
  readonly campaignId: string;
}

/** The one item of a deletion without a list; returns its id. */
async function storeItem(trx: Trx, deletion: ItemsOf, env: Env, criterion: Criterion): Promise<string> {
  const id = newId('itm');
  const value = criterionValue(criterion);
  await trx
    .insertInto('deletion_item')
    .values({
      id,
      deletion_id: deletion.id,
      position: 1,
      vdn_id: deletion.vdnId,
      campaign_id: deletion.campaignId,
      status: 'pending',
      attempts: 0,
      value_mask: maskedValue(criterion),
      value_hmac: criterionHmac(env.AUDIT_HMAC_KEY, criterion),
      value_sealed: value === undefined ? null : sealValue(env.DATA_KEY, id, value),
    })
    .execute();
  return id;
}

/**
 * The numbers of a list become items, each with the id it was sealed under; the list is used up.
 * @throws if the list is not ready any more: then nothing is stored
 */
async function moveListToItems(trx: Trx, deletion: ItemsOf, listId: string): Promise<undefined> {
  await trx
    .updateTable('number_list')
    .set({ status: 'used' })
    .where('id', '=', listId)
    .where('status', '=', 'ready')
    .returning('id')
    .executeTakeFirstOrThrow();
  await trx
    .insertInto('deletion_item')
    .columns([
      'id',
      'deletion_id',
      'position',
      'vdn_id',
      'campaign_id',
      'status',
      'attempts',
      'value_mask',
      'value_hmac',
      'value_sealed',
    ])
    .expression((from) =>
      from
        .selectFrom('number_list_row')
        .select((row) => [
          'item_id',
          row.val(deletion.id).as('deletion_id'),
          'position',
          row.cast<number>(row.val(deletion.vdnId), 'integer').as('vdn_id'),
          row.val(deletion.campaignId).as('campaign_id'),
          row.val('pending' as const).as('status'),
          row.cast<number>(row.val(0), 'integer').as('attempts'),
          'value_mask',
          'value_hmac',
          'value_sealed',
        ])
        .where('list_id', '=', listId),
    )
    .execute();
  await trx.deleteFrom('number_list_row').where('list_id', '=', listId).execute();
  return undefined;
}
