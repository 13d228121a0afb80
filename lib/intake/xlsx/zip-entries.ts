import 'server-only';
import { crc32, createInflateRaw } from 'node:zlib';
import { IntakeError } from '../intake-error.ts';

export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly size: number;
  /** Compressed bytes as they stand in the file. */
  readonly data: Buffer;
}

const endLength = 22;
/** A workbook has a few dozen files. */
const maxEntries = 10_000;
const pieceBytes = 64 * 1024;

function unreadable(cause?: unknown): IntakeError {
  return new IntakeError('unreadable_workbook', { cause });
}

/**
 * The files of a zip archive by name, as its central directory has them; nothing is unpacked. Spanned, zip64
 * and encrypted archives are none that a spreadsheet under the limit of bytes would write.
 *
 * @throws IntakeError `unreadable_workbook` for anything cut, damaged or not a zip
 */
export function findZipEntries(zip: Buffer): ReadonlyMap<string, ZipEntry> {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0 || end + endLength > zip.length) throw unreadable();
  const count = zip.readUInt16LE(end + 10);
  let at = zip.readUInt32LE(end + 16);
  if (count > maxEntries || zip.readUInt16LE(end + 4) !== 0) throw unreadable();
  const entries = new Map<string, ZipEntry>();
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > end || zip.readUInt32LE(at) !== 0x02014b50) throw unreadable();
    const isEncrypted = (zip.readUInt16LE(at + 8) & 1) === 1;
    const nameLength = zip.readUInt16LE(at + 28);
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    const packed = zip.readUInt32LE(at + 20);
    const local = zip.readUInt32LE(at + 42);
    if (isEncrypted || local + 30 > end || zip.readUInt32LE(local) !== 0x04034b50) throw unreadable();
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    if (from + packed > end) throw unreadable();
    entries.set(name, {
      name,
      method: zip.readUInt16LE(at + 10),
      crc: zip.readUInt32LE(at + 16),
      size: zip.readUInt32LE(at + 24),
      data: zip.subarray(from, from + packed),
    });
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return entries;
}

/** Bytes that may still be unpacked of one workbook, over all its files. */
export interface UnpackBudget {
  bytes: number;
}

/**
 * The bytes of one file of the archive, unpacked as they are asked for. What its directory says about sizes is
 * not believed: unpacking ends when the budget is used up.
 *
 * @throws IntakeError `too_large` beyond the budget, `unreadable_workbook` for damaged data
 */
export async function* unpack(entry: ZipEntry, budget: UnpackBudget): AsyncGenerator<Buffer> {
  let [checksum, size] = [0, 0];
  for await (const chunk of open(entry)) {
    size += chunk.length;
    budget.bytes -= chunk.length;
    if (budget.bytes < 0) throw new IntakeError('too_large');
    checksum = crc32(chunk, checksum);
    yield chunk;
  }
  if (checksum !== entry.crc || size !== entry.size) throw unreadable();
}

async function* open(entry: ZipEntry): AsyncGenerator<Buffer> {
  if (entry.method === 0) {
    for (let at = 0; at < entry.data.length; at += pieceBytes) yield entry.data.subarray(at, at + pieceBytes);
    return;
  }
  if (entry.method !== 8) throw unreadable();
  const inflate = createInflateRaw({ chunkSize: pieceBytes });
  inflate.end(entry.data);
  try {
    for await (const chunk of inflate) yield chunk as Buffer;
  } catch (cause) {
    throw unreadable(cause);
  } finally {
    inflate.destroy();
  }
}
