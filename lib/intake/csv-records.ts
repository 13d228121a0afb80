import type { Cell } from './check-value.ts';
import type { IntakeFault } from './list-report.ts';
import type { Piece } from './split-lines.ts';

/** One record of a list: a row with its cells, or a line that is refused as a whole. */
export interface ListRecord {
  /** From 1; of a record over several lines, its first. */
  readonly line: number;
  readonly cells: readonly Cell[];
  readonly fault: IntakeFault | null;
}

/** Longest record in physical lines: keeps the search for a lost quotation mark linear. */
const maxRecordLines = 20;

/** Cells of one CSV record; `isOpen` if a quotation mark is not closed at its end. Lenient, as spreadsheets are. */
export function parseCsv(text: string, delimiter: string): { cells: string[]; isOpen: boolean } {
  if (!text.includes('"')) return { cells: text.split(delimiter), isOpen: false };
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    let cell = '';
    if (text[at] === '"') {
      at += 1;
      for (;;) {
        const quote = text.indexOf('"', at);
        if (quote === -1) return { cells: [...cells, cell + text.slice(at)], isOpen: true };
        cell += text.slice(at, quote);
        at = quote + 1;
        if (text[at] !== '"') break;
        cell += '"';
        at += 1;
      }
    }
    const end = text.indexOf(delimiter, at);
    cells.push(cell + text.slice(at, end === -1 ? undefined : end));
    if (end === -1) return { cells, isOpen: false };
    at = end + delimiter.length;
  }
}

/**
 * Lines to CSV records. A quoted cell may hold line breaks, over at most 20 lines and `maxLength` characters;
 * a mark that is not closed by then refuses its own line alone, and reading goes on with the next one.
 */
export class CsvRecords {
  readonly #delimiter: string;
  readonly #maxLength: number;
  readonly #take: (record: ListRecord) => void;
  #open: Piece[] = [];
  #openLength = 0;

  constructor(delimiter: string, maxLength: number, take: (record: ListRecord) => void) {
    this.#delimiter = delimiter;
    this.#maxLength = maxLength;
    this.#take = take;
  }

  push(piece: Piece): void {
    const tooMuch = this.#openLength + piece.text.length > this.#maxLength;
    if (this.#open.length > 0 && (piece.isTooLong || tooMuch)) this.#giveUp();
    if (piece.isTooLong) {
      this.#take({ line: piece.line, cells: [piece.text], fault: 'line_too_long' });
      return;
    }
    this.#open.push(piece);
    this.#openLength += piece.text.length + 1;
    const first = this.#open[0] ?? piece;
    const text = this.#open.length === 1 ? piece.text : this.#open.map((each) => each.text).join('\n');
    const { cells, isOpen } = parseCsv(text, this.#delimiter);
    if (!isOpen) {
      this.#clear();
      this.#take({ line: first.line, cells, fault: null });
    } else if (this.#open.length >= maxRecordLines) this.#giveUp();
  }

  end(): void {
    while (this.#open.length > 0) this.#giveUp();
  }

  #clear(): void {
    this.#open = [];
    this.#openLength = 0;
  }

  /** Refuses the line with the open mark and reads those behind it anew. */
  #giveUp(): void {
    const [first, ...behind] = this.#open;
    this.#clear();
    if (first) this.#take({ line: first.line, cells: [first.text], fault: 'open_quote' });
    for (const piece of behind) this.push(piece);
  }
}
