import 'server-only';
import { monotonicMs, sleep } from '../clock.ts';
import type { Db } from '../db/client.ts';

const lookEveryMs = 50;
/** A server action may not take for ever: the page shows a call that takes longer, ms. */
const waitAtMostMs = 20_000;

/**
 * Waits until no call of a deletion is under way: a pause or cancel that is acknowledged then means that nothing
 * new arrives at the vendor.
 */
export async function waitForCallUnderWay(db: Db, deletionId: string): Promise<void> {
  const until = monotonicMs() + waitAtMostMs;
  while (monotonicMs() < until) {
    const sent = await db
      .selectFrom('deletion_item')
      .select('id')
      .where('deletion_id', '=', deletionId)
      .where('status', '=', 'sent')
      .limit(1)
      .executeTakeFirst();
    if (!sent) return;
    await sleep(lookEveryMs);
  }
}
