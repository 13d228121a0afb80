import 'server-only';
import { setImmediate as turn } from 'node:timers/promises';
import type { Db } from '../db/client.ts';
import { isKept, wipeBefore } from '../deletions/failed-numbers.ts';

/** So few numbers are wiped in one statement: nobody waits long for the database. */
const batchSize = 500;

/**
 * Wipes the numbers that were kept to be repeated, and those whose outcome stays unknown and which the call log
 * is not asked about any more, `FAILED_NUMBERS_DAYS` after the deletion ended or the answer was lost.
 */
export async function wipeFailedNumbers(db: Db): Promise<void> {
  const before = wipeBefore();
  const due = await db
    .selectFrom('deletion')
    .select('id')
    .where('finished_at', '<=', before)
    .where('id', 'in', (select) => select.selectFrom('deletion_item').select('deletion_id').where(isKept))
    .execute();
  for (const { id } of due) await wipeKept(db, id);
  await wipeUnknown(db, before);
}

/** From position to position: what is wiped is not looked at again. */
async function wipeKept(db: Db, deletionId: string): Promise<void> {
  for (let after = 0; ; ) {
    const batch = await db
      .selectFrom('deletion_item')
      .select(['id', 'position'])
      .where('deletion_id', '=', deletionId)
      .where(isKept)
      .where('position', '>', after)
      .orderBy('position')
      .limit(batchSize)
      .execute();
    await wipe(db, batch);
    if (batch.length < batchSize) return;
    after = batch.at(-1)?.position ?? after;
  }
}

async function wipeUnknown(db: Db, before: number): Promise<void> {
  for (;;) {
    const batch = await db
      .selectFrom('deletion_item')
      .select('id')
      .where('status', '=', 'unknown')
      .where('settle_at', 'is', null)
      .where('retry_at', 'is', null)
      .where('answered_at', '<=', before)
      .where('value_sealed', 'is not', null)
      .limit(batchSize)
      .execute();
    await wipe(db, batch);
    if (batch.length < batchSize) return;
  }
}

async function wipe(db: Db, items: readonly { readonly id: string }[]): Promise<void> {
  if (items.length === 0) return;
  const ids = items.map(({ id }) => id);
  await db.updateTable('deletion_item').set({ value_sealed: null }).where('id', 'in', ids).execute();
  await turn();
}
