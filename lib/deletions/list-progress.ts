import 'server-only';
import type { Db } from '../db/client.ts';
import type { ListProgress } from './deletion-view.ts';
import { itemStatuses } from './states.ts';

/** The pace is that of so many calls of late. */
const paceItems = 100;

/** Counts per outcome, rows deleted, and the pace of late. */
export async function findListProgress(db: Db, deletionId: string, items: number): Promise<ListProgress> {
  const rows = await db
    .selectFrom('deletion_item')
    .select([
      'status',
      (select) => select.fn.countAll<number>().as('items'),
      (select) => select.fn.sum<number | null>('success_count').as('deleted'),
    ])
    .where('deletion_id', '=', deletionId)
    .groupBy('status')
    .execute();
  const counts = Object.fromEntries(itemStatuses.map((status) => [status, 0])) as ListProgress['counts'];
  const found = Object.fromEntries(rows.map((row) => [row.status, Number(row.items)]));
  const deletedRows = rows.reduce((sum, row) => sum + Number(row.deleted ?? 0), 0);
  return { items, counts: { ...counts, ...found }, deletedRows, paceMs: await findPaceMs(db, deletionId) };
}

/** Time from one call to the next, over the last calls in a row; null before there are two. */
async function findPaceMs(db: Db, deletionId: string): Promise<number | null> {
  const sent = await db
    .selectFrom('deletion_item')
    .select('sent_at')
    .where('deletion_id', '=', deletionId)
    .where('status', 'in', ['deleted', 'nothing_matched', 'rejected', 'unknown'])
    .orderBy('position', 'desc')
    .limit(paceItems)
    .execute();
  const times = sent.map((row) => row.sent_at).filter((at) => at !== null);
  const [last, first] = [times[0], times.at(-1)];
  if (last === undefined || first === undefined || times.length < 2) return null;
  return Math.max(0, (last - first) / (times.length - 1));
}
