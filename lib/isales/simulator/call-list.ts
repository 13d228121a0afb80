export type NumberState = 'not_called' | 'in_call' | 'completed';

/** One row of a campaign's call list. The same number may stand in several rows. */
export interface NumberRow {
  readonly called: string;
  readonly sessionId: string;
  readonly customField: string;
  /** Civil time in the tenant's zone, or null if the number has never been put back to be called again. */
  readonly recycleTime: string | null;
  readonly state: NumberState;
}

/** How many rows are in each state. */
export interface Tally {
  notCalled: number;
  inCall: number;
  completed: number;
}

const TALLY_FIELD = { not_called: 'notCalled', in_call: 'inCall', completed: 'completed' } as const;

interface Batch {
  readonly rows: Set<NumberRow>;
  readonly tally: Tally;
}

/**
 * The rows of one campaign and what had been moved to its history table. Looking up a number, a session or a
 * batch costs the rows found, and counts are kept along: benchmarks delete 100,000 numbers one by one.
 */
export class CallList {
  readonly #rows = new Set<NumberRow>();
  readonly #byCalled = new Map<string, NumberRow | NumberRow[]>();
  readonly #bySession = new Map<string, NumberRow | NumberRow[]>();
  readonly #batches = new Map<string, Batch>();
  readonly #tally: Tally = emptyTally();
  readonly #history: NumberRow[] = [];

  add(row: NumberRow): void {
    this.#rows.add(row);
    addToIndex(this.#byCalled, row.called, row);
    addToIndex(this.#bySession, row.sessionId, row);
    this.#tally[TALLY_FIELD[row.state]] += 1;
    if (row.customField === '') return;
    let batch = this.#batches.get(row.customField);
    if (batch === undefined) {
      batch = { rows: new Set(), tally: emptyTally() };
      this.#batches.set(row.customField, batch);
    }
    batch.rows.add(row);
    batch.tally[TALLY_FIELD[row.state]] += 1;
  }

  /** Takes rows out; to the history table, or for good. */
  remove(rows: readonly NumberRow[], toHistory: boolean): void {
    for (const row of rows) {
      if (!this.#rows.delete(row)) continue;
      removeFromIndex(this.#byCalled, row.called, row);
      removeFromIndex(this.#bySession, row.sessionId, row);
      this.#tally[TALLY_FIELD[row.state]] -= 1;
      const batch = this.#batches.get(row.customField);
      if (batch?.rows.delete(row)) {
        batch.tally[TALLY_FIELD[row.state]] -= 1;
        if (batch.rows.size === 0) this.#batches.delete(row.customField);
      }
      if (toHistory) this.#history.push(row);
    }
  }

  withCalled(called: string): NumberRow[] {
    return readIndex(this.#byCalled, called);
  }

  withSession(sessionId: string): NumberRow[] {
    return readIndex(this.#bySession, sessionId);
  }

  inBatch(customField: string): NumberRow[] {
    return [...(this.#batches.get(customField)?.rows ?? [])];
  }

  /** The one look-up that reads every row. */
  where(matches: (row: NumberRow) => boolean): NumberRow[] {
    const found: NumberRow[] = [];
    for (const row of this.#rows) if (matches(row)) found.push(row);
    return found;
  }

  rows(): NumberRow[] {
    return [...this.#rows];
  }

  history(): readonly NumberRow[] {
    return this.#history;
  }

  tally(): Readonly<Tally> {
    return this.#tally;
  }

  /** Batch name and counts, in the order in which the batches were imported. */
  batchTallies(): [string, Readonly<Tally>][] {
    return [...this.#batches].map(([name, batch]) => [name, batch.tally]);
  }
}

function emptyTally(): Tally {
  return { notCalled: 0, inCall: 0, completed: 0 };
}

// Nearly every key has one row: a bare row instead of a list of one halves the memory of the index.
function addToIndex(index: Map<string, NumberRow | NumberRow[]>, key: string, row: NumberRow): void {
  const known = index.get(key);
  if (known === undefined) index.set(key, row);
  else if (Array.isArray(known)) known.push(row);
  else index.set(key, [known, row]);
}

function readIndex(index: Map<string, NumberRow | NumberRow[]>, key: string): NumberRow[] {
  const known = index.get(key);
  if (known === undefined) return [];
  return Array.isArray(known) ? [...known] : [known];
}

function removeFromIndex(index: Map<string, NumberRow | NumberRow[]>, key: string, row: NumberRow): void {
  const known = index.get(key);
  if (known === row) {
    index.delete(key);
  } else if (Array.isArray(known)) {
    const at = known.indexOf(row);
    if (at >= 0) known.splice(at, 1);
    if (known.length === 0) index.delete(key);
  }
}
