import 'server-only';
import { createHash } from 'node:crypto';
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncFolder } from '../sync-folder.ts';
import { DeliveryError, type StreamTarget } from './stream-target.ts';

/** Read at a time when the end of the last whole line is looked for. */
const stepBytes = 64 * 1_024;
const lineFeed = 0x0a;

/** A file that only grows; it may be moved away (rotated) between two batches. On the disk when `deliver` returns. */
export function fileTarget(path: string): StreamTarget {
  return {
    name: 'file',
    address: path,
    digest: createHash('sha256').update(path).digest('hex'),
    async deliver({ lines }) {
      try {
        await mkdir(dirname(path), { recursive: true });
        // a+ creates it; what is written goes to its end
        const file = await open(path, 'a+', 0o640);
        try {
          await cutTornLine(file);
          await file.appendFile(lines);
          await file.sync();
        } finally {
          await file.close();
        }
        await syncFolder(dirname(path));
      } catch (error) {
        const { code } = error as { code?: unknown };
        throw new DeliveryError(typeof code === 'string' ? code : 'unknown');
      }
    },
    close: async () => {},
  };
}

/** What a crash or a full disk has left of a line goes away: its record comes again, whole. */
async function cutTornLine(file: FileHandle): Promise<void> {
  const { size } = await file.stat();
  const end = await endOfLastLine(file, size);
  if (end < size) await file.truncate(end);
}

/** Where the last whole line ends; 0 if there is none. */
async function endOfLastLine(file: FileHandle, size: number): Promise<number> {
  // most often the last byte tells
  for (let end = size, step = 1; end > 0; end -= step, step = Math.min(stepBytes, end)) {
    const start = end - step;
    const { buffer } = await file.read(Buffer.alloc(step), 0, step, start);
    const at = buffer.lastIndexOf(lineFeed);
    if (at >= 0) return start + at + 1;
  }
  return 0;
}
