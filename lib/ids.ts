import { randomBytes } from 'node:crypto';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * A new id that sorts by time: 10 characters of wall clock, 16 random ones (80 bits), Crockford base 32.
 * `prefix` says what it names, such as `del` for a deletion.
 */
export function newId(prefix: string): string {
  let text = firstIdAt(prefix, Date.now());
  for (const byte of randomBytes(16)) text += alphabet.charAt(byte % 32);
  return text;
}

/** Sorts before every id that `newId` makes at `atMs` (ms UTC) or later, and after all earlier ones. */
export function firstIdAt(prefix: string, atMs: number): string {
  let time = atMs;
  let text = '';
  for (let place = 0; place < 10; place += 1) {
    text = alphabet.charAt(time % 32) + text;
    time = Math.floor(time / 32);
  }
  return `${prefix}_${text}`;
}
