import { type CriterionKind, callKindOf, isListKind } from './criterion.ts';

/**
 * What a deletion counts for against the limits: the numbers of a list, one for a number or session, else the count
 * of the preview, which may be an upper bound. What cannot be counted beforehand counts as one.
 */
export function countedNumbers(kind: CriterionKind, items: number, leftToCall: number | null): number {
  if (isListKind(kind)) return items;
  const callKind = callKindOf(kind);
  return callKind === 'called' || callKind === 'session_id' ? 1 : Math.max(1, leftToCall ?? 1);
}
