import { limits } from '../settings/limits.ts';
import { type CriterionKind, callKindOf } from './criterion.ts';

/**
 * True if the count moved further than the limits allow since it was confirmed, or can no longer be counted.
 * One number or session, or a list of them, has no count of its own: the campaign's says nothing about it.
 */
export function hasDrifted(kind: CriterionKind, confirmed: number | null, now: number | null): boolean {
  const callKind = callKindOf(kind);
  if (callKind === 'called' || callKind === 'session_id') return false;
  if (confirmed === null || now === null) return confirmed !== now;
  return Math.abs(now - confirmed) > Math.max(limits.driftNumbers, confirmed * limits.driftShare);
}
