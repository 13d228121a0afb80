import 'server-only';
import { wallClockMs } from '../clock.ts';
import type { Db } from '../db/client.ts';
import type { Env } from '../env.ts';
import { completeIfDone, lockDeletion } from './complete-deletion.ts';

/** A lost call of a list is tried again within this time or not at all, ms: the list moves on meanwhile. */
const secondTryWithinMs = 10 * 60_000;

/**
 * When a lost call gets its one more try, ms UTC; null if it gets none. Only a number or session ID of a list has
 * one: it means the same row again, where a batch or a day may have grown. The call log is asked first.
 */
export function secondTryAt(
  env: Pick<Env, 'SECOND_TRY_AFTER_MS'>,
  deletion: { readonly items: number },
  now: number,
): number | null {
  return deletion.items > 1 && env.SECOND_TRY_AFTER_MS > 0 ? now + env.SECOND_TRY_AFTER_MS : null;
}

/** Calls that may have their second try now were sent after this, ms UTC. */
export function secondTrySince(): number {
  return wallClockMs() - secondTryWithinMs;
}

/** Gives up second tries whose time has passed: those outcomes are for the call log, then for a person. */
export async function giveUpSecondTries(db: Db): Promise<void> {
  const late = await db
    .selectFrom('deletion_item')
    .select('deletion_id')
    .distinct()
    .where('status', '=', 'unknown')
    .where('retry_at', 'is not', null)
    .where('sent_at', '<=', secondTrySince())
    .execute();
  for (const { deletion_id: id } of late) {
    await db.transaction().execute(async (trx) => {
      const deletion = await lockDeletion(trx, id);
      await trx
        .updateTable('deletion_item')
        .set({ retry_at: null })
        .where('deletion_id', '=', id)
        .where('status', '=', 'unknown')
        .where('retry_at', 'is not', null)
        .where('sent_at', '<=', secondTrySince())
        .execute();
      await completeIfDone(trx, deletion);
    });
  }
}
