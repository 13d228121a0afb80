import 'server-only';
import type { Trx } from '../db/client.ts';
import { documentedCodes } from '../isales/result-codes.ts';
import { limits } from '../settings/limits.ts';
import type { Outcome } from './classify-outcome.ts';
import type { StopReason } from './states.ts';

/** The first so many numbers tell whether a list belongs to this campaign at all. */
const firstItems = 200;
/** Undocumented refusals among the last so many calls; more than this share stops the list. */
const recentItems = 200;
const rejectedShare = 0.05;
/** The same refusal so often in a row is no matter of single numbers. */
const inARow = 20;
/** Answers in a row that are not from the interface. */
const foreignInARow = 3;

const runningCode = '0200028';

/**
 * Why a list should stand still after this outcome, until a person says otherwise; undefined to go on. It asks
 * only where the outcome gives a reason to, so that a list of 200,000 is not counted 200,000 times.
 */
export async function guardList(
  trx: Trx,
  list: { readonly id: string; readonly items: number; readonly pause_after: number | null },
  item: { readonly position: number; readonly unknown_reason: string | null },
  outcome: Outcome,
): Promise<StopReason | undefined> {
  if (list.items === 1) return undefined;
  const recent = (size: number) =>
    trx
      .selectFrom('deletion_item')
      .select((select) => select.fn.countAll<number>().as('items'))
      .where('deletion_id', '=', list.id)
      .where('position', '>', item.position - size)
      .where('position', '<=', item.position);
  const amount = async (query: ReturnType<typeof recent>) =>
    Number((await query.executeTakeFirstOrThrow()).items);

  if (outcome.kind === 'deleted' && (outcome.successCount ?? 0) > limits.rowsPerNumber) {
    return 'count_above_limit';
  }
  // a second try: the list was judged by the first
  if (item.unknown_reason !== null) return undefined;
  if (outcome.kind === 'rejected' && outcome.resultCode === runningCode) {
    const same = await amount(recent(inARow).where('result_code', '=', runningCode));
    if (same >= inARow) return 'campaign_started';
  } else if (outcome.kind === 'rejected' && !isDocumented(outcome.resultCode)) {
    const strange = await amount(
      recent(recentItems)
        .where('status', '=', 'rejected')
        .where('result_code', 'not in', [...documentedCodes]),
    );
    if (strange > recentItems * rejectedShare) return 'too_many_rejected';
  }
  if (outcome.kind === 'unknown' && outcome.because === 'not_the_interface') {
    const foreign = await amount(recent(foreignInARow).where('unknown_reason', '=', 'not_the_interface'));
    if (foreign >= foreignInARow) return 'not_the_interface';
  }
  if (item.position === firstItems) {
    const nothing = await amount(recent(firstItems).where('status', '=', 'nothing_matched'));
    if (nothing > firstItems / 2) return 'mostly_nothing';
  }
  // whatever its outcome is; after the last number there is nothing to stop
  if (item.position === list.pause_after && item.position < list.items) return 'first_ten_done';
  return undefined;
}

function isDocumented(code: string | null): boolean {
  return documentedCodes.some((documented) => documented === code);
}
