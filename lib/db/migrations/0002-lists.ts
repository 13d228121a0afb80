import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Lists of numbers between the upload and the deletion they become, and what a deletion of one keeps. */
export const lists: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('number_list')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('member_id', 'text', (column) => column.notNull().references('member.id'))
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('status', 'text', (column) => column.notNull())
      .addColumn('accepted', 'integer', (column) => column.notNull())
      .addColumn('report', 'text', (column) => column.notNull())
      .addColumn('digest', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('number_list_row')
      .addColumn('item_id', 'text', (column) => column.primaryKey())
      .addColumn('list_id', 'text', (column) => column.notNull().references('number_list.id'))
      .addColumn('position', 'integer', (column) => column.notNull())
      .addColumn('value_mask', 'text', (column) => column.notNull())
      .addColumn('value_hmac', 'text', (column) => column.notNull())
      .addColumn('value_sealed', 'text', (column) => column.notNull())
      .addUniqueConstraint('number_list_row_position', ['list_id', 'position'])
      .execute();
    await db.schema
      .createTable('number_list_refusal')
      .addColumn('list_id', 'text', (column) => column.notNull().references('number_list.id'))
      .addColumn('position', 'integer', (column) => column.notNull())
      .addColumn('line', 'integer', (column) => column.notNull())
      .addColumn('reason', 'text', (column) => column.notNull())
      .addColumn('excerpt', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('number_list_refusal_pk', ['list_id', 'position'])
      .execute();
    await db.schema
      .alterTable('deletion')
      .addColumn('items', 'integer', (column) => column.notNull().defaultTo(1))
      .execute();
    await db.schema.alterTable('deletion').addColumn('list_digest', 'text').execute();
    // a page of items by outcome, and whether any is left, without reading the others
    await db.schema
      .createIndex('deletion_item_by_status')
      .on('deletion_item')
      .columns(['deletion_id', 'status', 'position'])
      .execute();
    // the calls of a campaign of late
    await db.schema
      .createIndex('deletion_item_by_campaign')
      .on('deletion_item')
      .columns(['vdn_id', 'campaign_id', 'sent_at'])
      .execute();
    // what the runner asks for every second
    await sql`create index deletion_item_sent on deletion_item (status) where status = 'sent'`.execute(db);
    await sql`create index deletion_item_unknown on deletion_item (vdn_id, campaign_id) where status = 'unknown'`.execute(
      db,
    );
    await sql`create index deletion_open on deletion (vdn_id, campaign_id, status) where is_open = 1`.execute(
      db,
    );
  },
};
