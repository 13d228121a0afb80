import type { Format, Translate } from '#components/deletions/translate.ts';
import { itemStatuses } from '#lib/deletions/states.ts';

/** How many items came to which outcome, in words. */
export function outcomeCounts(
  t: Translate,
  format: Format,
  outcomes: Readonly<Record<string, number>>,
): string {
  const named = itemStatuses.filter((status) => (outcomes[status] ?? 0) > 0);
  return format.list(
    named.map((status) => `${t(`domain.itemStatus.${status}`)} ${format.number(outcomes[status] ?? 0)}`),
    { type: 'unit' },
  );
}
