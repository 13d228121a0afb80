import 'server-only';
import { type RawBuilder, type Selectable, sql } from 'kysely';
import { wallClockMs } from '../clock.ts';
import type { Db } from '../db/client.ts';
import type { DeletionTable } from '../db/schema.ts';
import { getEnv } from '../env.ts';
import { isListKind } from './criterion.ts';
import type { FailedNumbers } from './deletion-view.ts';
import type { FailedStatus, ItemStatus } from './states.ts';

const dayMs = 24 * 3_600_000;

/** True for an item that failed and whose number is kept; in the words of its index. */
export const isKept = sql<boolean>`value_sealed is not null and status in ('rejected', 'cancelled')`;

/**
 * What an item's sealed value becomes with its outcome: nothing, except that a list keeps the numbers that
 * were not deleted for `FAILED_NUMBERS_DAYS`, to be repeated.
 */
export function sealAfter(outcome: ItemStatus): RawBuilder<string | null> | null {
  const isFailed = outcome === 'rejected' || outcome === 'cancelled';
  if (!isFailed || getEnv().FAILED_NUMBERS_DAYS === 0) return null;
  return sql<string | null>`case when exists (
    select 1 from deletion where deletion.id = deletion_item.deletion_id
    and deletion.criterion_kind in ('called_list', 'session_id_list')) then value_sealed end`;
}

/** Numbers of what ended or was answered before this moment (ms UTC) are wiped. */
export function wipeBefore(): number {
  return wallClockMs() - getEnv().FAILED_NUMBERS_DAYS * dayMs;
}

/** What of an ended list was not deleted and how much of it can be repeated; null if nothing failed. */
export async function findFailedNumbers(
  db: Db,
  deletion: Pick<Selectable<DeletionTable>, 'id' | 'criterion_kind' | 'finished_at'>,
): Promise<FailedNumbers | null> {
  if (!isListKind(deletion.criterion_kind) || deletion.finished_at === null) return null;
  const items = db.selectFrom('deletion_item').where('deletion_id', '=', deletion.id);
  const failed = await items
    .select((select) => select.fn.countAll<number>().as('items'))
    .where('status', 'in', ['rejected', 'cancelled'])
    .executeTakeFirstOrThrow();
  if (Number(failed.items) === 0) return null;
  const rows = await items
    .select(['status', (select) => select.fn.countAll<number>().as('items')])
    .where(isKept)
    .groupBy('status')
    .execute();
  const kept = (status: FailedStatus) => Number(rows.find((row) => row.status === status)?.items ?? 0);
  const [rejected, cancelled] = [kept('rejected'), kept('cancelled')];
  const until = deletion.finished_at + getEnv().FAILED_NUMBERS_DAYS * dayMs;
  const isAllWiped = rejected + cancelled === 0;
  return {
    rejected,
    cancelled,
    wiped: Number(failed.items) - rejected - cancelled,
    keptUntil: isAllWiped ? null : until,
    wipedAt: isAllWiped && until <= wallClockMs() ? until : null,
  };
}
