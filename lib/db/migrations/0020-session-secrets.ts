import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * A session keeps its row while the secret in the cookie changes; it knows when its person last proved who they
 * are, and why it ended. Until now the row was named after the secret.
 */
export const sessionSecrets: Migration = {
  async up(db: Kysely<unknown>) {
    // SQLite takes one column at a time
    const add = (column: string, type: 'text' | 'bigint') =>
      db.schema.alterTable('member_session').addColumn(column, type).execute();
    await add('secret_hash', 'text');
    await add('authenticated_at', 'bigint');
    await add('method', 'text');
    await add('agent', 'text');
    await add('ended_because', 'text');
    await sql`update member_session set secret_hash = id, authenticated_at = started_at, method = 'password',
      ended_because = case when ended_at is null then null else 'signed_out' end`.execute(db);
    await db.schema
      .createIndex('member_session_secret')
      .unique()
      .on('member_session')
      .column('secret_hash')
      .execute();
    await db.schema
      .createIndex('member_session_open')
      .on('member_session')
      .columns(['member_id', 'ended_at'])
      .execute();
  },
};
