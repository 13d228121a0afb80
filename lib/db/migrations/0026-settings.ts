import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Settings, and what the daily limits count: how much a deletion is, and how much of it was sent on which day. */
export const settings: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('setting')
      .addColumn('key', 'text', (column) => column.primaryKey())
      .addColumn('value', 'text', (column) => column.notNull())
      .addColumn('changed_at', 'bigint', (column) => column.notNull())
      .addColumn('changed_by', 'text', (column) => column.notNull().references('member.id'))
      .execute();
    const columns = [
      ['numbers', 'bigint', 1],
      ['counted_day', 'text', ''],
      ['counted_numbers', 'bigint', 0],
    ] as const;
    for (const [name, type, without] of columns) {
      await db.schema
        .alterTable('deletion')
        .addColumn(name, type, (column) => column.notNull().defaultTo(without))
        .execute();
    }
    await db.schema
      .createIndex('deletion_counted_of_requester')
      .on('deletion')
      .columns(['requester_id', 'counted_day'])
      .execute();
    await db.schema
      .createIndex('deletion_counted_of_campaign')
      .on('deletion')
      .columns(['campaign_id', 'counted_day'])
      .execute();
  },
};
