import 'server-only';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { AuditCheckpointTable } from '../db/schema.ts';

/** So much of the end of a file is read to find its newest line. */
const tailBytes = 16 * 1_024;

/** A line of the directory that is a checkpoint; whether it is ours its signature says. */
export interface CheckpointLine {
  readonly checkpoint: AuditCheckpointTable;
  readonly line: string;
}

/** Files of checkpoints in a directory, one a month, oldest first. Makes the directory if there is none. */
async function checkpointFiles(directory: string): Promise<string[]> {
  await mkdir(directory, { recursive: true });
  const names = (await readdir(directory)).filter((name) => /^checkpoints-\d{4}-\d{2}\.jsonl$/.test(name));
  return names.sort().map((name) => join(directory, name));
}

/** Adds a line to the file of its month; it is on the disk when this returns. A line that a crash has cut stays alone. */
export async function appendCheckpointLine(directory: string, at: number, line: string): Promise<void> {
  const path = join(directory, `checkpoints-${new Date(at).toISOString().slice(0, 7)}.jsonl`);
  const isCut = !/(^|\n)$/.test(await tailOf(path));
  const file = await open(path, 'a');
  try {
    await file.write(`${isCut ? '\n' : ''}${line}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The newest checkpoint in the directory that `isOurs`; undefined if there is none. */
export async function newestCheckpointLine(
  directory: string,
  isOurs: (checkpoint: AuditCheckpointTable) => boolean,
): Promise<CheckpointLine | undefined> {
  for (const path of (await checkpointFiles(directory)).reverse()) {
    const read = (await tailOf(path)).split('\n').flatMap(readLine);
    const newest = read
      .filter(({ checkpoint }) => isOurs(checkpoint))
      .reduce<CheckpointLine | undefined>(
        (best, one) => (best && best.checkpoint.n >= one.checkpoint.n ? best : one),
        undefined,
      );
    if (newest) return newest;
  }
  return undefined;
}

/** All checkpoints of the directory with a number above `n`, in the order of their numbers, each once. */
export async function checkpointLinesAfter(directory: string, n: number): Promise<CheckpointLine[]> {
  const found = new Map<number, CheckpointLine>();
  for (const path of await checkpointFiles(directory)) {
    for await (const text of createInterface({ input: createReadStream(path, 'utf8') })) {
      for (const one of readLine(text)) {
        if (one.checkpoint.n > n) found.set(one.checkpoint.n, one);
      }
    }
  }
  return [...found.values()].sort((a, b) => a.checkpoint.n - b.checkpoint.n);
}

/** The checkpoint that a line holds; nothing for what is none. */
function readLine(line: string): CheckpointLine[] {
  try {
    const checkpoint = JSON.parse(line);
    return Number.isSafeInteger(checkpoint?.n) ? [{ checkpoint, line }] : [];
  } catch {
    return [];
  }
}

/** The end of a text file; empty if there is none. */
async function tailOf(path: string): Promise<string> {
  const file = await open(path, 'r').catch(() => undefined);
  if (!file) return '';
  try {
    const { size } = await file.stat();
    const length = Math.min(size, tailBytes);
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length);
    return buffer.toString('utf8');
  } finally {
    await file.close();
  }
}
