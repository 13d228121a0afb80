export interface Piece {
  readonly text: string;
  /** From 1. */
  readonly line: number;
  /** Longer than the limit: `text` is only its beginning, the rest was dropped as it came. */
  readonly isTooLong: boolean;
  readonly isLineEnd: boolean;
}

const [lineFeed, carriageReturn] = [10, 13];
const separatorCodes = new Set([...'\t,，、;；'].map((character) => character.charCodeAt(0)));
/** Kept of a piece that is too long, for its excerpt. */
const keptLength = 400;

/**
 * Text to lines (ended by LF, CRLF or CR), or to the entries between line ends and separators (tab, comma,
 * `，`, `、`, `;`, `；`), as it comes: never more than `maxLength` characters are held.
 */
export class LineSplitter {
  /** Lines begun so far; the end of the last line begins no new one. */
  lines = 0;
  readonly #isByEntry: boolean;
  readonly #maxLength: number;
  readonly #take: (piece: Piece) => void;
  #held = '';
  #isTooLong = false;
  #isInLine = false;
  #isAfterReturn = false;

  constructor(by: 'line' | 'entry', maxLength: number, take: (piece: Piece) => void) {
    this.#isByEntry = by === 'entry';
    this.#maxLength = maxLength;
    this.#take = take;
  }

  push(text: string): void {
    let from = 0;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      const isEnd = code === lineFeed || code === carriageReturn;
      if (!isEnd && !(this.#isByEntry && separatorCodes.has(code))) continue;
      if (code === lineFeed && this.#isAfterReturn && from === at) {
        this.#isAfterReturn = false;
        from = at + 1;
        continue;
      }
      this.#hold(text.slice(from, at));
      this.#emit(isEnd);
      this.#isAfterReturn = code === carriageReturn;
      from = at + 1;
    }
    if (from < text.length) this.#hold(text.slice(from));
  }

  end(): void {
    if (this.#isInLine) this.#emit(true);
  }

  #hold(text: string): void {
    if (text !== '') this.#isAfterReturn = false;
    if (!this.#isInLine) {
      this.#isInLine = true;
      this.lines += 1;
    }
    if (this.#isTooLong) return;
    this.#held += text;
    if (this.#held.length <= this.#maxLength) return;
    this.#isTooLong = true;
    this.#held = this.#held.slice(0, keptLength);
  }

  #emit(isLineEnd: boolean): void {
    const piece = { text: this.#held, line: this.lines, isTooLong: this.#isTooLong, isLineEnd };
    this.#held = '';
    this.#isTooLong = false;
    if (isLineEnd) this.#isInLine = false;
    this.#take(piece);
  }
}
