/** The two places that records can be streamed to. */
export type StreamName = 'webhook' | 'file';

/** How far one of them is, as the auditor sees it. */
export interface StreamView {
  readonly name: StreamName;
  readonly address: string;
  /** The last record that was received; 0 if there is none yet. */
  readonly seq: number;
  /** When the oldest record was written that was not received yet (ms UTC); null if there is none. */
  readonly waitingSince: number | null;
  /** True if that is longer ago than it should be. */
  readonly isLate: boolean;
  /** Why the last try failed, in technical words; null if it did not. */
  readonly lastError: string | null;
}
