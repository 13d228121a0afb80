import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Engine } from '../client.ts';
import { postgresAppendOnlyMore } from '../dialects/postgres.ts';
import { sqliteAppendOnlyMore } from '../dialects/sqlite.ts';

/** Checkpoints cannot be changed or removed either. */
export function appendOnlyCheckpoints(engine: Engine): Migration {
  return {
    async up(db: Kysely<unknown>) {
      for (const statement of engine === 'sqlite' ? sqliteAppendOnlyMore : postgresAppendOnlyMore) {
        await sql.raw(statement).execute(db);
      }
    },
  };
}
