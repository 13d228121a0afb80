import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Numbers left to call before and after a deletion whose criterion can be counted. */
export const reconciliation: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('reconciliation')
      .addColumn('deletion_id', 'text', (column) => column.primaryKey().references('deletion.id'))
      .addColumn('left_before', 'bigint', (column) => column.notNull())
      .addColumn('before_at', 'bigint', (column) => column.notNull())
      .addColumn('batch_sealed', 'text')
      .addColumn('success_count', 'bigint')
      .addColumn('looks', 'integer', (column) => column.notNull())
      .addColumn('look_at', 'bigint')
      .addColumn('left_after', 'bigint')
      .addColumn('after_at', 'bigint')
      .addColumn('campaign_status', 'integer')
      .addColumn('finding', 'text')
      .execute();
    // what the runner asks for every second
    await sql`create index reconciliation_due on reconciliation (look_at) where look_at is not null`.execute(
      db,
    );
  },
};
