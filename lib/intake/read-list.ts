import 'server-only';
import { createHash } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import type { DialPlan } from './check-value.ts';
import { CsvRecords } from './csv-records.ts';
import { TextStream } from './decode-text.ts';
import { IntakeError } from './intake-error.ts';
import type { ListKind, ListReport } from './list-report.ts';
import { type ListSink, RowIntake } from './row-intake.ts';
import { LineSplitter, type Piece } from './split-lines.ts';
import { findLayout } from './text-layout.ts';

export interface ReadListOptions {
  readonly kind: ListKind;
  readonly format: 'text' | 'xlsx';
  /** Index from 0 of the column that holds the values, or a guess by headers and looks. */
  readonly column: number | 'guess';
  /** Most values that may be accepted; as many may be refused. */
  readonly maxRows: number;
  readonly maxBytes: number;
  /** In characters; of a plain list, of each value between separators. */
  readonly maxLineLength: number;
  /** Numbering by which a lost leading zero is told; `cn` unless told. */
  readonly dialPlan?: DialPlan;
}

/** Work is done in pieces of this size, however large the chunks are that arrive. */
const sliceBytes = 64 * 1024;
/** Characters from which it is told whether the text is a list or has columns. */
const layoutLength = 64 * 1024;

/** Text to the records of the intake; what layout it has is decided once, from its beginning. */
class TextReader {
  readonly #options: ReadListOptions;
  readonly #intake: RowIntake;
  readonly #text = new TextStream();
  #sample: string | null = '';
  #lines = new LineSplitter('line', 0, () => undefined);
  #csv: CsvRecords | null = null;
  #lineHasValue = false;

  constructor(options: ReadListOptions, intake: RowIntake) {
    this.#options = options;
    this.#intake = intake;
  }

  get encoding() {
    return this.#text.encoding;
  }

  get lines() {
    return this.#lines.lines;
  }

  push(bytes: Uint8Array): void {
    this.#read(this.#text.push(bytes));
  }

  end(): void {
    this.#read(this.#text.end());
    this.#decide();
    this.#lines.end();
    this.#csv?.end();
  }

  #read(text: string): void {
    if (this.#sample === null) {
      this.#lines.push(text);
      return;
    }
    this.#sample += text;
    if (this.#sample.length > layoutLength) this.#decide();
  }

  #decide(): void {
    const text = this.#sample;
    if (text === null) return;
    this.#sample = null;
    const { kind, column, maxLineLength } = this.#options;
    const layout = findLayout(text.slice(0, layoutLength), text.length <= layoutLength, kind, column);
    if (layout.mode === 'csv') {
      const csv = new CsvRecords(layout.delimiter, maxLineLength, (record) => this.#intake.add(record));
      this.#csv = csv;
      this.#lines = new LineSplitter('line', maxLineLength, (piece) => csv.push(piece));
    } else {
      this.#lines = new LineSplitter('entry', maxLineLength, (piece) => this.#takeEntry(piece));
    }
    this.#lines.push(text);
  }

  /** An entry of a plain list. Nothing between two separators is no entry; a line with nothing is a blank one. */
  #takeEntry(piece: Piece): void {
    const { text, line, isTooLong, isLineEnd } = piece;
    if (isTooLong) {
      this.#lineHasValue = true;
      this.#intake.add({ line, cells: [text], fault: 'line_too_long' });
    } else if (text.trim() !== '') {
      this.#lineHasValue = true;
      const quoted = /^\s*"([^"]*)"\s*$/.exec(text);
      this.#intake.add({ line, cells: [quoted?.[1] ?? text], fault: null });
    }
    if (!isLineEnd) return;
    if (!this.#lineHasValue) this.#intake.addBlank(1);
    this.#lineHasValue = false;
  }
}

/**
 * Reads a list of called numbers or session IDs as it arrives and gives each entry to the sink, accepted or
 * refused, about 1,000 at a time. Memory: the accepted values (at most `maxRows`), a few hundred kilobytes of
 * text, and of a workbook its bytes as received. More rows than `maxRows` are read to the end and counted only.
 * What the sink got counts for nothing if this throws or `isTooManyRows`.
 *
 * @param options.maxBytes bytes as received; reading stops beyond
 * @throws IntakeError `too_large`, `not_text`, `unreadable_workbook`; and what source or sink throw
 */
export async function readList(
  source: AsyncIterable<Uint8Array>,
  options: ReadListOptions,
  sink: ListSink,
): Promise<ListReport> {
  const hash = createHash('sha256');
  const intake = new RowIntake({ ...options, dialPlan: options.dialPlan ?? 'cn' }, sink);
  const reader = new TextReader(options, intake);
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.length;
    if (bytes > options.maxBytes) throw new IntakeError('too_large');
    for (let at = 0; at < chunk.length; at += sliceBytes) {
      const slice = chunk.subarray(at, at + sliceBytes);
      hash.update(slice);
      reader.push(slice);
      await intake.flush();
      // others have their turn, also if all chunks are there at once
      await turn();
    }
  }
  reader.end();
  await intake.end();
  return {
    bytes,
    sha256: hash.digest('hex'),
    encoding: reader.encoding,
    lines: reader.lines,
    entries: intake.entries,
    accepted: intake.accepted,
    refused: intake.refused,
    duplicates: intake.duplicates,
    blank: intake.blank,
    headerLine: intake.headerLine,
    cleaned: intake.cleaned,
    columns: intake.columns,
    column: intake.column,
    isTooManyRows: intake.isTooManyRows,
  };
}
