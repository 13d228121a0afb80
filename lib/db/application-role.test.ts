import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { attestChain } from '../audit/checkpoints.ts';
import { requestDeletion } from '../deletions/request-deletion.ts';
import { forgetStaleLists } from '../lists/forget-stale-lists.ts';
import { startTestConsole, type TestConsole } from '../testing/test-console.ts';
import { testEnv } from '../testing/test-env.ts';
import { ApplicationRoleError, grantApplicationRole } from './application-role.ts';
import { migrateIfPending, PendingMigrationsError } from './migrate.ts';
import { openEmptyRoleDatabase, openRoleDatabase, type RoleDatabase } from './testing/test-database.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A program of `scripts/` as npm runs it. */
function run(program: string, args: readonly string[], env: Readonly<Record<string, string>>) {
  return spawnSync(process.execPath, ['--conditions=react-server', `scripts/${program}`, ...args], {
    cwd: root,
    env: { ...process.env, ...testEnv(), ...env },
    encoding: 'utf8',
    timeout: 60_000,
  });
}

describe('the console with a role of its own on PostgreSQL', () => {
  let database: RoleDatabase;
  let console: TestConsole;
  const folder = mkdtempSync(join(tmpdir(), 'role-'));

  beforeAll(async () => {
    database = await openRoleDatabase();
    console = await startTestConsole('postgres', { AUDIT_CHECKPOINT_DIR: folder }, database);
  });
  afterAll(async () => {
    await console.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('makes a whole deletion, its audit and a checkpoint', async () => {
    const operator = await console.member(['operator'], ['12']);
    const campaign = console.campaign([{ called: '13800138000' }]);
    const request = await console.request(operator, campaign, { kind: 'called', called: '13800138000' });
    const asked = await requestDeletion(await console.grant('deletion:create', operator), request, 'zh-CN');
    expect(asked.ok).toBe(true);
    expect(await console.auditTypes(campaign)).toContain('deletion.completed');
    await attestChain(database.db, {
      AUDIT_SIGNING_KEY: Buffer.from(testEnv().AUDIT_SIGNING_KEY ?? '', 'base64'),
      AUDIT_CHECKPOINT_DIR: folder,
    });
    expect(await database.db.selectFrom('audit_checkpoint').select('n').execute()).toEqual([{ n: 1 }]);
  });

  it('takes in a list, and forgets it a day later', async () => {
    const operator = await console.member(['operator'], ['12']);
    await console.list(operator, ['13800138000', '13800138001']);
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 2 * 24 * 3_600_000);
    await forgetStaleLists(database.db);
    vi.restoreAllMocks();
    expect(await database.db.selectFrom('number_list').select('id').execute()).toEqual([]);
  });

  it.each([
    `update audit_event set actor_name = 'x'`,
    'delete from audit_event',
    'truncate audit_event',
    `insert into audit_event select * from audit_event on conflict (seq) do update set actor_name = 'x'`,
    'merge into audit_event a using audit_head h on a.seq = h.seq when matched then delete',
    `update audit_checkpoint set signature = 'x'`,
    'delete from audit_checkpoint',
    'truncate audit_checkpoint',
    'delete from audit_facet',
    'update audit_cut set seq = seq + 1',
    'delete from audit_cut',
    'truncate audit_cut, audit_facet',
    'delete from audit_head',
    'truncate audit_head',
    'drop table audit_event',
    'drop table audit_checkpoint cascade',
    'alter table audit_event disable trigger all',
    'alter table audit_event rename to audit_event_old',
    'alter table audit_event alter column data drop not null',
    'alter table audit_event owner to current_user',
    'drop trigger audit_event_no_change on audit_event',
    'drop trigger audit_event_no_truncate on audit_event',
    'drop trigger audit_checkpoint_no_change on audit_checkpoint',
    'drop function audit_event_refuse() cascade',
    `create or replace function audit_event_refuse() returns trigger language plpgsql as 'begin return new; end'`,
    'create trigger mine before insert on audit_event for each row execute function audit_event_refuse()',
    `create rule mine as on insert to audit_event do instead nothing`,
    'create table audit_event_mine (seq bigint)',
    'set session_replication_role = replica',
    `update kysely_migration set name = 'x'`,
    'delete from kysely_migration',
    'drop schema public cascade',
  ])('is refused by right: %s', async (statement) => {
    const before = await sql`select * from audit_event order by seq`.execute(database.db);
    // 42501: insufficient_privilege, so that no trigger had to say it
    await expect(sql.raw(statement).execute(database.db)).rejects.toMatchObject({ code: '42501' });
    expect((await sql`select * from audit_event order by seq`.execute(database.db)).rows).toEqual(
      before.rows,
    );
  });

  it('cannot give itself a right', async () => {
    // PostgreSQL answers with a warning alone
    await sql.raw('grant delete on audit_event to current_user').execute(database.db);
    await expect(sql.raw('delete from audit_event').execute(database.db)).rejects.toMatchObject({
      code: '42501',
    });
  });

  it('cannot become the owner', async () => {
    const owner = database.role.replace(/_app$/, '_owner');
    await expect(sql.raw(`set role ${owner}`).execute(database.db)).rejects.toMatchObject({ code: '42501' });
  });

  it('loses what it was given beyond', async () => {
    await sql.raw(`grant all on audit_event, audit_head to ${database.role}`).execute(database.owner);
    await grantApplicationRole(database.owner, database.role);
    await expect(sql.raw('delete from audit_head').execute(database.db)).rejects.toMatchObject({
      code: '42501',
    });
  });

  async function superuser(): Promise<string> {
    const query = sql<{ name: string }>`select rolname as name from pg_roles where rolsuper limit 1`;
    return (await query.execute(database.db)).rows[0]?.name ?? '';
  }

  it.each([
    ['that does not exist', async () => 'nobody', /no role nobody/],
    ['that is a superuser', superuser, /superuser/],
    ['that owns the tables', async () => database.role.replace(/_app$/, '_owner'), /owner of the tables/],
    [
      'that may change the audit by way of everybody',
      async () => {
        await sql`grant delete on audit_event to public`.execute(database.owner);
        return database.role;
      },
      /could change audit_event/,
    ],
  ])('is refused as a role %s', async (_what, role, message) => {
    const name = await role();
    const granting = grantApplicationRole(database.owner, name);
    await expect(granting).rejects.toThrow(message);
    await expect(granting).rejects.toBeInstanceOf(ApplicationRoleError);
    await sql`revoke delete on audit_event from public`.execute(database.owner);
  });
});

describe('a start with a role that does not own the tables', () => {
  let database: RoleDatabase;
  beforeAll(async () => {
    database = await openEmptyRoleDatabase();
  });
  afterAll(() => database.remove());

  it('stops on an empty database and names the command', () => {
    const { status, stderr } = run('worker.ts', [], { DATABASE_URL: database.url });
    expect(status).toBe(1);
    expect(stderr).toContain('npm run db:migrate -- --application-role');
    expect(stderr).not.toContain('app-secret');
  });

  it('has nothing to do once the owner has run that command', async () => {
    const migrate = run('db-migrate.ts', ['--application-role', database.role], {
      DATABASE_URL: database.ownerUrl,
    });
    expect(migrate.stderr).toBe('');
    expect(migrate.status).toBe(0);
    await migrateIfPending(database.db, 'postgres');
  });

  it('stops again when a newer version brings a migration', async () => {
    const newest = await sql<{ name: string }>`
      delete from kysely_migration where name = (select max(name) from kysely_migration) returning name`.execute(
      database.owner,
    );
    expect(newest.rows).toHaveLength(1);
    await expect(migrateIfPending(database.db, 'postgres')).rejects.toBeInstanceOf(PendingMigrationsError);
  });

  it('is not needed by the owner, who migrates at start', async () => {
    const own = await openEmptyRoleDatabase();
    await migrateIfPending(own.owner, 'postgres');
    await migrateIfPending(own.owner, 'postgres');
    expect(await own.owner.selectFrom('audit_head').select('seq').execute()).toEqual([{ seq: 0 }]);
    await own.remove();
  });
});
