// Fills an empty database with a chain of realistic records, as if years of work had passed: for measurements alone.
import { createHash } from 'node:crypto';
import { chmodSync, closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import pg from 'pg';
import { genesisHash, recordHash } from '#lib/audit/record-hash.ts';
import { engineOf, openDatabase } from '#lib/db/client.ts';
import { migrateToLatest } from '#lib/db/migrate.ts';
import { auditSearch } from '#lib/db/migrations/0009-audit-search.ts';
import type { AuditEventTable } from '#lib/db/schema.ts';

const yearsMs = 3 * 365 * 86_400_000;
const members = 200;
const campaigns = 500;
const inOneGo = 50_000;

type Unchained = Omit<AuditEventTable, 'seq' | 'at' | 'prev_hash' | 'hash'>;

const id = (prefix: string, n: number) => `${prefix}_${n.toString(32).padStart(26, '0')}`;
const hex = (text: string) => createHash('sha256').update(text).digest('hex');
/** Few are frequent, most are rare. */
const skewed = (n: number, of: number) =>
  Math.floor((((n * 2_654_435_761) % 4_294_967_296) / 4_294_967_296) ** 3 * of);

interface SeedDeletion {
  readonly n: number;
  readonly member: number;
  readonly campaign: number;
  readonly items: number;
  readonly ticket: string;
}

function deletionOf(n: number): SeedDeletion {
  return {
    n,
    member: skewed(n, members),
    campaign: skewed(n * 7 + 3, campaigns),
    // most name one number, some are lists
    items: n % 12 === 0 ? 400 : 1,
    ticket: n % 3 === 0 ? '' : `INC${String(n).padStart(7, '0')}`,
  };
}

function* recordsOf(deletion: SeedDeletion): Generator<Unchained> {
  const { n, member, campaign, items, ticket } = deletion;
  const own = {
    version: 1,
    actor_id: id('mem', member),
    actor_name: `成员 ${member}`,
    actor_roles: 'operator',
    session_id: hex(`session ${member} ${n >> 4}`),
    address: `192.0.2.${member}`,
    correlation_id: id('cor', n),
    vdn_id: 12 + (campaign % 2),
    campaign_id: String(100_000 + campaign),
    deletion_id: id('del', n),
    item_id: null,
  };
  const nobody = { actor_id: null, actor_name: null, actor_roles: '', session_id: null, address: null };
  const digest = hex(`digest ${n}`);
  const criterion = (item: number) => ({
    kind: 'called',
    value: `138****${String(item % 10_000).padStart(4, '0')}`,
    hmac: hex(`value ${n} ${item}`),
    mode: null,
    date: null,
    time: null,
  });
  const signIn = {
    ...own,
    correlation_id: id('cor', n + 1e9),
    vdn_id: null,
    campaign_id: null,
    deletion_id: null,
  };
  yield { ...signIn, type: 'session.started', data: JSON.stringify({ method: 'password' }) };
  yield {
    ...own,
    type: 'deletion.requested',
    version: 2,
    data: JSON.stringify({
      campaignName: `信用卡回访 ${campaign}`,
      criterion: items > 1 ? { ...criterion(0), kind: 'called_list', value: '', hmac: digest } : criterion(0),
      archiveHistory: 1,
      reason: { category: 'consent_withdrawn', text: '客户来电要求', ticket },
      preview: { status: 3, leftToCall: 4_120, scope: 'campaign', readAt: 1_790_000_000_000 },
      digest,
      items,
      pauseAfter: null,
      repeatOf: null,
    }),
  };
  yield {
    ...own,
    type: 'deletion.confirmed',
    data: JSON.stringify({ digest, typedDigits: items > 100, goesOnWithNothing: false }),
  };
  for (let item = 0; item < items; item += 1) {
    const item_id = id('itm', n * 1_000 + item);
    yield {
      ...own,
      item_id,
      type: 'call.intended',
      data: JSON.stringify({
        attempt: 1,
        fence: n % 90,
        criterion: criterion(item),
        archiveHistory: 1,
        digest,
      }),
    };
    const outcome =
      (n + item) % 500 === 0
        ? 'unknown'
        : (n + item) % 60 === 0
          ? 'rejected'
          : (n + item) % 7 === 0
            ? 'nothing_matched'
            : 'deleted';
    yield {
      ...own,
      item_id,
      type: 'call.answered',
      data: JSON.stringify({
        attempt: 1,
        fence: n % 90,
        outcome,
        successCount: outcome === 'deleted' ? 1 : outcome === 'nothing_matched' ? 0 : null,
        resultCode: outcome === 'unknown' ? null : outcome === 'rejected' ? '0200006' : '0200000',
        resultDesc: outcome === 'unknown' ? null : '成功',
        httpStatus: 200,
        unknownReason: outcome === 'unknown' ? 'timeout' : null,
        notSentBecause: null,
        excerpt: null,
        detail: null,
        latencyMs: 20 + (item % 30),
      }),
    };
  }
  yield {
    ...own,
    ...nobody,
    type: 'deletion.completed',
    data: JSON.stringify({ outcomes: { deleted: items } }),
  };
}

/** `count` chained records, oldest first, and their deletions through `onDeletion`. */
function* chainOf(count: number, onDeletion: (deletion: SeedDeletion) => void): Generator<AuditEventTable> {
  const beganAt = Date.now() - yearsMs;
  let [seq, prev_hash] = [0, genesisHash];
  for (let n = 1; ; n += 1) {
    const deletion = deletionOf(n);
    onDeletion(deletion);
    for (const record of recordsOf(deletion)) {
      seq += 1;
      const linked = {
        ...record,
        seq,
        at: beganAt + Math.floor((seq / count) * (yearsMs - 60_000)),
        prev_hash,
      };
      prev_hash = recordHash(linked);
      yield { ...linked, hash: prev_hash };
      if (seq === count) return;
    }
  }
}

function deletionRow({ n, member, campaign, items, ticket }: SeedDeletion) {
  return {
    id: id('del', n),
    requester_id: id('mem', member),
    session_id: hex(`session ${member} ${n >> 4}`),
    correlation_id: id('cor', n),
    idempotency_key: id('key', n),
    content_hash: hex(`content ${n}`),
    is_open: 0,
    vdn_id: 12 + (campaign % 2),
    campaign_id: String(100_000 + campaign),
    campaign_name: `信用卡回访 ${campaign}`,
    criterion_kind: items > 1 ? ('called_list' as const) : ('called' as const),
    criterion_value: items > 1 ? '' : '138****0000',
    criterion_mode: null,
    criterion_date: null,
    criterion_time: null,
    archive_history: 1,
    reason_category: 'consent_withdrawn' as const,
    reason_text: '',
    ticket,
    preview_status: 3,
    preview_left_to_call: 4_120,
    preview_scope: 'campaign' as const,
    preview_read_at: 0,
    digest: hex(`digest ${n}`),
    locale: 'zh-CN',
    items,
    list_digest: null,
    pause_after: null,
    status: 'completed' as const,
    stop_reason: null,
    created_at: 0,
    finished_at: 0,
  };
}

const columns = [
  'seq',
  'at',
  'type',
  'version',
  'actor_id',
  'actor_name',
  'actor_roles',
  'session_id',
  'address',
  'correlation_id',
  'vdn_id',
  'campaign_id',
  'deletion_id',
  'item_id',
  'data',
  'prev_hash',
  'hash',
] as const;

/** Stores `batch` as fast as the engine can; nothing here has to survive a crash. */
function writerFor(url: string): {
  write(batch: readonly AuditEventTable[]): Promise<void>;
  end(): Promise<void>;
} {
  if (engineOf(url) === 'sqlite') {
    const database = new DatabaseSync(url.slice('file:'.length));
    database.exec('pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -500000');
    const insert = database.prepare(
      `insert into audit_event (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`,
    );
    return {
      async write(batch) {
        database.exec('begin');
        for (const record of batch) insert.run(...columns.map((column) => record[column]));
        database.exec('commit');
      },
      async end() {
        database.exec('pragma journal_mode = wal');
        database.close();
      },
    };
  }
  // the server reads the file itself: loopback alone
  const folder = mkdtempSync(join(tmpdir(), 'seed-'));
  chmodSync(folder, 0o755);
  const path = join(folder, 'records.csv');
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  const cell = (value: string | number | null) =>
    value === null ? '' : typeof value === 'number' ? String(value) : `"${value.replaceAll('"', '""')}"`;
  return {
    async write(batch) {
      const file = openSync(path, 'w', 0o644);
      writeSync(
        file,
        batch.map((record) => columns.map((column) => cell(record[column])).join(',')).join('\n'),
      );
      closeSync(file);
      await pool.query(`copy audit_event (${columns.join(', ')}) from '${path}' with (format csv)`);
    },
    async end() {
      await pool.end();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Fills the empty database behind `url` with `count` records; indexes and facets are made afterwards. */
export async function seedAudit(url: string, count: number, say: (text: string) => void): Promise<void> {
  const engine = engineOf(url);
  const db = openDatabase(url);
  await migrateToLatest(db, engine);
  for (let n = 0; n < members; n += 1) {
    await db
      .insertInto('member')
      .values({
        id: id('mem', n),
        username: `seed${n}`,
        name: `成员 ${n}`,
        password_hash: '-',
        status: 'disabled',
        created_at: 0,
      })
      .execute();
  }
  const on = engine === 'postgres' ? ' on audit_event' : '';
  const searched = [
    'at',
    'type',
    'correlation_id',
    'actor_id',
    'campaign_id',
    'vdn_id',
    'deletion_id',
    'item_id',
  ];
  const undo = [
    `drop trigger audit_event_facets${on}`,
    'drop table audit_facet',
    ...(engine === 'postgres'
      ? ['drop function audit_event_facets()', 'drop function audit_facet_refuse()']
      : []),
    ...searched.map((column) => `drop index audit_event_by_${column}`),
  ];
  for (const statement of undo) await sql.raw(statement).execute(db);
  const writer = writerFor(url);
  let deletions: SeedDeletion[] = [];
  const storeDeletions = async () => {
    for (let at = 0; at < deletions.length; at += 500) {
      await db
        .insertInto('deletion')
        .values(deletions.slice(at, at + 500).map(deletionRow))
        .execute();
    }
    deletions = [];
  };
  let batch: AuditEventTable[] = [];
  let last: AuditEventTable | undefined;
  const flush = async () => {
    await storeDeletions();
    await writer.write(batch);
    last = batch.at(-1) ?? last;
    batch = [];
    say(`${last?.seq} records`);
  };
  for (const record of chainOf(count, (deletion) => deletions.push(deletion))) {
    batch.push(record);
    if (batch.length === inOneGo) await flush();
  }
  if (batch.length > 0) await flush();
  await writer.end();
  say('indexes and facets');
  if (engine === 'sqlite') await sql`pragma cache_size = -2000000`.execute(db);
  await db.transaction().execute((trx) => auditSearch(engine).up(trx));
  await db
    .updateTable('audit_head')
    .set({ seq: last?.seq ?? 0, hash: last?.hash ?? genesisHash })
    .where('id', '=', 1)
    .execute();
  if (engine === 'postgres') await sql`analyze`.execute(db);
  await db.destroy();
}

if (import.meta.main) {
  const [url = '', count = '1000000'] = process.argv.slice(2);
  await seedAudit(url, Number(count), (text) => process.stderr.write(`\r${text}          `));
}
