import 'server-only';
import { Grant } from '../auth/authorize.ts';
import { getDb } from '../db/client.ts';
import type { IntakeFault } from '../intake/list-report.ts';

const pageSize = 1_000;

/** A refused entry of a list, its text masked. */
export interface RefusedLine {
  readonly line: number;
  readonly reason: IntakeFault;
  readonly excerpt: string;
}

/** The refused entries of a list that the member has read, in their order; undefined if there is no such list. */
export async function findRefusedLines(
  grant: Grant<'deletion:create'>,
  listId: string,
): Promise<AsyncIterable<readonly RefusedLine[]> | undefined> {
  Grant.assert(grant, 'deletion:create');
  const list = await getDb()
    .selectFrom('number_list')
    .select('id')
    .where('id', '=', listId)
    .where('member_id', '=', grant.memberId)
    .executeTakeFirst();
  return list && pages(listId);
}

async function* pages(listId: string): AsyncGenerator<readonly RefusedLine[]> {
  for (let after = 0; ; ) {
    const rows = await getDb()
      .selectFrom('number_list_refusal')
      .select(['position', 'line', 'reason', 'excerpt'])
      .where('list_id', '=', listId)
      .where('position', '>', after)
      .orderBy('position')
      .limit(pageSize)
      .execute();
    const last = rows.at(-1);
    if (!last) return;
    yield rows.map((row) => ({ line: row.line, reason: row.reason as IntakeFault, excerpt: row.excerpt }));
    after = last.position;
  }
}
