import 'server-only';
import { Grant } from '../auth/authorize.ts';
import { getDb } from '../db/client.ts';
import type { ListReport } from '../intake/list-report.ts';
import type { ListView } from './list-view.ts';

/** Enough of a deletion's id to know it by. */
const shortId = 8;

/** The member's own list that repeats what failed, until a deletion has taken it; undefined if there is none. */
export async function findRepeatedList(
  grant: Grant<'deletion:create'>,
  listId: string,
): Promise<ListView | undefined> {
  Grant.assert(grant, 'deletion:create');
  const row = await getDb()
    .selectFrom('number_list')
    .select(['id', 'kind', 'report', 'repeat_of'])
    .where('id', '=', listId)
    .where('member_id', '=', grant.memberId)
    .where('status', '=', 'ready')
    .where('repeat_of', 'is not', null)
    .executeTakeFirst();
  if (!row) return undefined;
  const { id, kind } = row;
  const report: ListReport = JSON.parse(row.report);
  return { id, kind, name: row.repeat_of?.slice(-shortId) ?? '', report, refusals: [] };
}
