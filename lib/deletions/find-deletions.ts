import 'server-only';
import { Grant } from '../auth/authorize.ts';
import { dayAfter, startOfCivilDay } from '../clock.ts';
import { type Db, getDb } from '../db/client.ts';
import { getEnv } from '../env.ts';
import { firstIdAt } from '../ids.ts';
import { maskedCriterion } from './audited-criterion.ts';
import type { DeletionFilter } from './deletion-filter.ts';
import { visibleDeletions } from './deletion-rows.ts';
import type { DeletionRow } from './deletion-view.ts';

const pageSize = 50;
/** A deletion is stored so much after its id was made, at the most, ms. */
const idSlackMs = 60_000;

/** Deletions that the member may see, newest first; `before` is the cursor of the page before. */
export async function findDeletions(
  grant: Grant<'deletion:read'>,
  query: DeletionFilter & { readonly before?: string | undefined },
): Promise<{ rows: DeletionRow[]; nextCursor: string | null }> {
  Grant.assert(grant, 'deletion:read');
  const found = await deletionPage(getDb(), grant, query, getEnv().ISALES_TIME_ZONE).execute();
  const rows = found.slice(0, pageSize).map(
    (row): DeletionRow => ({
      id: row.id,
      status: row.status,
      items: row.items,
      outcome: row.items > 1 ? null : row.item_status,
      hasUnknown: Boolean(row.has_unknown),
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

/** One page and one row more. Ids sort by time: they lead to a day without an index of its own. */
export function deletionPage(
  db: Db,
  grant: Grant<'deletion:read'>,
  query: DeletionFilter & { readonly before?: string | undefined },
  timeZone: string,
) {
  let page = visibleDeletions(db, grant)
    .innerJoin('deletion_item', (join) =>
      join.onRef('deletion_item.deletion_id', '=', 'deletion.id').on('deletion_item.position', '=', 1),
    )
    .selectAll('deletion')
    .select((select) => [
      'member.name as requester_name',
      'deletion_item.status as item_status',
      'deletion_item.success_count',
      select
        .exists(
          select
            .selectFrom('deletion_item as unknown')
            .select('unknown.id')
            .whereRef('unknown.deletion_id', '=', 'deletion.id')
            .where('unknown.status', '=', 'unknown'),
        )
        .as('has_unknown'),
    ])
    .orderBy('deletion.id', 'desc')
    .limit(pageSize + 1);
  if (query.before !== undefined) page = page.where('deletion.id', '<', query.before);
  if (query.state === 'open') {
    page = page.where('deletion.status', 'in', ['awaiting_approval', 'queued', 'running', 'paused']);
  } else if (query.state !== undefined) page = page.where('deletion.status', '=', query.state);
  if (query.campaign !== undefined) page = page.where('deletion.campaign_id', '=', query.campaign);
  if (query.requester !== undefined) page = page.where('deletion.requester_id', '=', query.requester);
  if (query.outcome === 'unknown') {
    page = page.where('deletion.id', 'in', (select) =>
      select.selectFrom('deletion_item').select('deletion_id').where('status', '=', 'unknown'),
    );
  }
  if (query.from !== undefined) {
    const from = startOfCivilDay(query.from, timeZone);
    page = page
      .where('deletion.created_at', '>=', from)
      .where('deletion.id', '>=', firstIdAt('del', Math.max(0, from - idSlackMs)));
  }
  if (query.to !== undefined) {
    const end = startOfCivilDay(dayAfter(query.to), timeZone);
    page = page
      .where('deletion.created_at', '<', end)
      .where('deletion.id', '<', firstIdAt('del', Math.max(0, end)));
  }
  return page;
}
