import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** That the database was found behind its checkpoints, until a person has acknowledged it. */
export const auditAlarm: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('audit_alarm')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('raised_at', 'bigint', (column) => column.notNull())
      .addColumn('head_seq', 'bigint', (column) => column.notNull())
      .addColumn('checkpoint_n', 'bigint', (column) => column.notNull())
      .addColumn('checkpoint_seq', 'bigint', (column) => column.notNull())
      .addColumn('checkpoint_at', 'bigint', (column) => column.notNull())
      .addColumn('is_open', 'integer', (column) => column.notNull())
      .addColumn('acknowledged_at', 'bigint')
      .addColumn('acknowledged_by', 'text', (column) => column.references('member.id'))
      .execute();
    await sql`create unique index audit_alarm_open on audit_alarm (is_open) where is_open = 1`.execute(db);
  },
};
