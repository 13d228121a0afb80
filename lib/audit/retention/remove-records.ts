import 'server-only';
import { sql } from 'kysely';
import { sleep } from '../../clock.ts';
import type { Db, Engine, Trx } from '../../db/client.ts';

/** Removed at a time: SQLite stops the whole process during a statement. */
const sliceRecords = 500;
/** Left to others between two slices, ms. */
const pauseMs = 20;

/** Removes, slice by slice, what the last cut has given up. The rest of it is removed the next time. */
export async function removeRecords(db: Db, engine: Engine, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && (await removeSlice(db, engine)) === sliceRecords) await sleep(pauseMs, signal);
}

/** The oldest records below the last cut; returns how many. Triggers see to it that nothing else can go. */
export async function removeSlice(db: Db | Trx, engine: Engine): Promise<number> {
  if (engine === 'postgres') {
    const removed = sql<{ removed: number }>`select audit_remove(${sliceRecords}) as removed`;
    return (await removed.execute(db)).rows[0]?.removed ?? 0;
  }
  const oldest = db
    .selectFrom('audit_event')
    .select('seq')
    .where('seq', '<=', (cut) =>
      cut.selectFrom('audit_cut').select(({ fn }) => fn.max('audit_cut.seq').as('seq')),
    )
    .orderBy('seq')
    .limit(sliceRecords);
  const { numDeletedRows } = await db
    .deleteFrom('audit_event')
    .where('seq', 'in', oldest)
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}
