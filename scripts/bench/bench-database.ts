import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { Engine } from '#lib/db/client.ts';
import { startPostgres } from '#lib/db/testing/postgres-server.ts';
import { seedAudit } from './seed-audit.ts';

interface BenchDatabase {
  readonly url: string;
  remove(): Promise<void>;
}

/** A database that keeps its promises to the disk, with `records` records: a new one, or `kept`, which stays. */
export async function openSeeded(
  engine: Engine,
  records: number,
  kept: string | undefined,
): Promise<BenchDatabase> {
  if (kept !== undefined) return { url: kept, remove: async () => undefined };
  const database = await openEmpty(engine);
  const began = performance.now();
  await seedAudit(database.url, records, (text) => process.stderr.write(`\r${text}          `));
  console.log(`\nseeded ${records} records in ${((performance.now() - began) / 1_000).toFixed(0)} s`);
  return database;
}

async function openEmpty(engine: Engine): Promise<BenchDatabase> {
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
