import { type CriterionKind, isListKind } from './criterion.ts';
import type { CampaignRef } from './deletion-input.ts';

/**
 * What `leftToCall` counts: the numbers of the batch (custom field), the whole campaign as an upper bound,
 * or nothing because the installation has no statistics call.
 */
export type LeftToCallScope = 'batch' | 'campaign' | 'unavailable';

/** What a count says about a deletion by this kind of criterion. */
export function leftToCallScope(kind: CriterionKind, leftToCall: number | null): LeftToCallScope {
  if (leftToCall === null) return 'unavailable';
  return kind === 'custom_field' ? 'batch' : 'campaign';
}

/** What a deletion would meet, as read from the vendor at `readAt` (ms, UTC). Safe for the browser. */
export interface DeletionPreview {
  readonly campaign: CampaignRef & { readonly name: string; readonly status: number };
  readonly leftToCall: number | null;
  readonly scope: LeftToCallScope;
  readonly readAt: number;
  /** What a call of this campaign took of late, ms; null where there was none to measure. */
  readonly recentCallMs: number | null;
  /** Proves that the server read it for this member, campaign and batch. */
  readonly seal: string;
}

/** Campaign status of CC-iSales; other values are shown as they are. */
export const campaignStatus = { draft: 1, started: 2, suspended: 3, completed: 4 } as const;

/** True if the count is the best estimate of the result (a batch), not just an upper bound. */
export function isCountEstimate(kind: CriterionKind, scope: LeftToCallScope): boolean {
  return kind === 'custom_field' && scope === 'batch';
}

export type TypedDigits =
  | { readonly ask: 'nothing' }
  | { readonly ask: 'count' | 'campaign_tail'; readonly digits: string };

/**
 * Which digits the person must type before the deletion may start: the count for a batch or list above the limit,
 * else the last four of the campaign ID where the result cannot be known or nothing can be brought back.
 * Pure, so that the dialog and the server ask for the same.
 */
export function requiredDigits(question: {
  readonly kind: CriterionKind;
  readonly archiveHistory: 0 | 1;
  readonly campaignId: string;
  readonly leftToCall: number | null;
  readonly scope: LeftToCallScope;
  /** Numbers of a list; 1 for everything else. */
  readonly items: number;
  readonly confirmAbove: number;
}): TypedDigits {
  const { kind, archiveHistory, leftToCall, scope, items, confirmAbove } = question;
  if (isListKind(kind)) {
    return items > confirmAbove || archiveHistory === 0
      ? { ask: 'count', digits: String(items) }
      : { ask: 'nothing' };
  }
  // One number is one row as a rule: its count needs no proof of reading, only permanence does.
  const isOneNumber = kind === 'called' || kind === 'session_id';
  const isEstimate = isCountEstimate(kind, scope) && leftToCall !== null;
  if (isEstimate && leftToCall > 0 && (leftToCall > confirmAbove || archiveHistory === 0)) {
    return { ask: 'count', digits: String(leftToCall) };
  }
  // a batch that is said to be empty and is sent all the same: its count is no proof of anything
  const isCountUnknown = !isOneNumber && (!isEstimate || leftToCall === 0);
  if (isCountUnknown || archiveHistory === 0) {
    return { ask: 'campaign_tail', digits: question.campaignId.slice(-4) };
  }
  return { ask: 'nothing' };
}
