import type { StreamName } from './stream-view.ts';

/** Records in their order, one JSON line each. */
export interface StreamBatch {
  readonly firstSeq: number;
  readonly lastSeq: number;
  /** UTF-8; every line ends with a line feed. */
  readonly lines: Buffer;
}

/** Where records go. A batch may come a second time, never a later one before an earlier one. */
export interface StreamTarget {
  readonly name: StreamName;
  /** What people and the audit see of it: no path of an URL, which may hold a secret. */
  readonly address: string;
  /** Hex SHA-256 of the whole address: tells whether it is another one. */
  readonly digest: string;
  /** Resolves once the batch is received for good. @throws DeliveryError if it is not, or nobody knows */
  deliver(batch: StreamBatch, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** A batch was not received. `reason` is short, technical and holds no secret: it is stored and shown. */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';
  readonly reason: string;

  constructor(reason: string) {
    super(`records of the audit were not received: ${reason}`);
    this.reason = reason;
  }
}
