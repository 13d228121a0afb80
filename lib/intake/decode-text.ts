import 'server-only';
import { isAscii } from 'node:buffer';
import { IntakeError } from './intake-error.ts';
import type { ListEncoding } from './list-report.ts';

/** Enough to see a byte order mark, UTF-16 without one, and a binary file. */
const headBytes = 4096;
/** How much text from the first byte beyond ASCII on is tried as UTF-8 before GB18030 is taken. */
const windowBytes = 256 * 1024;

/** zip, OLE (old Excel, encrypted workbooks), PDF, gzip: renamed, not text. */
const binaryMarks = [
  [0x50, 0x4b, 0x03, 0x04],
  [0xd0, 0xcf, 0x11, 0xe0],
  [0x25, 0x50, 0x44, 0x46],
  [0x1f, 0x8b],
];

function startsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return bytes.length >= mark.length && mark.every((byte, at) => bytes[at] === byte);
}

/** UTF-16 without a mark: in a list, most characters are ASCII, so every other byte is zero. */
function guessUtf16(head: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const pairs = Math.floor(head.length / 2);
  if (pairs < 4) return null;
  let [even, odd] = [0, 0];
  for (let at = 0; at < pairs * 2; at += 2) {
    if (head[at] === 0) even += 1;
    if (head[at + 1] === 0) odd += 1;
  }
  if (even === 0 && odd * 3 >= pairs) return 'utf-16le';
  return odd === 0 && even * 3 >= pairs ? 'utf-16be' : null;
}

/** Control characters that no text has, beside tab, line ends, form feeds and the DOS end of file. */
function hasTooManyControls(head: Uint8Array): boolean {
  const controls = head.reduce(
    (count, byte) => count + (byte < 0x20 && !(byte >= 9 && byte <= 13) && byte !== 0x1a ? 1 : 0),
    0,
  );
  // a stray one is refused with its line
  return controls > 4 + head.length / 50;
}

/** True if these bytes can be the beginning of UTF-8 text; a character cut at the end does no harm. */
function canBeUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/**
 * Bytes to text, as they come. UTF-16 and UTF-8 with their byte order marks, UTF-16 without one if obvious,
 * else UTF-8 if it is valid over the first 256 KiB that are not plain ASCII, else GB18030 (which GBK and
 * GB2312 are part of). The result does not depend on how the bytes are cut into chunks. Bytes that do not
 * decode become U+FFFD.
 *
 * @throws IntakeError `not_text` for a binary file or a NUL.
 */
export class TextStream {
  /** What was decided; plain ASCII is UTF-8. */
  encoding: ListEncoding = 'utf-8';
  #stage: 'head' | 'ascii' | 'window' | 'decoding' = 'head';
  #held: Uint8Array[] = [];
  #heldBytes = 0;
  #decoder = new TextDecoder('utf-8', { ignoreBOM: true });

  push(bytes: Uint8Array): string {
    if (this.#stage === 'decoding') return this.#checked(this.#decoder.decode(bytes, { stream: true }));
    if (this.#stage === 'ascii') return this.#ascii(bytes);
    this.#held.push(Buffer.from(bytes));
    this.#heldBytes += bytes.length;
    if (this.#heldBytes <= (this.#stage === 'head' ? headBytes : windowBytes)) return '';
    const held = this.#release();
    return this.#stage === 'head' ? this.#head(held) : this.#window(held);
  }

  end(): string {
    let text = '';
    if (this.#stage === 'head') text += this.#head(this.#release());
    if (this.#stage === 'window') text += this.#window(this.#release());
    return text + this.#checked(this.#decoder.decode());
  }

  #release(): Uint8Array {
    const held = Buffer.concat(this.#held);
    this.#held = [];
    this.#heldBytes = 0;
    return held;
  }

  #head(held: Uint8Array): string {
    const head = held.subarray(0, headBytes);
    if (startsWith(head, [0xef, 0xbb, 0xbf])) return this.#decodeAs('utf-8-bom', 'utf-8', held.subarray(3));
    if (startsWith(head, [0xff, 0xfe])) return this.#decodeAs('utf-16le', 'utf-16le', held.subarray(2));
    if (startsWith(head, [0xfe, 0xff])) return this.#decodeAs('utf-16be', 'utf-16be', held.subarray(2));
    const wide = guessUtf16(head);
    if (wide) return this.#decodeAs(wide, wide, held);
    if (binaryMarks.some((mark) => startsWith(head, mark)) || hasTooManyControls(head)) {
      throw new IntakeError('not_text');
    }
    this.#stage = 'ascii';
    return this.#ascii(held);
  }

  #ascii(bytes: Uint8Array): string {
    const end = isAscii(bytes) ? bytes.length : bytes.findIndex((byte) => byte >= 0x80);
    const text = this.#checked(Buffer.from(bytes.buffer, bytes.byteOffset, end).toString('latin1'));
    if (end === bytes.length) return text;
    this.#stage = 'window';
    return text + this.push(bytes.subarray(end));
  }

  #window(held: Uint8Array): string {
    const isUtf8 = canBeUtf8(held.subarray(0, windowBytes));
    return isUtf8 ? this.#decodeAs('utf-8', 'utf-8', held) : this.#decodeAs('gb18030', 'gb18030', held);
  }

  #decodeAs(encoding: ListEncoding, label: string, bytes: Uint8Array): string {
    this.encoding = encoding;
    this.#stage = 'decoding';
    this.#decoder = new TextDecoder(label, { ignoreBOM: true });
    return this.#checked(this.#decoder.decode(bytes, { stream: true }));
  }

  #checked(text: string): string {
    if (text.includes('\0')) throw new IntakeError('not_text');
    return text;
  }
}
