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
import { readFirstSheet } from './xlsx/first-sheet.ts';

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

/** A workbook may unfold to this many times the bytes allowed for it, and to no more than 512 MiB. */
const [unfoldFactor, maxUnfolded] = [100, 512 * 1024 * 1024];

type Layout = Pick<ListReport, 'lines' | 'encoding'>;

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

/** The bytes as they arrive: counted, limited, hashed. */
class Received {
  bytes = 0;
  readonly #source: AsyncIterable<Uint8Array>;
  readonly #maxBytes: number;
  readonly #hash = createHash('sha256');

  constructor(source: AsyncIterable<Uint8Array>, maxBytes: number) {
    this.#source = source;
    this.#maxBytes = maxBytes;
  }

  async *slices(): AsyncGenerator<Uint8Array> {
    for await (const chunk of this.#source) {
      this.bytes += chunk.length;
      if (this.bytes > this.#maxBytes) throw new IntakeError('too_large');
      for (let at = 0; at < chunk.length; at += sliceBytes) {
        const slice = chunk.subarray(at, at + sliceBytes);
        this.#hash.update(slice);
        yield slice;
        // others have their turn, also if all chunks are there at once
        await turn();
      }
    }
  }

  sha256(): string {
    return this.#hash.digest('hex');
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
  const intake = new RowIntake({ ...options, dialPlan: options.dialPlan ?? 'cn' }, sink);
  const received = new Received(source, options.maxBytes);
  const { lines, encoding } = await (options.format === 'xlsx'
    ? readWorkbook(received, options, intake)
    : readText(received, options, intake));
  await intake.end();
  return {
    bytes: received.bytes,
    sha256: received.sha256(),
    encoding,
    lines,
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

async function readText(received: Received, options: ReadListOptions, intake: RowIntake): Promise<Layout> {
  const reader = new TextReader(options, intake);
  for await (const slice of received.slices()) {
    reader.push(slice);
    await intake.flush();
  }
  reader.end();
  return { lines: reader.lines, encoding: reader.encoding };
}

async function readWorkbook(
  received: Received,
  options: ReadListOptions,
  intake: RowIntake,
): Promise<Layout> {
  const parts: Buffer[] = [];
  // its directory is at its end, so it has to be there before anything can be read
  for await (const slice of received.slices()) parts.push(Buffer.from(slice));
  const rows = readFirstSheet(Buffer.concat(parts.splice(0)), {
    maxUnpackedBytes: Math.min(options.maxBytes * unfoldFactor, maxUnfolded),
    maxCellLength: options.maxLineLength,
  });
  let lines = 0;
  for await (const some of rows) {
    for (const { line, cells } of some) {
      intake.addBlank(line - lines - 1);
      intake.add({ line, cells, fault: null });
      lines = line;
    }
    await intake.flush();
  }
  return { lines, encoding: null };
}
