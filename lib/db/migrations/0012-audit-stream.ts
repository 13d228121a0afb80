import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** How far the audit was received where it is streamed to. */
export const auditStream: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('audit_stream')
      .addColumn('target', 'text', (column) => column.primaryKey())
      .addColumn('address', 'text')
      .addColumn('digest', 'text', (column) => column.notNull())
      .addColumn('seq', 'bigint', (column) => column.notNull())
      .addColumn('last_error', 'text')
      .execute();
  },
};
