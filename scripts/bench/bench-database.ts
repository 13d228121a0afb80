import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { Engine } from '#lib/db/client.ts';
import { startPostgres } from '#lib/db/testing/postgres-server.ts';

/** The address of an empty database that keeps its promises to the disk, and how to be rid of it. */
export async function openBenchDatabase(engine: Engine): Promise<{ url: string; remove(): Promise<void> }> {
  if (engine === 'sqlite') {
    const folder = mkdtempSync(join(tmpdir(), 'bench-'));
    return {
      url: `file:${join(folder, 'console.db')}`,
      remove: async () => rmSync(folder, { recursive: true }),
    };
  }
  const server = await startPostgres({ isDurable: true });
  const client = new pg.Client({ connectionString: `${server.url}/postgres` });
  await client.connect();
  await client.query('create database bench');
  await client.end();
  return { url: `${server.url}/bench`, remove: () => server.stop() };
}
