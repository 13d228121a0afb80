import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** A lost call of a list may be made once more. */
export const secondTry: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('deletion_item').addColumn('retry_at', 'bigint').execute();
    // what the runner asks for every second
    await sql`create index deletion_item_retry on deletion_item (deletion_id, retry_at)
      where status = 'unknown' and retry_at is not null`.execute(db);
  },
};
