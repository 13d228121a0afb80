import type { DeletionView } from '#lib/deletions/deletion-view.ts';
import type { ItemStatus } from '#lib/deletions/states.ts';

/** What matters most to the reader first: the outcome of a deletion with many items. */
const byWeight = [
  'unknown',
  'sent',
  'pending',
  'rejected',
  'deleted',
  'nothing_matched',
  'cancelled',
] as const satisfies readonly ItemStatus[];

/** The outcome of a deletion: that of its item, of many the one that weighs most. */
export function outcomeOf(view: Pick<DeletionView, 'items'>): ItemStatus {
  return byWeight.find((status) => view.items.some((item) => item.status === status)) ?? 'pending';
}

/** How many numbers are gone, as far as the vendor told; null if it told nothing. */
export function deletedCount(view: Pick<DeletionView, 'items'>): number | null {
  const counts = view.items.flatMap((item) => item.successCount ?? []);
  return counts.length === 0 ? null : counts.reduce((sum, count) => sum + count, 0);
}

/** The sentence of the catalogue (`deletions.result`) that says what came of a deletion. */
export type ResultSentence =
  | 'deletedArchived'
  | 'deletedPermanent'
  | 'deletedNoCount'
  | 'deletedByPerson'
  | 'nothingMatched'
  | 'rejected'
  | 'unknown'
  | 'queued'
  | 'sent'
  | 'running'
  | 'paused'
  | 'cancelled'
  | 'awaiting_approval'
  | 'approvalRejected'
  | 'expired'
  | 'mixed';

export function resultSentence(view: DeletionView): ResultSentence {
  const outcome = outcomeOf(view);
  const isMixed = new Set(view.items.map((item) => item.status)).size > 1;
  if (isMixed && view.status === 'completed') return 'mixed';
  switch (outcome) {
    case 'deleted':
      if (deletedCount(view) !== null)
        return view.archiveHistory === 0 ? 'deletedPermanent' : 'deletedArchived';
      return view.items.some((item) => item.settledBy === 'person') ? 'deletedByPerson' : 'deletedNoCount';
    case 'nothing_matched':
      return 'nothingMatched';
    case 'pending':
    case 'cancelled':
      return unsentSentence(view);
    default:
      return outcome;
  }
}

function unsentSentence(view: DeletionView): ResultSentence {
  switch (view.status) {
    case 'rejected':
      return 'approvalRejected';
    case 'completed':
      return 'cancelled';
    default:
      return view.status;
  }
}

/** What was expected when it was confirmed. One number is one row as a rule, whatever the campaign holds. */
export type Expectation =
  | { readonly of: 'numbers' | 'batch' | 'campaign'; readonly count: number }
  | { readonly of: 'unavailable'; readonly count: null };

export function expectationOf(view: Pick<DeletionView, 'criterion' | 'items' | 'preview'>): Expectation {
  const { criterion, preview } = view;
  if (criterion.kind === 'called' || criterion.kind === 'session_id') {
    return { of: 'numbers', count: view.items.length };
  }
  return preview.leftToCall === null || preview.scope === 'unavailable'
    ? { of: 'unavailable', count: null }
    : { of: preview.scope, count: preview.leftToCall };
}

export interface Difference {
  /** Deleted minus expected; null where the expectation is only an upper bound or none. */
  readonly by: number | null;
  /** The explanation (`deletions.expected`), if there is something to explain. */
  readonly why: 'whyLess' | 'whyMore' | 'whyZeroOne' | 'whyZero' | 'whyUpperBound' | 'whyUnavailable' | null;
}

/** What was deleted against what was expected. */
export function differenceOf(expected: Expectation, deleted: number): Difference {
  switch (expected.of) {
    case 'unavailable':
      return { by: null, why: deleted === 0 ? 'whyZero' : 'whyUnavailable' };
    case 'campaign':
      if (deleted > expected.count) return { by: deleted - expected.count, why: 'whyMore' };
      if (deleted === 0) return { by: null, why: 'whyZero' };
      return { by: null, why: deleted < expected.count ? 'whyUpperBound' : null };
    case 'numbers':
      // More than one row for a number is a warning of its own, not a difference of the preview.
      if (deleted >= expected.count) return { by: deleted - expected.count, why: null };
      return { by: deleted - expected.count, why: 'whyZeroOne' };
    case 'batch':
      if (deleted === expected.count) return { by: 0, why: null };
      return { by: deleted - expected.count, why: deleted < expected.count ? 'whyLess' : 'whyMore' };
  }
}
