import 'server-only';
import { Grant } from '../auth/authorize.ts';
import { getDb } from '../db/client.ts';
import { maskedCriterion } from './audited-criterion.ts';
import { visibleDeletions } from './deletion-rows.ts';
import type { DeletionRow } from './deletion-view.ts';

const pageSize = 50;

/** Deletions that the member may see, newest first; `before` is the cursor of the page before. */
export async function findDeletions(
  grant: Grant<'deletion:read'>,
  query: { readonly before?: string },
): Promise<{ rows: DeletionRow[]; nextCursor: string | null }> {
  Grant.assert(grant, 'deletion:read');
  let deletions = visibleDeletions(getDb(), grant)
    .innerJoin('deletion_item', (join) =>
      join.onRef('deletion_item.deletion_id', '=', 'deletion.id').on('deletion_item.position', '=', 1),
    )
    .selectAll('deletion')
    .select([
      'member.name as requester_name',
      'deletion_item.status as item_status',
      'deletion_item.success_count',
    ])
    .orderBy('deletion.id', 'desc')
    .limit(pageSize + 1);
  if (query.before !== undefined) deletions = deletions.where('deletion.id', '<', query.before);
  const found = await deletions.execute();
  const rows = found.slice(0, pageSize).map(
    (row): DeletionRow => ({
      id: row.id,
      status: row.status,
      items: row.items,
      outcome: row.items > 1 ? null : row.item_status,
      successCount: row.items > 1 ? null : row.success_count,
      campaign: { vdnId: row.vdn_id, campaignId: row.campaign_id, name: row.campaign_name },
      requesterName: row.requester_name,
      criterion: maskedCriterion(row),
      archiveHistory: row.archive_history === 0 ? 0 : 1,
      createdAt: row.created_at,
    }),
  );
  return { rows, nextCursor: found.length > pageSize ? (rows.at(-1)?.id ?? null) : null };
}
