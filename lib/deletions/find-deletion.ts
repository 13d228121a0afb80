import 'server-only';
import type { Selectable } from 'kysely';
import { storedApprovalReasons } from '../approvals/approval-policy.ts';
import { Grant } from '../auth/authorize.ts';
import { type Db, getDb } from '../db/client.ts';
import type { DeletionTable } from '../db/schema.ts';
import { getRunner } from '../lanes/runner.ts';
import { maskedCriterion } from './audited-criterion.ts';
import { visibleDeletions } from './deletion-rows.ts';
import type { DeletionView } from './deletion-view.ts';
import { findFailedNumbers } from './failed-numbers.ts';
import { itemView } from './item-view.ts';
import { findListProgress } from './list-progress.ts';
import { isDelayed, mayCancel } from './may-cancel.ts';
import { findReconciliation } from './reconcile-counts.ts';

/** One deletion with its items as its page shows it; undefined if there is none that the member may see. */
export async function findDeletion(
  grant: Grant<'deletion:read'>,
  id: string,
): Promise<DeletionView | undefined> {
  Grant.assert(grant, 'deletion:read');
  const db = getDb();
  const row = await visibleDeletions(db, grant)
    .selectAll('deletion')
    .select('member.name as requester_name')
    .where('deletion.id', '=', id)
    .executeTakeFirst();
  return row && deletionView(db, row, grant);
}

/** A deletion as its page shows it to a viewer who may see it; without one it is only looked at. */
export async function deletionView(
  db: Db,
  row: Selectable<DeletionTable> & { readonly requester_name: string },
  viewer: Grant<'deletion:read'> | null,
): Promise<DeletionView> {
  const { id } = row;
  const isList = row.items > 1;
  const items = isList
    ? []
    : await db.selectFrom('deletion_item').selectAll().where('deletion_id', '=', id).execute();
  const list = isList ? await findListProgress(db, id, row.items) : null;
  const campaign = { vdnId: row.vdn_id, campaignId: row.campaign_id };
  const isOwn = row.requester_id === viewer?.memberId && viewer.has('deletion:create');
  const undecided = await countUndecided(db, id);
  const isWaiting = row.status === 'queued' || row.status === 'running';
  return {
    id: row.id,
    status: row.status,
    stopReason: isWaiting && getRunner().isTroubled(campaign) ? 'audit_unavailable' : row.stop_reason,
    campaign: { ...campaign, name: row.campaign_name },
    requester: { id: row.requester_id, name: row.requester_name },
    criterion: maskedCriterion(row),
    archiveHistory: row.archive_history === 0 ? 0 : 1,
    reason: { category: row.reason_category, text: row.reason_text, ticket: row.ticket },
    preview: {
      status: row.preview_status,
      leftToCall: row.preview_left_to_call,
      scope: row.preview_scope,
      readAt: row.preview_read_at,
    },
    createdAt: row.created_at,
    finishedAt: row.finished_at,
    isSettling: await isSettling(db, id),
    items: items.map(itemView),
    list,
    reconciliation: await findReconciliation(db, row),
    pauseAfter: row.pause_after,
    approval: await findApprovalFacts(db, row),
    notBefore: isDelayed(row) ? row.not_before : null,
    failed: isOwn && row.is_open === 0 ? await findFailedNumbers(db, row) : null,
    mayPause: isOwn && isList && isWaiting,
    undecided,
    mayDecide: isOwn && undecided > 0,
    mayResume: isOwn && row.status === 'paused',
    mayCancel: mayCancel(row, viewer),
  };
}

/** Why it needed a second person and what that person said; null if it needed none. */
async function findApprovalFacts(db: Db, row: Selectable<DeletionTable>): Promise<DeletionView['approval']> {
  if (row.approval_because === null) return null;
  const decider =
    row.approver_id === null
      ? undefined
      : await db.selectFrom('member').select('name').where('id', '=', row.approver_id).executeTakeFirst();
  return {
    because: storedApprovalReasons.parse(JSON.parse(row.approval_because)),
    expiresAt: row.approval_expires_at ?? 0,
    decision: decider
      ? {
          byName: decider.name,
          at: row.decided_at ?? 0,
          isApproved: row.approved_digest !== null,
          comment: row.decision_comment ?? '',
        }
      : null,
  };
}

/** True while the call log, or a second try, may still tell an outcome of this deletion. */
async function isSettling(db: Db, deletionId: string): Promise<boolean> {
  const waiting = await db
    .selectFrom('deletion_item')
    .select('id')
    .where('deletion_id', '=', deletionId)
    .where('status', '=', 'unknown')
    .where((where) => where.or([where('settle_at', 'is not', null), where('retry_at', 'is not', null)]))
    .limit(1)
    .executeTakeFirst();
  return waiting !== undefined;
}

/** How many unknown outcomes wait for a person: neither call log nor second try will tell. */
async function countUndecided(db: Db, deletionId: string): Promise<number> {
  const { items } = await db
    .selectFrom('deletion_item')
    .select((select) => select.fn.countAll<number>().as('items'))
    .where('deletion_id', '=', deletionId)
    .where('status', '=', 'unknown')
    .where('settle_at', 'is', null)
    .where('retry_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(items);
}
