import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';
import { type Db, type Engine, openDatabase } from '../client.ts';
import { migrateToLatest } from '../migrate.ts';

export const engines = ['sqlite', 'postgres'] as const satisfies readonly Engine[];

export interface TestDatabase {
  readonly db: Db;
  readonly url: string;
  readonly engine: Engine;
  remove(): Promise<void>;
}

/** The address of an empty database of its own, and how to be rid of it. */
async function emptyDatabase(engine: Engine): Promise<{ url: string; drop: () => Promise<void> }> {
  if (engine === 'sqlite') {
    const folder = mkdtempSync(join(tmpdir(), 'console-'));
    return {
      url: `file:${join(folder, 'console.db')}`,
      drop: async () => rmSync(folder, { recursive: true, force: true }),
    };
  }
  const server = inject('postgresUrl');
  const name = `test_${randomBytes(8).toString('hex')}`;
  const ask = async (sql: string) => {
    const client = new pg.Client({ connectionString: `${server}/postgres` });
    await client.connect();
    await client.query(sql);
    await client.end();
  };
  await ask(`create database ${name}`);
  return { url: `${server}/${name}`, drop: () => ask(`drop database ${name} with (force)`) };
}

/** A migrated database of its own on a real engine. */
export async function openTestDatabase(engine: Engine): Promise<TestDatabase> {
  const { url, drop } = await emptyDatabase(engine);
  const db = openDatabase(url);
  await migrateToLatest(db, engine);
  return {
    db,
    url,
    engine,
    async remove() {
      await db.destroy();
      await drop();
    },
  };
}
