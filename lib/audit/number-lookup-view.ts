import type { IntakeFault, ListKind } from '../intake/list-report.ts';

/** What came of a call that was meant for the number; `sent` while it is under way. */
export type LookupOutcome = 'deleted' | 'nothing_matched' | 'rejected' | 'not_sent' | 'unknown' | 'sent';

/** One call for the number. Safe for the browser. */
export interface LookupCall {
  /** The record of its intent. */
  readonly seq: number;
  /** ms UTC, of the outcome; of the intent while there is none. */
  readonly at: number;
  readonly by: string | null;
  readonly vdnId: number | null;
  readonly campaignId: string | null;
  readonly campaignName: string | null;
  readonly deletionId: string | null;
  readonly archiveHistory: 0 | 1;
  readonly outcome: LookupOutcome;
  /** Null where the vendor did not tell. */
  readonly successCount: number | null;
}

/** What the audit knows of a number, newest call first. */
export interface NumberLookup {
  readonly kind: ListKind;
  /** The number as it was looked up, masked. */
  readonly mask: string;
  readonly calls: readonly LookupCall[];
  /** There are more calls than are shown. */
  readonly hasMore: boolean;
}

/** Why nothing was looked up; a fault of the number is its own code. */
export type LookupRefusal = IntakeFault | 'input_invalid' | 'audit_unavailable';
