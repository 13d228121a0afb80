import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { engineOf, openDatabase } from '../db/client.ts';
import { migrateToLatest } from '../db/migrate.ts';
import { startPostgres } from '../db/testing/postgres-server.ts';
import { openRoleDatabase, openTestDatabase, type TestDatabase } from '../db/testing/test-database.ts';
import { requestDeletion } from '../deletions/request-deletion.ts';
import { startTestConsole, type TestCampaign, type TestConsole } from '../testing/test-console.ts';

/** A database that can be made unable to take audit records, and to take them again. */
interface Breakable extends TestDatabase {
  /** Returns how to mend it. */
  fail(): Promise<() => Promise<void>>;
}

const pathOf = (url: string) => url.slice('file:'.length);

async function readOnly(): Promise<Breakable> {
  const database = await openTestDatabase('sqlite');
  const set = (is: 'on' | 'off') => sql.raw(`pragma query_only = ${is}`).execute(database.db);
  return {
    ...database,
    async fail() {
      await set('on');
      return async () => void (await set('off'));
    },
  };
}

async function overQuota(): Promise<Breakable> {
  const directory = mkdtempSync(join(tmpdir(), 'quota-'));
  const path = join(directory, 'console.db');
  // A page is smaller than an audit record, so that each record takes a new one: none fits into the rest of a page.
  const file = new DatabaseSync(path);
  file.exec('pragma page_size = 512; create table stuffing (filling blob)');
  file.close();
  const url = `file:${path}`;
  const db = openDatabase(url);
  await migrateToLatest(db, engineOf(url));
  const allow = (pages: number) => sql.raw(`pragma max_page_count = ${pages}`).execute(db);
  return {
    db,
    url,
    engine: 'sqlite',
    async fail() {
      // not fewer than there are; those that are free are taken next
      await allow(1);
      for (let isFull = false; !isFull; ) {
        isFull = await sql`insert into stuffing values (zeroblob(400))`.execute(db).then(
          () => false,
          () => true,
        );
      }
      return async () => void (await allow(1_000_000));
    },
    async remove() {
      await db.destroy();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function lockedByAnother(): Promise<Breakable> {
  const database = await openTestDatabase('sqlite');
  return {
    ...database,
    async fail() {
      const other = new DatabaseSync(pathOf(database.url));
      for (;;) {
        try {
          other.exec('begin immediate');
          break;
        } catch {
          // somebody writes just now
        }
      }
      return async () => other.close();
    },
  };
}

/** A small file system of its own, on which files can take all the room there is. */
function smallFileSystem(megabytes: number): { path: string; fill(): void; empty(): void; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'small-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0777`, 'small', path]);
  const stuffing = join(path, 'stuffing');
  return {
    path,
    fill() {
      const { bavail, bsize } = statfsSync(path);
      writeFileSync(stuffing, Buffer.alloc(bavail * bsize));
    },
    empty: () => rmSync(stuffing),
    remove() {
      execFileSync('umount', [path]);
      rmSync(path, { recursive: true, force: true });
    },
  };
}

/** Only root may mount, and not in every container. */
function mayMount(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  try {
    smallFileSystem(1).remove();
    return true;
  } catch {
    return false;
  }
}

async function fullDisk(): Promise<Breakable> {
  const disk = smallFileSystem(16);
  const url = `file:${join(disk.path, 'console.db')}`;
  const db = openDatabase(url);
  await migrateToLatest(db, engineOf(url));
  return {
    db,
    url,
    engine: 'sqlite',
    async fail() {
      // what stands in the log may be written over: it goes into the database first
      await sql`pragma wal_checkpoint(truncate)`.execute(db);
      disk.fill();
      return async () => disk.empty();
    },
    async remove() {
      await db.destroy();
      disk.remove();
    },
  };
}

async function rightRevoked(): Promise<Breakable> {
  const database = await openRoleDatabase();
  const set = (words: string) =>
    sql.raw(`${words.replace('ROLE', `"${database.role}"`)}`).execute(database.owner);
  return {
    ...database,
    async fail() {
      await set('revoke insert on audit_event from ROLE');
      return async () => void (await set('grant insert on audit_event to ROLE'));
    },
  };
}

async function lockedTable(): Promise<Breakable> {
  const database = await openTestDatabase('postgres');
  return {
    ...database,
    async fail() {
      const other = new pg.Client({ connectionString: database.url });
      await other.connect();
      await other.query('begin; lock table audit_event in access exclusive mode');
      return () => other.end();
    },
  };
}

async function stopped(): Promise<Breakable> {
  const server = await startPostgres({ isDurable: true });
  const url = `${server.url}/postgres`;
  const db = openDatabase(url);
  await migrateToLatest(db, 'postgres');
  return {
    db,
    url,
    engine: 'postgres',
    fail: () => server.halt(),
    async remove() {
      await db.destroy();
      await server.stop();
    },
  };
}

const called = '13800138000';
const numbers = Array.from({ length: 12 }, (_, index) => `137001370${10 + index}`);

describe.each<[string, () => Promise<Breakable>, boolean]>([
  ['SQLite, opened read-only', readOnly, true],
  ['SQLite, over its quota of pages', overQuota, true],
  ['SQLite, locked by another process', lockedByAnother, true],
  ['SQLite, on a full disk (a mounted file system: root alone may)', fullDisk, mayMount()],
  ['PostgreSQL, its right revoked', rightRevoked, true],
  ['PostgreSQL, the table locked', lockedTable, true],
  ['PostgreSQL, stopped', stopped, true],
])('an audit that cannot be written: %s', (_, open, isPossible) => {
  let console: TestConsole;
  let mend: (() => Promise<void>) | undefined;

  afterEach(async () => {
    await mend?.();
    mend = undefined;
    await console?.stop();
  });

  const deletesOf = ({ campaignId }: TestCampaign) => console.simulator.ledger({ campaignId }).deletes;

  it.skipIf(!isPossible)(
    'lets no deletion be asked for and no call of a running list be made; afterwards all goes on by itself',
    async () => {
      const database = await open();
      console = await startTestConsole(database.engine, {}, database);
      console.runner.start();
      const operator = await console.member(['operator'], ['12']);
      const single = console.campaign([{ called }]);
      const grant = await console.grant('deletion:create', operator);
      const wanted = await console.request(operator, single, { kind: 'called', called });

      const campaign = console.campaign(numbers.map((each) => ({ called: each })));
      const { campaignId } = campaign;
      console.simulator.setFaults([{ kind: 'latency', ms: 40, times: 'always', campaignId }]);
      const list = await console.list(operator, numbers);
      const begun = await requestDeletion(
        grant,
        await console.request(
          operator,
          campaign,
          { kind: 'called_list', listId: list.id },
          { confirmation: { typedDigits: String(numbers.length) } },
        ),
        'zh-CN',
      );
      if (!begun.ok) throw new Error(begun.code);
      await expect.poll(() => deletesOf(campaign).length, { interval: 5 }).toBeGreaterThan(1);

      mend = await database.fail();
      expect(await requestDeletion(grant, wanted, 'zh-CN')).toMatchObject({ code: 'audit_unavailable' });
      expect(deletesOf(single)).toEqual([]);
      // an intent that was committed before may still be sent; none is committed any more, as the numbers tell below
      await expect
        .poll(() => deletesOf(campaign).every((each) => each.finishedAt !== null), { timeout: 10_000 })
        .toBe(true);
      const made = deletesOf(campaign).length;
      expect(made).toBeLessThan(numbers.length);

      await mend();
      mend = undefined;
      await expect.poll(() => deletesOf(campaign).length, { timeout: 60_000 }).toBe(numbers.length);
      expect(deletesOf(campaign).map((each) => JSON.parse(each.body).called)).toEqual(numbers);
      expect(await requestDeletion(grant, wanted, 'zh-CN')).toMatchObject({ ok: true });
      expect(deletesOf(single)).toHaveLength(1);
    },
    180_000,
  );
});
