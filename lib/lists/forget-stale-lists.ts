import 'server-only';
import { wallClockMs } from '../clock.ts';
import type { Db } from '../db/client.ts';
import { removeList } from './store-list.ts';

/** A list that nobody confirmed is forgotten after a day, with every number in it, ms. */
const keepMs = 24 * 3_600_000;

/** Removes lists that were read and never confirmed, or whose upload a crash cut off. */
export async function forgetStaleLists(db: Db): Promise<void> {
  const stale = await db
    .selectFrom('number_list')
    .select('id')
    .where('status', 'in', ['reading', 'ready'])
    .where('created_at', '<', wallClockMs() - keepMs)
    .execute();
  for (const { id } of stale) await removeList(db, id);
}
