import 'server-only';
import { Grant } from '../auth/authorize.ts';
import { getDb } from '../db/client.ts';
import { getRunner } from '../lanes/runner.ts';
import { maskedCriterion } from './audited-criterion.ts';
import { visibleDeletions } from './deletion-rows.ts';
import type { DeletionView } from './deletion-view.ts';

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
  if (!row) return undefined;
  const items = await db
    .selectFrom('deletion_item')
    .selectAll()
    .where('deletion_id', '=', id)
    .orderBy('position')
    .execute();
  const campaign = { vdnId: row.vdn_id, campaignId: row.campaign_id };
  const isOwn = row.requester_id === grant.memberId && grant.has('deletion:create');
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
    isSettling: items.some((item) => item.status === 'unknown' && item.settle_at !== null),
    items: items.map((item) => ({
      id: item.id,
      position: item.position,
      status: item.status,
      attempts: item.attempts,
      value: item.value_mask,
      successCount: item.success_count,
      resultCode: item.result_code,
      resultDesc: item.result_desc,
      unknownReason: item.unknown_reason,
      settledBy: item.settled_by,
      sentAt: item.sent_at,
      answeredAt: item.answered_at,
    })),
    mayResume: isOwn && row.status === 'paused',
    mayCancel: isOwn && (row.status === 'paused' || row.status === 'queued'),
  };
}
