import 'server-only';
import { Kysely, type Transaction } from 'kysely';
import { getEnv } from '../env.ts';
import { postgresDialect } from './dialects/postgres.ts';
import { sqliteDialect } from './dialects/sqlite.ts';
import type { Database } from './schema.ts';

export type Db = Kysely<Database>;
export type Trx = Transaction<Database>;
export type Engine = 'sqlite' | 'postgres';

/** Which engine `url` (`file:…` or `postgres://…`) names. */
export function engineOf(url: string): Engine {
  return url.startsWith('file:') ? 'sqlite' : 'postgres';
}

/** Opens a database. The caller destroys it. */
export function openDatabase(url: string): Db {
  const dialect =
    engineOf(url) === 'sqlite' ? sqliteDialect(url.slice('file:'.length)) : postgresDialect(url);
  return new Kysely<Database>({ dialect });
}

// Next bundles routes, actions and instrumentation apart; the process has one database all the same.
const shared = globalThis as typeof globalThis & { cleanupDatabase?: Db };

/** The database of this process, opened at the first call. */
export function getDb(): Db {
  shared.cleanupDatabase ??= openDatabase(getEnv().DATABASE_URL);
  return shared.cleanupDatabase;
}
