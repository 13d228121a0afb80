import { performance } from 'node:perf_hooks';

/**
 * A moment by the simulator's own clocks. `monotonicMs` never jumps and orders everything in one process;
 * `wallMs` (ms UTC) compares with another process on the same machine. Neither follows the `now` option.
 */
export interface LedgerTime {
  readonly monotonicMs: number;
  readonly wallMs: number;
}

/** What happened to one delete call. It is kept whatever became of the connection. */
export interface DeleteEntry {
  readonly id: number;
  readonly vdnId: string;
  readonly campaignId: string;
  /** The body as it arrived. */
  readonly body: string;
  /** Its top-level keys; empty if it is no JSON object. */
  readonly bodyKeys: readonly string[];
  /** Deletes of this campaign that were received and not yet finished at that moment, this one included. */
  readonly simultaneous: number;
  readonly receivedAt: LedgerTime;
  /** When rows were taken out (also if there were none to take); null if the call changed nothing. */
  appliedAt: LedgerTime | null;
  /** Rows really taken out; null if nothing was applied. A fault may have answered another count. */
  successCount: number | null;
  /** When the whole answer was handed to the socket of a client that was still there, or null. */
  answeredAt: LedgerTime | null;
  /** When the vendor was through with the call, answered or not; null while it is in flight. */
  finishedAt: LedgerTime | null;
  /** What the vendor decided, if it came to a decision; the answer may never have arrived. */
  resultCode: string | null;
  httpStatus: number | null;
  /** The scripted fault that decided the answer, if any. */
  fault: string | null;
  /** The call held no effective criterion and so emptied the campaign. */
  isCatastrophe: boolean;
}

/** A copy of the ledger, as `GET /__simulator/ledger` answers it. */
export interface Ledger {
  readonly deletes: readonly DeleteEntry[];
  /** Well-formed calls received per kind, deletes included. */
  readonly calls: Readonly<Record<string, number>>;
  /** Requests turned away for their signature. */
  readonly unauthorized: number;
  readonly maxSimultaneousDeletes: Readonly<Record<string, number>>;
  readonly catastrophes: number;
}

/** Now, by both clocks of the ledger. */
export function ledgerTime(): LedgerTime {
  return { monotonicMs: performance.now(), wallMs: Date.now() };
}

/** Writes down what the vendor received, applied and answered: the witness of every fault run. */
export class LedgerBook {
  readonly #deletes: DeleteEntry[] = [];
  readonly #calls = new Map<string, number>();
  readonly #inFlight = new Map<string, number>();
  readonly #maxSimultaneous = new Map<string, number>();
  #unauthorized = 0;

  countCall(kind: string): void {
    this.#calls.set(kind, (this.#calls.get(kind) ?? 0) + 1);
  }

  countUnauthorized(): void {
    this.#unauthorized += 1;
  }

  /** A delete has arrived whole: from here it is in flight until `finish`. */
  receiveDelete(call: { vdnId: string; campaignId: string; body: string }): DeleteEntry {
    const simultaneous = (this.#inFlight.get(call.campaignId) ?? 0) + 1;
    this.#inFlight.set(call.campaignId, simultaneous);
    if (simultaneous > (this.#maxSimultaneous.get(call.campaignId) ?? 0)) {
      this.#maxSimultaneous.set(call.campaignId, simultaneous);
    }
    const entry: DeleteEntry = {
      id: this.#deletes.length + 1,
      ...call,
      bodyKeys: keysOf(call.body),
      simultaneous,
      receivedAt: ledgerTime(),
      appliedAt: null,
      successCount: null,
      answeredAt: null,
      finishedAt: null,
      resultCode: null,
      httpStatus: null,
      fault: null,
      isCatastrophe: false,
    };
    this.#deletes.push(entry);
    return entry;
  }

  /** The vendor is through with a delete; a second call changes nothing. */
  finish(entry: DeleteEntry): void {
    if (entry.finishedAt !== null) return;
    entry.finishedAt = ledgerTime();
    const left = (this.#inFlight.get(entry.campaignId) ?? 1) - 1;
    if (left === 0) this.#inFlight.delete(entry.campaignId);
    else this.#inFlight.set(entry.campaignId, left);
  }

  snapshot(filter: { campaignId?: string; afterId?: number } = {}): Ledger {
    const deletes = this.#deletes
      .slice(filter.afterId ?? 0)
      .filter((entry) => filter.campaignId === undefined || entry.campaignId === filter.campaignId)
      .map((entry) => ({ ...entry }));
    return {
      deletes,
      calls: Object.fromEntries(this.#calls),
      unauthorized: this.#unauthorized,
      maxSimultaneousDeletes: Object.fromEntries(this.#maxSimultaneous),
      catastrophes: deletes.filter((entry) => entry.isCatastrophe).length,
    };
  }
}

function keysOf(body: string): string[] {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
  } catch {
    return [];
  }
}
