/** `unreadable`: nothing was found out, the verifier could not read. `interrupted`: it ended without a verdict. */
export type VerificationResult = 'whole' | 'broken' | 'unreadable' | 'interrupted';

/** Records that are gone since a backup was put back, as an admin has acknowledged. */
export interface AcknowledgedLoss {
  /** The record that says so. */
  readonly seq: number;
  /** ms UTC */
  readonly at: number;
  readonly by: string | null;
  readonly lostFrom: number;
  readonly lostTo: number;
}

/** What the verifier found; its findings are its own words, in English, as an export of it would say them. */
export interface VerificationVerdict {
  readonly records: number;
  readonly checkpoints: number;
  readonly firstBadSeq: number | null;
  readonly findings: readonly string[];
  readonly acknowledgedLosses: readonly AcknowledgedLoss[];
}

/** One run of the verifier. Safe for the browser. */
export interface VerificationView {
  readonly id: string;
  readonly startedBy: string;
  /** ms UTC */
  readonly startedAt: number;
  /** How many records it has read, and how many there were when it began. */
  readonly read: number;
  readonly total: number;
  /** Null while it runs. */
  readonly result: VerificationResult | null;
  readonly verdict: VerificationVerdict | null;
}

/** Why no verification was begun. */
export type VerificationRefusal = 'already_running' | 'audit_unavailable';
