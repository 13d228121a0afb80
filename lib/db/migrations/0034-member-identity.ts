import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Whom a provider of single sign-on knows a member as; both or neither. */
export const memberIdentity: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('member').addColumn('issuer', 'text').execute();
    await db.schema.alterTable('member').addColumn('subject', 'text').execute();
    await db.schema
      .createIndex('member_identity')
      .unique()
      .on('member')
      .columns(['issuer', 'subject'])
      .execute();
  },
};
