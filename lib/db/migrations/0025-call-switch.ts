import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** One row that says whether all calls are stopped, by whom and why. */
export const callSwitch: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('call_switch')
      .addColumn('id', 'integer', (column) => column.primaryKey())
      .addColumn('stopped_at', 'bigint')
      .addColumn('stopped_by', 'text', (column) => column.references('member.id'))
      .addColumn('reason', 'text', (column) => column.notNull())
      .execute();
    await (db as Kysely<{ call_switch: { id: number; reason: string } }>)
      .insertInto('call_switch')
      .values({ id: 1, reason: '' })
      .execute();
  },
};
