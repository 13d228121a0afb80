import type { AuditedCriterion } from '#lib/audit/events.ts';
import type { MaskedCriterion } from '#lib/deletions/deletion-view.ts';

/** The criterion of an audit record as the pages of deletions show it. */
export function maskedCriterion(criterion: AuditedCriterion): MaskedCriterion {
  return {
    kind: criterion.kind,
    value: criterion.value,
    ...(criterion.mode === null ? {} : { mode: criterion.mode }),
    ...(criterion.date === null ? {} : { date: criterion.date }),
    ...(criterion.time === null ? {} : { time: criterion.time }),
  };
}
