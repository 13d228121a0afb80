import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** A filtered page of deletions, newest first, without reading those that it leaves out. */
export const deletionFilters: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.createIndex('deletion_by_status').on('deletion').columns(['status', 'id']).execute();
    await db.schema
      .createIndex('deletion_by_campaign')
      .on('deletion')
      .columns(['campaign_id', 'id'])
      .execute();
    // whose deletions of which campaigns there are, from the index alone
    await db.schema
      .createIndex('deletion_by_requester_scope')
      .on('deletion')
      .columns(['requester_id', 'vdn_id', 'campaign_id'])
      .execute();
    await sql`create index deletion_item_unknown_of on deletion_item (deletion_id) where status = 'unknown'`.execute(
      db,
    );
  },
};
