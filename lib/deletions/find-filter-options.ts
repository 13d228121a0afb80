import 'server-only';
import { sql } from 'kysely';
import { Grant } from '../auth/authorize.ts';
import { getDb } from '../db/client.ts';
import { visibleDeletions } from './deletion-rows.ts';

/** Campaigns are offered from so many deletions of late; the ID of any other can be typed. */
const recentDeletions = 500;

/** What the filter offers to choose from: nothing but what the member may see. Safe for the browser. */
export interface FilterOptions {
  readonly campaigns: readonly { readonly id: string; readonly name: string }[];
  /** Empty for a member who sees their own deletions alone. */
  readonly requesters: readonly { readonly id: string; readonly name: string }[];
}

/** Campaigns of late and everyone who requested a deletion that the member may see. */
export async function findFilterOptions(grant: Grant<'deletion:read'>): Promise<FilterOptions> {
  Grant.assert(grant, 'deletion:read');
  const db = getDb();
  const recent = await visibleDeletions(db, grant)
    .select(['deletion.campaign_id as id', 'deletion.campaign_name as name'])
    .orderBy('deletion.id', 'desc')
    .limit(recentDeletions)
    .execute();
  const names = new Map<string, string>();
  for (const { id, name } of recent) if (!names.has(id)) names.set(id, name);
  const campaigns = [...names].map(([id, name]) => ({ id, name }));
  if (!grant.has('deletion:read_all')) return { campaigns, requesters: [] };
  const requesters = await db
    .selectFrom('member as requester')
    .select(['requester.id', 'requester.name'])
    .where((where) =>
      where.exists(
        visibleDeletions(db, grant)
          .select('deletion.requester_id')
          .where('deletion.requester_id', '=', sql.ref<string>('requester.id'))
          .limit(1),
      ),
    )
    .orderBy('requester.name')
    .orderBy('requester.id')
    .execute();
  // rows of SQLite are no plain objects, and only those go to the browser
  return { campaigns, requesters: requesters.map(({ id, name }) => ({ id, name })) };
}
