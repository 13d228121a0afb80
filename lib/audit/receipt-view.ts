import type { ReconciledCounts } from '../deletions/reconciliation.ts';
import type { ItemStatus, StopReason, UnknownReason } from '../deletions/states.ts';
import type { AuditEventData, AuditEventType } from './events.ts';

type Requested = AuditEventData['deletion.requested']['data'];

/** What was decided, from the record of the request. Times are ms, UTC. */
export interface ReceiptDecision {
  readonly at: number;
  readonly requester: { readonly id: string | null; readonly name: string | null };
  readonly campaign: {
    readonly vdnId: number | null;
    readonly campaignId: string | null;
    readonly name: string;
  };
  readonly criterion: Requested['criterion'];
  /** Civil times in the VDN's zone, both ends included; null for what is no recycle time. */
  readonly window: { readonly from: string | null; readonly to: string } | null;
  readonly archiveHistory: 0 | 1;
  readonly reason: Requested['reason'];
  readonly preview: Requested['preview'];
  readonly items: number;
  readonly pauseAfter: number | null;
  readonly repeatOf: string | null;
  /** SHA-256 of what was confirmed. */
  readonly digest: string;
}

/** Somebody who decided something about it, and what; in the order of their first act. */
export interface ReceiptPerson {
  readonly id: string;
  readonly name: string | null;
  readonly roles: string;
  readonly acts: readonly AuditEventType[];
}

/** Outcomes of one kind: where they are known from, and how many. */
export interface ReceiptAnswer {
  readonly from: 'answer' | 'late_answer' | 'call_log' | 'person';
  readonly outcome: string;
  readonly resultCode: string | null;
  readonly because: UnknownReason | StopReason | null;
  /** The vendor's own words, or how the person knows; of several the first. */
  readonly words: string | null;
  readonly count: number;
}

/** What came of the calls. Times are ms, UTC. */
export interface ReceiptCalls {
  readonly made: number;
  readonly firstAt: number | null;
  readonly lastAt: number | null;
  /** How the items stand: of each outcome how many. */
  readonly outcomes: Readonly<Record<Exclude<ItemStatus, 'pending'>, number>>;
  /** Rows that the vendor says it deleted; null if it told of none. */
  readonly successCount: number | null;
  /** Items that count as deleted without a number of rows: settled from the call log, or by a person. */
  readonly uncounted: number;
  readonly answers: readonly ReceiptAnswer[];
}

/** All that a receipt says in words; each of it follows from the records of the deletion. */
export interface ReceiptFacts {
  readonly decision: ReceiptDecision;
  readonly people: readonly ReceiptPerson[];
  readonly calls: ReceiptCalls;
  /** Null where nothing was counted, or not yet. */
  readonly reconciliation: ReconciledCounts | null;
  readonly ending: {
    readonly at: number;
    readonly how: 'completed' | 'cancelled';
    readonly because: StopReason | null;
  };
  /** The place of its records in the chain. */
  readonly chain: {
    readonly firstSeq: number;
    readonly lastSeq: number;
    readonly lastHash: string;
    readonly records: number;
  };
}

/** A receipt as a page shows it: without the records. Safe for the browser. */
export interface ReceiptView extends ReceiptFacts {
  readonly deletionId: string;
  readonly timeZone: string;
  /** Records of calls that the file does not hold, since there are too many; null if it holds all. */
  readonly leftOut: {
    readonly records: number;
    /** Hex SHA-256 over their hashes in the order of the chain, each as hex digits and a line feed. */
    readonly sha256: string;
  } | null;
  /** The first checkpoint at or behind the last record; null while there is none yet. */
  readonly checkpoint: {
    readonly n: number;
    readonly seq: number;
    readonly hash: string;
    readonly at: number;
    readonly chain: string;
    readonly prev: string;
    readonly signature: string;
  } | null;
  /** Hex SHA-256 of the public key (SPKI, DER) that proves the signatures. */
  readonly publicKey: string;
  /** Ed25519 over the canonical JSON of the whole file without this, base64. */
  readonly signature: string;
}

/** Why there is no receipt. Each has words in both catalogues. */
export type ReceiptRefusal = 'not_found' | 'not_ended' | 'records_gone';
