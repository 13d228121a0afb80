import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Invitations, tries of sign-ins, and second factors of local members. */
export const localAccounts: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('member_invitation')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('member_id', 'text', (column) => column.notNull().references('member.id'))
      .addColumn('token_hash', 'text', (column) => column.notNull().unique())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('expires_at', 'bigint', (column) => column.notNull())
      .addColumn('used_at', 'bigint')
      .execute();
    await db.schema
      .createTable('sign_in_try')
      .addColumn('key', 'text', (column) => column.primaryKey())
      .addColumn('tries', 'integer', (column) => column.notNull())
      .addColumn('last_at', 'bigint', (column) => column.notNull())
      .addColumn('blocked_until', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('member_totp')
      .addColumn('member_id', 'text', (column) => column.primaryKey().references('member.id'))
      .addColumn('secret_sealed', 'text', (column) => column.notNull())
      .addColumn('confirmed_at', 'bigint')
      .addColumn('last_step', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('member_recovery_code')
      .addColumn('member_id', 'text', (column) => column.notNull().references('member.id'))
      .addColumn('code_hash', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('member_recovery_code_pk', ['member_id', 'code_hash'])
      .execute();
  },
};
