import { isListKind } from '#lib/deletions/criterion.ts';
import type { MaskedCriterion } from '#lib/deletions/deletion-view.ts';
import type { Format, Translate } from './translate.ts';

export interface CriterionWords {
  readonly kind: string;
  /** The masked value, or the window that a recycle time resolves to. */
  readonly value: string;
}

/** A criterion in words. Its date is a civil day: it is formatted as it is and never converted. */
export function criterionWords(
  t: Translate,
  format: Format,
  criterion: MaskedCriterion,
  items?: number,
): CriterionWords {
  const kind = t(`domain.criterionKind.${criterion.kind}`);
  if (isListKind(criterion.kind)) {
    return { kind, value: items === undefined ? '' : t('common.numbers', { count: items }) };
  }
  const { mode, date = '', time = '' } = criterion;
  if (criterion.kind !== 'recycle_time' || mode === undefined) return { kind, value: criterion.value };
  return { kind, value: t(`domain.recycleWindow.${mode}`, { date: civilDay(format, date), time }) };
}

function civilDay(format: Format, date: string): string {
  const day = new Date(`${date}T00:00:00Z`);
  return Number.isNaN(day.getTime()) ? date : format.dateTime(day, { dateStyle: 'medium', timeZone: 'UTC' });
}
