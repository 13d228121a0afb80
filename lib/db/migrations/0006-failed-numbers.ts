import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Numbers of a list that were not deleted are kept for a while, to be repeated. */
export const failedNumbers: Migration = {
  async up(db: Kysely<unknown>) {
    // which numbers are still kept, in their order, without reading the wiped ones
    await sql`create index deletion_item_kept on deletion_item (deletion_id, position, status) where value_sealed is not null and status in ('rejected', 'cancelled')`.execute(
      db,
    );
    await db.schema.alterTable('number_list').addColumn('repeat_of', 'text').execute();
  },
};
