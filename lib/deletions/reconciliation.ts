import { type CriterionKind, callKindOf } from './criterion.ts';
import { campaignStatus, type LeftToCallScope } from './preview.ts';

/**
 * What the two counts around a deletion say about the vendor's own. `unexplained` is the only one that asks a
 * person to look; `not_known`: the count could not be read afterwards.
 */
export const reconciliationFindings = [
  'matches',
  'dialling',
  'other_deletions',
  'not_counted_as_left',
  'unexplained',
  'not_known',
] as const;
export type ReconciliationFinding = (typeof reconciliationFindings)[number];

/** Numbers left to call before and after a deletion, beside the vendor's count. Times are ms, UTC. */
export interface CountsAround {
  /** What was counted: the batch, or the whole campaign. */
  readonly scope: Exclude<LeftToCallScope, 'unavailable'>;
  readonly before: number;
  readonly beforeAt: number;
  /** Null if it could not be read. */
  readonly after: number | null;
  readonly afterAt: number | null;
  /** Of the campaign when it was counted afterwards. */
  readonly campaignStatus: number | null;
  readonly successCount: number;
}

/** As the audit and a receipt tell it. */
export interface ReconciledCounts extends CountsAround {
  readonly finding: ReconciliationFinding;
}

/** As a page shows it: the finding is null until the count has been read again. Safe for the browser. */
export interface ReconciliationView extends CountsAround {
  readonly finding: ReconciliationFinding | null;
}

/** True if numbers left to call say something about a deletion of this kind: one number or session has no count. */
export function hasOwnCount(kind: CriterionKind): boolean {
  const callKind = callKindOf(kind);
  return callKind === 'custom_field' || callKind === 'recycle_time';
}

/** How far more numbers are gone from the count than the vendor says it deleted; negative if fewer. */
export function differenceOfCounts(counts: Pick<CountsAround, 'before' | 'after' | 'successCount'>): number {
  return counts.after === null ? 0 : counts.before - counts.after - counts.successCount;
}

/** Why the counts differ, as far as it is known; what could have been anything stays unexplained. */
export function findingOfCounts(
  kind: CriterionKind,
  counts: Pick<CountsAround, 'before' | 'after' | 'campaignStatus' | 'successCount'>,
  others: { readonly hadOtherDeletions: boolean },
): ReconciliationFinding {
  const { before, after, successCount } = counts;
  if (after === null) return 'not_known';
  const difference = differenceOfCounts(counts);
  if (difference === 0) return 'matches';
  if (difference > 0) {
    if (counts.campaignStatus === campaignStatus.started) return 'dialling';
    return others.hadOtherDeletions ? 'other_deletions' : 'unexplained';
  }
  // A number put back to be called again has been called: the vendor need not count it as left to call. More
  // than all that was left cannot have been counted, whatever the criterion.
  const mayBeUncounted = kind === 'recycle_time' || successCount > before;
  return mayBeUncounted && after <= before ? 'not_counted_as_left' : 'unexplained';
}
