import 'server-only';
import { isBlank } from '../deletions/criterion.ts';
import { type Cell, checkValue, type DialPlan, textOf } from './check-value.ts';
import { type ColumnChoice, chooseColumn } from './choose-column.ts';
import type { ListRecord } from './csv-records.ts';
import type { AcceptedRow, CleaningKind, IntakeFault, ListKind, RefusedRow } from './list-report.ts';
import { maskExcerpt, maskSessionId } from './mask-excerpt.ts';

const batchRows = 1000;
/** Records that tell the columns, and how many to wait for them behind refused ones. */
const [sampleRecords, maxWaiting] = [20, 200];

/** Where the rows go, in the order of the file, about 1,000 at a time. It may throw; reading ends then. */
export interface ListSink {
  accept(rows: readonly AcceptedRow[]): Promise<void>;
  refuse(rows: readonly RefusedRow[]): Promise<void>;
}

/** A copy of its own: V8 keeps the whole chunk that a slice of 13 or more characters was cut from. */
function detached(value: string): string {
  return value.length < 13 ? value : Buffer.from(value, 'utf16le').toString('utf16le');
}

/**
 * Records to accepted and refused rows: finds the column, checks each value, counts duplicates once. Holds the
 * accepted values (at most `maxRows`) and less than two batches beside them.
 */
export class RowIntake {
  entries = 0;
  accepted = 0;
  refused = 0;
  duplicates = 0;
  blank = 0;
  headerLine: number | null = null;
  isTooManyRows = false;
  readonly cleaned: Record<CleaningKind, number> = {
    prefix: 0,
    spaces: 0,
    hyphens: 0,
    full_width: 0,
    number_cell: 0,
  };
  readonly #kind: ListKind;
  readonly #wanted: number | 'guess';
  readonly #maxRows: number;
  readonly #dialPlan: DialPlan;
  readonly #sink: ListSink;
  #waiting: ListRecord[] | null = [];
  #sampled = 0;
  #choice: ColumnChoice = { columns: [], column: 0, hasHeader: false };
  #seen = new Set<string>();
  #acceptedRows: AcceptedRow[] = [];
  #refusedRows: RefusedRow[] = [];

  constructor(
    options: { kind: ListKind; column: number | 'guess'; maxRows: number; dialPlan: DialPlan },
    sink: ListSink,
  ) {
    this.#kind = options.kind;
    this.#wanted = options.column;
    this.#maxRows = options.maxRows;
    this.#dialPlan = options.dialPlan;
    this.#sink = sink;
  }

  get columns(): ColumnChoice['columns'] {
    return this.#choice.columns;
  }

  get column(): number {
    return this.#choice.column;
  }

  /** Lines in which a person would see nothing. */
  addBlank(count: number): void {
    this.entries += count;
    this.blank += count;
  }

  add(record: ListRecord): void {
    if (record.fault === null && record.cells.every((cell) => isBlank(textOf(cell)))) {
      this.addBlank(1);
      return;
    }
    this.entries += 1;
    if (this.#waiting === null) {
      this.#read(record);
      return;
    }
    this.#waiting.push(record);
    if (record.fault === null) this.#sampled += 1;
    if (this.#sampled >= sampleRecords || this.#waiting.length >= maxWaiting) this.#choose();
  }

  /** Hands whole batches to the sink. */
  async flush(): Promise<void> {
    while (this.#acceptedRows.length >= batchRows)
      await this.#accept(this.#acceptedRows.splice(0, batchRows));
    while (this.#refusedRows.length >= batchRows) await this.#refuse(this.#refusedRows.splice(0, batchRows));
  }

  /** No more records: hands over what is left. */
  async end(): Promise<void> {
    this.#choose();
    await this.flush();
    await this.#accept(this.#acceptedRows.splice(0));
    await this.#refuse(this.#refusedRows.splice(0));
  }

  async #accept(rows: readonly AcceptedRow[]): Promise<void> {
    if (rows.length > 0 && !this.isTooManyRows) await this.#sink.accept(rows);
  }

  async #refuse(rows: readonly RefusedRow[]): Promise<void> {
    if (rows.length > 0 && !this.isTooManyRows) await this.#sink.refuse(rows);
  }

  #choose(): void {
    const waiting = this.#waiting;
    if (waiting === null) return;
    this.#waiting = null;
    const sample = waiting.filter((record) => record.fault === null);
    this.#choice = chooseColumn(sample, this.#kind, this.#wanted);
    const header = this.#choice.hasHeader ? sample[0] : undefined;
    this.headerLine = header?.line ?? null;
    for (const record of waiting) if (record !== header) this.#read(record);
  }

  #read(record: ListRecord): void {
    const { line, cells, fault } = record;
    const cell = cells[this.#choice.column];
    if (fault !== null) this.#refuseRow(line, fault, cells[0] ?? '');
    else if (cell === undefined) this.#refuseRow(line, 'no_such_column', cells[0] ?? '');
    else {
      const checked = checkValue(this.#kind, cell, this.#dialPlan);
      if (checked.ok) this.#acceptRow(line, checked.value, checked.cleaned);
      else this.#refuseRow(line, checked.fault, cell);
    }
  }

  #acceptRow(line: number, slice: string, cleaned: readonly CleaningKind[]): void {
    if (this.#seen.has(slice)) {
      this.duplicates += 1;
      return;
    }
    this.accepted += 1;
    for (const kind of cleaned) this.cleaned[kind] += 1;
    if (this.accepted > this.#maxRows) this.#stopKeeping();
    if (this.isTooManyRows) return;
    const value = detached(slice);
    this.#seen.add(value);
    this.#acceptedRows.push({ line, value });
  }

  #refuseRow(line: number, reason: IntakeFault, cell: Cell): void {
    this.refused += 1;
    // a list of nothing but refusals must not fill the sink either
    if (this.refused > this.#maxRows) this.#stopKeeping();
    if (this.isTooManyRows) return;
    const text = textOf(cell);
    const excerpt = this.#kind === 'session_id' ? maskSessionId(text) : maskExcerpt(text);
    this.#refusedRows.push({ line, reason, excerpt });
  }

  #stopKeeping(): void {
    this.isTooManyRows = true;
    this.#acceptedRows = [];
    this.#refusedRows = [];
  }
}
