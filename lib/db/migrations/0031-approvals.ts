import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Engine } from '../client.ts';

/**
 * A deletion may need a second person, and may begin later than it was confirmed. A setting may have been set on the
 * server, by no member.
 */
export function approvals(engine: Engine): Migration {
  return {
    async up(db: Kysely<unknown>) {
      const columns = [
        ['approval_because', 'text'],
        ['approval_expires_at', 'bigint'],
        ['approver_id', 'text'],
        ['approved_digest', 'text'],
        ['decided_at', 'bigint'],
        ['decision_comment', 'text'],
        ['not_before', 'bigint'],
      ] as const;
      for (const [name, type] of columns) {
        await db.schema.alterTable('deletion').addColumn(name, type).execute();
      }
      await db.schema.alterTable('member').addColumn('person_key', 'text').execute();
      if (engine === 'postgres') {
        await db.schema
          .alterTable('setting')
          .alterColumn('changed_by', (column) => column.dropNotNull())
          .execute();
      } else {
        await rebuildSetting(db);
      }
    },
  };
}

/** SQLite cannot take NOT NULL off a column. */
async function rebuildSetting(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('setting_rebuilt')
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('value', 'text', (column) => column.notNull())
    .addColumn('changed_at', 'bigint', (column) => column.notNull())
    .addColumn('changed_by', 'text', (column) => column.references('member.id'))
    .execute();
  await sql`insert into setting_rebuilt select key, value, changed_at, changed_by from setting`.execute(db);
  await db.schema.dropTable('setting').execute();
  await db.schema.alterTable('setting_rebuilt').renameTo('setting').execute();
}
