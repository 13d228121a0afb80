import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Runs of the verifier that somebody asked for, with how far they came and what they found. */
export const auditVerifications: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('audit_verification')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('started_by', 'text', (column) => column.notNull().references('member.id'))
      .addColumn('started_at', 'bigint', (column) => column.notNull())
      .addColumn('seen_at', 'bigint', (column) => column.notNull())
      .addColumn('read', 'bigint', (column) => column.notNull())
      .addColumn('total', 'bigint', (column) => column.notNull())
      .addColumn('is_open', 'integer', (column) => column.notNull())
      .addColumn('result', 'text')
      .addColumn('verdict', 'text')
      .execute();
    await sql`create unique index audit_verification_open on audit_verification (is_open) where is_open = 1`.execute(
      db,
    );
  },
};
