import 'server-only';
import { createHash } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder } from '../sync-folder.ts';

/** A file of records that were removed, by the name it has in its folder. */
export interface AuditArchive {
  readonly name: string;
  /** Hex, of the whole file. */
  readonly sha256: string;
}

/**
 * Writes a file of its own from what `fill` gives it: under its name only once it is whole and on the disk.
 * @throws whatever `fill` throws; nothing is left behind then
 */
export async function writeArchive<Filled>(
  directory: string,
  name: string,
  fill: (write: (lines: Buffer) => Promise<void>) => Promise<Filled>,
): Promise<{ archive: AuditArchive; filled: Filled }> {
  await mkdir(directory, { recursive: true });
  const partial = join(directory, `${name}.${process.pid}.partial`);
  const digest = createHash('sha256');
  try {
    const file = await open(partial, 'w', 0o640);
    let filled: Filled;
    try {
      filled = await fill(async (lines) => {
        digest.update(lines);
        await file.appendFile(lines);
      });
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(partial, join(directory, name));
    await syncFolder(directory);
    return { archive: { name, sha256: digest.digest('hex') }, filled };
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}
