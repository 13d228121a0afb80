import 'server-only';
import { open } from 'node:fs/promises';

/** Brings the names of a folder to the disk: a new file is there after a power failure only with its name. */
export async function syncFolder(path: string): Promise<void> {
  // Windows cannot open a folder, and needs no such thing
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
