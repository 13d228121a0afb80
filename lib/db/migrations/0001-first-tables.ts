import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { genesisHash } from '../../audit/record-hash.ts';
import type { Engine } from '../client.ts';
import { postgresAppendOnly } from '../dialects/postgres.ts';
import { sqliteAppendOnly } from '../dialects/sqlite.ts';

/** Members, deletions, lanes and the audit chain. */
export function firstTables(engine: Engine): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('member')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('username', 'text', (column) => column.notNull().unique())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('password_hash', 'text', (column) => column.notNull())
        .addColumn('status', 'text', (column) =>
          column.notNull().check(sql`status in ('active', 'disabled')`),
        )
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .execute();
      await db.schema
        .createTable('member_role')
        .addColumn('member_id', 'text', (column) => column.notNull().references('member.id'))
        .addColumn('role', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('member_role_pk', ['member_id', 'role'])
        .execute();
      await db.schema
        .createTable('member_scope')
        .addColumn('member_id', 'text', (column) => column.notNull().references('member.id'))
        .addColumn('vdn_id', 'integer', (column) => column.notNull())
        .addColumn('campaign_id', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('member_scope_pk', ['member_id', 'vdn_id', 'campaign_id'])
        .execute();
      await db.schema
        .createTable('member_session')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('member_id', 'text', (column) => column.notNull().references('member.id'))
        .addColumn('started_at', 'bigint', (column) => column.notNull())
        .addColumn('last_seen_at', 'bigint', (column) => column.notNull())
        .addColumn('ended_at', 'bigint')
        .addColumn('address', 'text')
        .execute();
      await createDeletionTables(db);
      await createAuditTables(db);
      for (const statement of engine === 'sqlite' ? sqliteAppendOnly : postgresAppendOnly) {
        await sql.raw(statement).execute(db);
      }
    },
  };
}

async function createDeletionTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('deletion')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('requester_id', 'text', (column) => column.notNull().references('member.id'))
    .addColumn('session_id', 'text', (column) => column.notNull())
    .addColumn('correlation_id', 'text', (column) => column.notNull())
    .addColumn('idempotency_key', 'text', (column) => column.notNull())
    .addColumn('content_hash', 'text', (column) => column.notNull())
    .addColumn('is_open', 'integer', (column) => column.notNull())
    .addColumn('vdn_id', 'integer', (column) => column.notNull())
    .addColumn('campaign_id', 'text', (column) => column.notNull())
    .addColumn('campaign_name', 'text', (column) => column.notNull())
    .addColumn('criterion_kind', 'text', (column) => column.notNull())
    .addColumn('criterion_value', 'text', (column) => column.notNull())
    .addColumn('criterion_mode', 'text')
    .addColumn('criterion_date', 'text')
    .addColumn('criterion_time', 'text')
    .addColumn('archive_history', 'integer', (column) =>
      column.notNull().check(sql`archive_history in (0, 1)`),
    )
    .addColumn('reason_category', 'text', (column) => column.notNull())
    .addColumn('reason_text', 'text', (column) => column.notNull())
    .addColumn('ticket', 'text', (column) => column.notNull())
    .addColumn('preview_status', 'integer', (column) => column.notNull())
    .addColumn('preview_left_to_call', 'bigint')
    .addColumn('preview_scope', 'text', (column) => column.notNull())
    .addColumn('preview_read_at', 'bigint', (column) => column.notNull())
    .addColumn('digest', 'text', (column) => column.notNull())
    .addColumn('locale', 'text', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('stop_reason', 'text')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('finished_at', 'bigint')
    .addUniqueConstraint('deletion_idempotency', ['requester_id', 'idempotency_key'])
    .execute();
  // Two tabs, two keys, the same content: while the first has not ended, the second cannot begin.
  await sql`create unique index deletion_open_content on deletion (requester_id, content_hash) where is_open = 1`.execute(
    db,
  );
  await db.schema
    .createTable('deletion_item')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('deletion_id', 'text', (column) => column.notNull().references('deletion.id'))
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('vdn_id', 'integer', (column) => column.notNull())
    .addColumn('campaign_id', 'text', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('value_mask', 'text', (column) => column.notNull())
    .addColumn('value_hmac', 'text')
    .addColumn('value_sealed', 'text')
    .addColumn('fence', 'bigint')
    .addColumn('sent_at', 'bigint')
    .addColumn('answered_at', 'bigint')
    .addColumn('success_count', 'bigint')
    .addColumn('result_code', 'text')
    .addColumn('result_desc', 'text')
    .addColumn('unknown_reason', 'text')
    .addColumn('settled_by', 'text')
    .addColumn('settle_attempts', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('settle_at', 'bigint')
    .addUniqueConstraint('deletion_item_position', ['deletion_id', 'position'])
    .execute();
  // What the runner looks for: waiting and sent items of a lane, unknown ones that are due.
  await sql`create index deletion_item_work on deletion_item (vdn_id, campaign_id, status) where status in ('pending', 'sent')`.execute(
    db,
  );
  await sql`create index deletion_item_settle on deletion_item (settle_at) where status = 'unknown'`.execute(
    db,
  );
  await db.schema
    .createIndex('deletion_by_requester')
    .on('deletion')
    .columns(['requester_id', 'id'])
    .execute();
  await db.schema
    .createTable('lane')
    .addColumn('vdn_id', 'integer', (column) => column.notNull())
    .addColumn('campaign_id', 'text', (column) => column.notNull())
    .addColumn('holder', 'text')
    .addColumn('fence', 'bigint', (column) => column.notNull())
    .addColumn('beat', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('lane_pk', ['vdn_id', 'campaign_id'])
    .execute();
}

async function createAuditTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('audit_event')
    .addColumn('seq', 'bigint', (column) => column.primaryKey())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('type', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('actor_id', 'text')
    .addColumn('actor_name', 'text')
    .addColumn('actor_roles', 'text', (column) => column.notNull())
    .addColumn('session_id', 'text')
    .addColumn('address', 'text')
    .addColumn('correlation_id', 'text', (column) => column.notNull())
    .addColumn('vdn_id', 'integer')
    .addColumn('campaign_id', 'text')
    .addColumn('deletion_id', 'text')
    .addColumn('item_id', 'text')
    .addColumn('data', 'text', (column) => column.notNull())
    .addColumn('prev_hash', 'text', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('audit_head')
    .addColumn('id', 'integer', (column) => column.primaryKey().check(sql`id = 1`))
    .addColumn('seq', 'bigint', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .execute();
  await sql`insert into audit_head (id, seq, hash) values (1, 0, ${genesisHash})`.execute(db);
}
