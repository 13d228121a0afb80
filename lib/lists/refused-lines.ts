import 'server-only';
import { recordDownload } from '../audit/record-download.ts';
import { Grant } from '../auth/authorize.ts';
import { getDb } from '../db/client.ts';
import type { IntakeFault } from '../intake/list-report.ts';
import { ok, type Result, refused } from '../result.ts';

const pageSize = 1_000;

/** A refused entry of a list, its text masked. */
export interface RefusedLine {
  readonly line: number;
  readonly reason: IntakeFault;
  readonly excerpt: string;
}

/** The refused entries of a list that the member has read, in their order, once the audit holds that they go out. */
export async function findRefusedLines(
  grant: Grant<'deletion:create'>,
  listId: string,
): Promise<Result<AsyncIterable<readonly RefusedLine[]>, 'not_found' | 'audit_unavailable'>> {
  Grant.assert(grant, 'deletion:create');
  const db = getDb();
  const list = await db
    .selectFrom('number_list')
    .select('id')
    .where('id', '=', listId)
    .where('member_id', '=', grant.memberId)
    .executeTakeFirst();
  if (!list) return refused('not_found');
  const download = { what: 'refused_lines', format: 'csv', outcome: null, deletionId: null, listId } as const;
  const recorded = await recordDownload(db, grant.actor, download);
  return recorded.ok ? ok(pages(listId)) : recorded;
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
