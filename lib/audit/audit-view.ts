import type { AuditEventType } from './events.ts';

/** One audit record as a list shows it: numbers masked long before they came here. */
export interface AuditRow {
  readonly seq: number;
  /** ms, UTC, by the clock of the process that appended it; order is by `seq`. */
  readonly at: number;
  readonly type: AuditEventType;
  /** Null for what the system did by itself. */
  readonly actorName: string | null;
  readonly vdnId: number | null;
  readonly campaignId: string | null;
  readonly campaignName: string | null;
  readonly deletionId: string | null;
  /** Facts of the event, as stored: criterion (masked), outcome, codes, counts. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** A page of records, newest first, and where the pages beside it begin; null where there is none. */
export interface AuditPage {
  readonly rows: readonly AuditRow[];
  readonly olderCursor: number | null;
  readonly newerCursor: number | null;
  /** Set where the search was cut short: so far it has come, and the cursor goes on from there. */
  readonly searchedTo: number | null;
}

/** One record in full, with its place in the chain. */
export interface AuditDetail extends AuditRow {
  readonly version: number;
  readonly actorId: string | null;
  readonly actorRoles: readonly string[];
  readonly sessionId: string | null;
  readonly address: string | null;
  readonly correlationId: string;
  readonly itemId: string | null;
  readonly prevHash: string;
  readonly hash: string;
}
