import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Engine } from '../client.ts';
import { postgresRetention } from '../dialects/postgres.ts';
import { sqliteRetention } from '../dialects/sqlite.ts';

/** Up to where records of the audit were given up: what the triggers let go, and nothing else. */
export function auditCut(engine: Engine): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('audit_cut')
        .addColumn('seq', 'bigint', (column) => column.primaryKey())
        .addColumn('hash', 'text', (column) => column.notNull())
        .addColumn('checkpoint_n', 'bigint', (column) => column.notNull())
        .addColumn('event_seq', 'bigint', (column) => column.notNull())
        .execute();
      // the newest checkpoint of before a day is looked for among the minutes of years
      await db.schema.createIndex('audit_checkpoint_by_at').on('audit_checkpoint').column('at').execute();
      // what a record is searched by is found by the record, to go with it; of millions that takes its time
      if (engine === 'postgres') await sql`set local statement_timeout = 0`.execute(db);
      await db.schema.createIndex('audit_facet_by_seq').on('audit_facet').column('seq').execute();
      const statements = engine === 'sqlite' ? sqliteRetention : postgresRetention(await schemaOf(db));
      for (const statement of statements) await sql.raw(statement).execute(db);
    },
  };
}

async function schemaOf(db: Kysely<unknown>): Promise<string> {
  const { rows } = await sql<{ name: string }>`select quote_ident(current_schema()) as name`.execute(db);
  return rows[0]?.name ?? 'public';
}
