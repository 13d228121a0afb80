import { limits } from '../settings/limits.ts';
import type { CriterionKind } from './criterion.ts';
import { hasOwnCount } from './reconciliation.ts';

/**
 * True if the count moved further than the limits allow since it was confirmed, or can no longer be counted.
 * One number or session, or a list of them, has no count of its own: the campaign's says nothing about it.
 */
export function hasDrifted(kind: CriterionKind, confirmed: number | null, now: number | null): boolean {
  if (!hasOwnCount(kind)) return false;
  if (confirmed === null || now === null) return confirmed !== now;
  return Math.abs(now - confirmed) > Math.max(limits.driftNumbers, confirmed * limits.driftShare);
}
