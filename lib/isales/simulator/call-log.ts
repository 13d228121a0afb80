/** One line of the vendor's own record of calls, as the interface answers it. */
export interface CallLogLine {
  readonly id: string;
  /** Civil time in the tenant's zone. */
  readonly operTime: string;
  readonly url: string;
  readonly request: string;
  readonly resultCode: string;
  readonly resultDesc: string;
  readonly httpStatus: number;
  /** The HTTP method. */
  readonly type: string;
}

interface StoredLine {
  readonly line: CallLogLine;
  /** Monotonic ms before which the line is not shown (fault `call_log_delay`). */
  readonly visibleFromMs: number;
}

/** The record of one VDN's calls. A look-up by URL reads the lines of that URL only. */
export class CallLog {
  readonly #all: StoredLine[] = [];
  readonly #byUrl = new Map<string, StoredLine[]>();

  append(line: Omit<CallLogLine, 'id'>, visibleFromMs: number): void {
    const stored = { line: { id: String(this.#all.length + 1), ...line }, visibleFromMs };
    this.#all.push(stored);
    const known = this.#byUrl.get(line.url);
    if (known === undefined) this.#byUrl.set(line.url, [stored]);
    else known.push(stored);
  }

  /** Newest first. Both ends of the window belong to it. */
  find(query: {
    url?: string;
    beginTime: string;
    endTime: string;
    offset: number;
    limit: number;
    nowMs: number;
  }): CallLogLine[] {
    const stored = query.url === undefined ? this.#all : (this.#byUrl.get(query.url) ?? []);
    const found: CallLogLine[] = [];
    let skipped = 0;
    for (let at = stored.length - 1; at >= 0 && found.length < query.limit; at -= 1) {
      const each = stored[at];
      if (each === undefined || each.visibleFromMs > query.nowMs) continue;
      if (each.line.operTime < query.beginTime || each.line.operTime > query.endTime) continue;
      if (skipped < query.offset) skipped += 1;
      else found.push(each.line);
    }
    return found;
  }
}
