import 'server-only';
import { Grant } from '../auth/authorize.ts';
import { getDb } from '../db/client.ts';
import { maskedCriterion } from '../deletions/audited-criterion.ts';
import { storedApprovalReasons } from './approval-policy.ts';
import type { WaitingApproval } from './approval-view.ts';
import { waitingApprovals } from './waiting-approvals.ts';

/** So many are shown, and counted: whoever has more before them decides these first. */
export const mostApprovals = 100;

/** What waits for a second person in the member's scope, the one that expires first on top. */
export async function findApprovals(grant: Grant<'approval:read'>): Promise<WaitingApproval[]> {
  Grant.assert(grant, 'approval:read');
  const rows = await waitingApprovals(getDb(), grant)
    .selectAll('deletion')
    .select('member.name as requester_name')
    .orderBy('deletion.approval_expires_at')
    .limit(mostApprovals)
    .execute();
  return rows.map((row) => ({
    deletionId: row.id,
    campaign: { vdnId: row.vdn_id, campaignId: row.campaign_id, name: row.campaign_name },
    requesterName: row.requester_name,
    criterion: maskedCriterion(row),
    items: row.items,
    archiveHistory: row.archive_history === 0 ? 0 : 1,
    because: storedApprovalReasons.parse(JSON.parse(row.approval_because ?? '[]')),
    createdAt: row.created_at,
    expiresAt: row.approval_expires_at ?? 0,
  }));
}

/** How many requests of others wait for the member's decision, `mostApprovals` at the most. */
export async function countApprovals(grant: Grant<'approval:read'>): Promise<number> {
  Grant.assert(grant, 'approval:read');
  const rows = await waitingApprovals(getDb(), grant)
    .select('deletion.id')
    .where('deletion.requester_id', '!=', grant.memberId)
    .limit(mostApprovals)
    .execute();
  return rows.length;
}
