import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  engines,
  openRoleDatabase,
  openTestDatabase,
  type TestDatabase,
} from '#lib/db/testing/test-database.ts';
import { logger } from '../../logger.ts';
import { testEnv } from '../../testing/test-env.ts';
import { appendAuditEvents, type NewAuditEvent } from '../append-audit-events.ts';
import { raiseAlarm } from '../audit-alarm.ts';
import { attestChain, type CheckpointEnv } from '../checkpoints.ts';
import { recordHash } from '../record-hash.ts';
import { letAuditBeChanged } from '../testing/let-audit-be-changed.ts';
import { BrokenPrefixError } from './copy-prefix.ts';
import { type AuditCut, retainAudit } from './retain-audit.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const dayMs = 24 * 3_600_000;
logger.level = 'silent';

/** One way to run it all: each engine as its tables' owner, and PostgreSQL with a role that owns nothing. */
const stages = [...engines, 'postgres with a role of its own'] as const;

describe.each(stages)('the retention of the audit (%s)', (stage) => {
  const engine = stage === 'sqlite' ? 'sqlite' : 'postgres';
  let database: TestDatabase;
  let folder: string;
  let checkpoints: string;
  let archives: string;
  let signing: CheckpointEnv;

  beforeEach(async () => {
    database =
      stage === 'sqlite' || stage === 'postgres' ? await openTestDatabase(engine) : await openRoleDatabase();
    folder = mkdtempSync(join(tmpdir(), 'retention-'));
    checkpoints = join(folder, 'checkpoints');
    archives = join(folder, 'archives');
    signing = { AUDIT_SIGNING_KEY: randomBytes(32), AUDIT_CHECKPOINT_DIR: checkpoints };
    // the database goes by its own clock: what is old has to be old by the real one
    await append(700, 400);
    await append(200, 300);
    await append(100, 100);
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await database.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Appends so many records that many days ago, and attests them. */
  async function append(count: number, daysAgo: number, event: Partial<NewAuditEvent> = {}): Promise<void> {
    const now = Date.now();
    vi.spyOn(Date, 'now').mockReturnValue(now - daysAgo * dayMs);
    const events = Array.from({ length: count }, (_, index) => ({
      type: 'access.refused',
      data: { permission: `审计 ${index}` },
      actor: null,
      correlationId: 'cor_1',
      ...event,
    })) as NewAuditEvent[];
    await database.db.transaction().execute((trx) => appendAuditEvents(trx, events));
    await attestChain(database.db, signing);
    vi.restoreAllMocks();
  }
  const attestNow = () => attestChain(database.db, signing);

  const retain = (days: number, directory: string | null = archives) =>
    retainAudit(database.db, {
      DATABASE_URL: database.url,
      AUDIT_RETENTION_DAYS: days,
      AUDIT_ARCHIVE_DIR: directory ?? undefined,
    });
  const seqs = async () => {
    const rows = await database.db.selectFrom('audit_event').select('seq').orderBy('seq').execute();
    return rows.map(({ seq }) => seq);
  };
  const archiveFile = (cut: AuditCut | undefined) => join(archives, cut?.archive?.name ?? 'none');

  interface Verdict {
    readonly status: number | null;
    readonly whole: boolean;
    readonly firstBadSeq: number | null;
    readonly findings: readonly string[];
    readonly records: number;
  }
  function run(args: readonly string[]): Verdict {
    const { AUDIT_CHECKPOINT_DIR: _, ...env } = process.env;
    const program = ['scripts/audit-verify.mjs', '--quiet', ...args];
    const { status, stdout, stderr } = spawnSync(process.execPath, program, {
      cwd: root,
      env,
      encoding: 'utf8',
    });
    if (status === 2) throw new Error(stderr);
    return { status, ...JSON.parse(stdout) };
  }
  const verify = (...files: readonly string[]) =>
    run([
      ...['--database', database.url, '--checkpoints', checkpoints],
      ...files.flatMap((file) => ['--archive', file]),
    ]);
  const verifyExport = (file: string) => run(['--export', file, '--checkpoints', checkpoints]);

  /** Lets the database keep one record, as a crash in the middle would; returns how to end it. */
  async function refuseDelete(seq: number): Promise<() => Promise<unknown>> {
    const { db } = database;
    if (engine === 'sqlite') {
      const when = `before delete on audit_event when old.seq = ${seq}`;
      await sql
        .raw(`create trigger delete_refused ${when} begin select raise(abort, 'refused by the test'); end`)
        .execute(db);
      return () => sql.raw('drop trigger delete_refused').execute(db);
    }
    await sql
      .raw(
        `create function delete_refused() returns trigger language plpgsql as
         $$ begin if old.seq = ${seq} then raise exception 'refused by the test'; end if; return old; end $$`,
      )
      .execute(db);
    await sql
      .raw(
        `create trigger delete_refused before delete on audit_event for each row execute function delete_refused()`,
      )
      .execute(db);
    return () => sql.raw('drop trigger delete_refused on audit_event').execute(db);
  }

  it('keeps everything that is younger than it has to be kept', async () => {
    expect(await retain(1_095)).toBeUndefined();
    expect(await seqs()).toHaveLength(1_000);
    expect(existsSync(archives)).toBe(false);
    expect(verify()).toMatchObject({ whole: true, records: 1_000 });
  });

  it('removes what is older up to a checkpoint, says so, and what is left verifies', async () => {
    const cut = await retain(183);
    expect(await seqs()).toEqual(Array.from({ length: 101 }, (_, index) => 901 + index));
    const record = await database.db
      .selectFrom('audit_event')
      .selectAll()
      .where('seq', '=', 1_001)
      .executeTakeFirstOrThrow();
    expect(record).toMatchObject({ type: 'audit.cut', actor_id: null });
    expect(JSON.parse(record.data)).toEqual({
      seq: 900,
      hash: (
        await database.db
          .selectFrom('audit_event')
          .select('prev_hash')
          .where('seq', '=', 901)
          .executeTakeFirst()
      )?.prev_hash,
      checkpoint: 2,
      records: 900,
      archive: {
        name: 'audit-000000000001-000000000900.jsonl',
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
      losses: [],
    });
    expect(cut).toEqual(JSON.parse(record.data));
    const facets = await database.db
      .selectFrom('audit_facet')
      .select('seq')
      .where('seq', '<=', 900)
      .execute();
    expect(facets).toEqual([]);
    expect(verify()).toMatchObject({ whole: true, records: 101 });
    // and goes on to be attested as the same chain
    await attestNow();
    const chains = await database.db.selectFrom('audit_checkpoint').select('chain').distinct().execute();
    expect(chains).toHaveLength(1);
    expect(verify()).toMatchObject({ whole: true, records: 101 });
    expect(await retain(183)).toBeUndefined();
  });

  it('has every removed record in the archive, which verifies alone and together with the database', async () => {
    const cut = await retain(183);
    const text = readFileSync(archiveFile(cut));
    expect(createHash('sha256').update(text).digest('hex')).toBe(cut?.archive?.sha256);
    expect(readdirSync(archives)).toEqual([cut?.archive?.name]);
    expect(verifyExport(archiveFile(cut))).toMatchObject({ whole: true, records: 900 });
    expect(verify(archiveFile(cut))).toMatchObject({ whole: true, records: 1_001 });
  });

  it('goes on from cut to cut, and all archives are one chain with the database', async () => {
    const cuts = [await retain(350), await retain(183)];
    expect(cuts.map((cut) => cut?.seq)).toEqual([700, 900]);
    await attestNow();
    expect(verify()).toMatchObject({ whole: true, records: 102 });
    expect(verify(...cuts.map(archiveFile))).toMatchObject({ whole: true, records: 1_002 });
    // the oldest archive may be gone: the second begins at a cut
    expect(verify(archiveFile(cuts[1]))).toMatchObject({ whole: true, records: 302 });
    expect(verify(archiveFile(cuts[0]))).toMatchObject({ whole: false, firstBadSeq: 701 });
  });

  it('removes without an archive where none is wanted', async () => {
    expect(await retain(183, null)).toMatchObject({ archive: null, records: 900 });
    expect(verify()).toMatchObject({ whole: true, records: 101 });
  });

  it.skipIf(stage === 'postgres with a role of its own')(
    'verifies while records are still being removed, and goes on with them the next time',
    async () => {
      const restore = await refuseDelete(600);
      await expect(retain(183)).rejects.toThrow('refused by the test');
      // the cut is recorded with the first slice
      expect((await seqs())[0]).toBe(501);
      expect(verify()).toMatchObject({ whole: true, records: 501 });
      const file = join(archives, 'audit-000000000001-000000000900.jsonl');
      expect(verify(file)).toMatchObject({ whole: true, records: 1_001 });
      await restore();
      expect(await retain(183)).toBeUndefined();
      expect(await seqs()).toHaveLength(101);
      expect(verify()).toMatchObject({ whole: true, records: 101 });
    },
  );

  it('removes nothing if the archive cannot be written', async () => {
    writeFileSync(archives, 'not a folder');
    await expect(retain(183)).rejects.toThrow();
    expect(await seqs()).toHaveLength(1_000);
  });

  it('waits for what a stream has not received yet', async () => {
    const stream = { target: 'file', address: '/a', digest: 'd', last_error: null } as const;
    await database.db
      .insertInto('audit_stream')
      .values({ ...stream, seq: 699 })
      .execute();
    expect(await retain(183)).toBeUndefined();
    await database.db.updateTable('audit_stream').set({ seq: 899 }).execute();
    expect(await retain(183)).toMatchObject({ seq: 700 });
    await database.db.updateTable('audit_stream').set({ address: null }).execute();
    expect(await retain(183)).toMatchObject({ seq: 900 });
  });

  it('removes nothing while the database is behind its checkpoints', async () => {
    const newest = database.db.selectFrom('audit_checkpoint').selectAll().orderBy('n', 'desc');
    await raiseAlarm(database.db, await newest.executeTakeFirstOrThrow());
    expect(await retain(183)).toBeUndefined();
  });

  it('keeps telling of acknowledged losses whose record has gone', async () => {
    const loss = { firstCheckpoint: 8, lastCheckpoint: 9, lostFrom: 5, lostTo: 4, reason: 'r' };
    const lost = { type: 'audit.alarm_acknowledged', data: loss } as Partial<NewAuditEvent>;
    // so old that both cuts are after it
    await database.remove();
    database =
      stage === 'sqlite' || stage === 'postgres' ? await openTestDatabase(engine) : await openRoleDatabase();
    rmSync(checkpoints, { recursive: true });
    await append(1, 400, lost);
    await append(1, 300);
    const first = await retain(350);
    expect(first?.losses).toMatchObject([{ seq: 1, firstCheckpoint: 8, lastCheckpoint: 9 }]);
    expect(await retain(183)).toMatchObject({ seq: 2, losses: [] });
    expect(verify()).toMatchObject({ whole: true, acknowledgedLosses: first?.losses });
  });

  it('can be asked for at once with a command, in another process', async () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--conditions=react-server', 'scripts/audit-retain.ts'],
      {
        cwd: root,
        env: {
          ...process.env,
          ...testEnv(),
          DATABASE_URL: database.url,
          AUDIT_RETENTION_DAYS: '183',
          AUDIT_ARCHIVE_DIR: archives,
          LOG_LEVEL: 'silent',
        },
        encoding: 'utf8',
      },
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('900 records are removed, up to number 900: archived as audit-');
    expect(verify()).toMatchObject({ whole: true, records: 101 });
  });

  it.each([
    ['removed', 'delete from audit_event where seq < 10'],
    ['removed though old', 'delete from audit_event where seq = 1'],
    ['taken out of the search', 'delete from audit_facet where seq = 1'],
    [
      'cut at a checkpoint that is too young',
      `insert into audit_cut (seq, hash, checkpoint_n, event_seq)
       select seq, hash, n, 1 from audit_checkpoint where n = 3`,
    ],
    [
      'cut without a record of it',
      `insert into audit_cut (seq, hash, checkpoint_n, event_seq)
       select seq, hash, n, 1 from audit_checkpoint where n = 2`,
    ],
    [
      'cut where no checkpoint is',
      `insert into audit_cut (seq, hash, checkpoint_n, event_seq)
       select seq, hash, 2, 1 from audit_event where seq = 899`,
    ],
  ])('is not %s by a statement of somebody', async (_what, statement) => {
    await expect(sql.raw(statement).execute(database.db)).rejects.toThrow();
    expect(await seqs()).toHaveLength(1_000);
  });

  it('is not cut at a checkpoint that is too young, though a record says so', async () => {
    const checkpoint = await database.db
      .selectFrom('audit_checkpoint')
      .selectAll()
      .where('n', '=', 3)
      .executeTakeFirstOrThrow();
    const said = {
      seq: 1_000,
      hash: checkpoint.hash,
      checkpoint: 3,
      records: 1_000,
      archive: null,
      losses: [],
    };
    await append(1, 0, { type: 'audit.cut', data: said });
    const cut = { seq: 1_000, hash: checkpoint.hash, checkpoint_n: 3, event_seq: 1_001 };
    await expect(database.db.insertInto('audit_cut').values(cut).execute()).rejects.toThrow('not due');
  });

  it.each([
    ['a record that is too young', 'delete from audit_event where seq = 901'],
    ['every record', 'delete from audit_event'],
    ['what a record is searched by', 'delete from audit_facet'],
    ['the cut', 'delete from audit_cut'],
    ['another cut', 'update audit_cut set seq = 1000'],
  ])('lets a cut take nothing else: %s', async (_what, statement) => {
    await retain(183);
    await expect(sql.raw(statement).execute(database.db)).rejects.toThrow();
    expect(await seqs()).toHaveLength(101);
  });

  it.runIf(stage === 'postgres with a role of its own')('never has the right to delete', async () => {
    await retain(350);
    // 42501: insufficient_privilege
    const deleting = sql.raw('delete from audit_event where seq <= 700').execute(database.db);
    await expect(deleting).rejects.toMatchObject({ code: '42501' });
    await sql.raw('select audit_remove(100000)').execute(database.db);
    expect((await seqs())[0]).toBe(701);
    // a table of its own making is not looked at instead; the documented set-up lets it make none at all
    const faking = sql.raw('create temporary table audit_cut (seq bigint)').execute(database.db);
    await expect(faking).rejects.toMatchObject({ code: '42501' });
  });
});

/** Whoever owns the database can take the triggers away, and do all of this. */
describe.each(engines)('what is no cut is found by the verifier (%s)', (engine) => {
  let database: TestDatabase;
  let folder: string;
  let signing: CheckpointEnv;

  beforeEach(async () => {
    database = await openTestDatabase(engine);
    folder = mkdtempSync(join(tmpdir(), 'retention-'));
    signing = { AUDIT_SIGNING_KEY: randomBytes(32), AUDIT_CHECKPOINT_DIR: join(folder, 'checkpoints') };
    for (const daysAgo of [400, 300, 100]) await append(100, daysAgo);
    await letAuditBeChanged(database.db, engine);
    if (engine === 'sqlite') await sql.raw('drop trigger audit_cut_is_due').execute(database.db);
    else await sql.raw('drop trigger audit_cut_is_due on audit_cut').execute(database.db);
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await database.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  async function append(count: number, daysAgo: number, event: Partial<NewAuditEvent> = {}): Promise<void> {
    const now = Date.now();
    vi.spyOn(Date, 'now').mockReturnValue(now - daysAgo * dayMs);
    const base = { type: 'access.refused', data: { permission: 'p' }, actor: null, correlationId: 'cor_1' };
    const events = Array.from({ length: count }, () => ({ ...base, ...event })) as NewAuditEvent[];
    await database.db.transaction().execute((trx) => appendAuditEvents(trx, events));
    vi.spyOn(Date, 'now').mockReturnValue(now - Math.max(0, daysAgo) * dayMs);
    await attestChain(database.db, signing);
    vi.restoreAllMocks();
  }
  const retain = () =>
    retainAudit(database.db, {
      DATABASE_URL: database.url,
      AUDIT_RETENTION_DAYS: 183,
      AUDIT_ARCHIVE_DIR: join(folder, 'archives'),
    });
  const remove = (from: number, to: number) =>
    database.db.deleteFrom('audit_event').where('seq', '>=', from).where('seq', '<=', to).execute();
  function verify(...args: readonly string[]): Record<string, unknown> {
    const program = ['scripts/audit-verify.mjs', '--quiet', '--database', database.url];
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [...program, '--checkpoints', signing.AUDIT_CHECKPOINT_DIR, ...args],
      { cwd: root, encoding: 'utf8' },
    );
    if (status === 2) throw new Error(stderr);
    return JSON.parse(stdout);
  }
  /** A record of a cut at this checkpoint, appended like any other. */
  async function sayCut(n: number, daysAgo = 0, change: object = {}): Promise<number> {
    const checkpoint = await database.db
      .selectFrom('audit_checkpoint')
      .selectAll()
      .where('n', '=', n)
      .executeTakeFirstOrThrow();
    const { seq, hash } = checkpoint;
    const data = { seq, hash, checkpoint: n, records: seq, archive: null, losses: [], ...change };
    await append(1, daysAgo, { type: 'audit.cut', data } as Partial<NewAuditEvent>);
    return seq;
  }

  it('a beginning that no record tells of', async () => {
    await remove(1, 200);
    expect(verify()).toMatchObject({ whole: false, firstBadSeq: 1 });
  });

  it('a cut at no checkpoint', async () => {
    const record = await database.db
      .selectFrom('audit_event')
      .select('hash')
      .where('seq', '=', 150)
      .executeTakeFirstOrThrow();
    await sayCut(2, 0, { seq: 150, hash: record.hash });
    await remove(1, 150);
    expect(verify()).toMatchObject({
      whole: false,
      firstBadSeq: 1,
      findings: expect.arrayContaining(['the cut of record 301 is at no checkpoint']),
    });
  });

  it.each([
    ['by the clock of its record', 0],
    ['though its record is dated a year from now', -365],
  ])('a cut that was made too early, %s', async (_what, daysAgo) => {
    await remove(1, await sayCut(3, daysAgo));
    expect(verify()).toMatchObject({ whole: false, findings: ['the cut of record 301 was made too early'] });
  });

  it('one record more than the cut has given up', async () => {
    await retain();
    expect(verify()).toMatchObject({ whole: true });
    await remove(201, 201);
    expect(verify()).toMatchObject({ whole: false, firstBadSeq: 201 });
  });

  it('a first record that was put in the place of another', async () => {
    await retain();
    const rows = await database.db.selectFrom('audit_event').selectAll().orderBy('seq').execute();
    let prev_hash = '0'.repeat(64);
    for (const { hash: _, ...row } of rows) {
      const forged = { ...row, prev_hash };
      prev_hash = recordHash(forged);
      await database.db
        .updateTable('audit_event')
        .set({ prev_hash: forged.prev_hash, hash: prev_hash })
        .where('seq', '=', row.seq)
        .execute();
    }
    await database.db.updateTable('audit_head').set({ hash: prev_hash }).execute();
    expect(verify()).toMatchObject({ whole: false, firstBadSeq: 201 });
  });

  it.each(['hash', 'seq', 'at', 'signature'])(
    'a checkpoint at the cut that was changed in its %s',
    async (name) => {
      await retain();
      const [month = ''] = readdirSync(signing.AUDIT_CHECKPOINT_DIR).filter((file) =>
        readFileSync(join(signing.AUDIT_CHECKPOINT_DIR, file), 'utf8').includes('"n":2,'),
      );
      const path = join(signing.AUDIT_CHECKPOINT_DIR, month);
      const lines = readFileSync(path, 'utf8').split('\n');
      const changed = lines.map((line) => {
        if (!line.includes('"n":2,')) return line;
        const said = JSON.parse(line);
        const other = typeof said[name] === 'number' ? said[name] - 1 : `A${said[name].slice(1)}`;
        return JSON.stringify({ ...said, [name]: other });
      });
      writeFileSync(path, changed.join('\n'));
      expect(verify()).toMatchObject({ whole: false });
    },
  );

  it('an archive that was changed, or is no archive of this audit', async () => {
    const cut = await retain();
    const path = join(folder, 'archives', cut?.archive?.name ?? '');
    expect(verify('--archive', path)).toMatchObject({ whole: true, records: 301 });
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replace('"permission\\":\\"p', '"permission\\":\\"q'));
    expect(verify('--archive', path)).toMatchObject({
      whole: false,
      firstBadSeq: 1,
      findings: expect.arrayContaining([
        `the archive ${basename(path)} is not the file of the cut of record 301`,
      ]),
    });
    const other = join(folder, 'other.jsonl');
    writeFileSync(other, text);
    expect(verify('--archive', other)).toMatchObject({ findings: ['no cut names the archive other.jsonl'] });
  });

  it('a cut without the checkpoints that could prove it', async () => {
    await retain();
    const { AUDIT_CHECKPOINT_DIR: _, ...env } = process.env;
    const program = ['scripts/audit-verify.mjs', '--quiet', '--database', database.url];
    const { stdout } = spawnSync(process.execPath, program, { cwd: root, env, encoding: 'utf8' });
    expect(JSON.parse(stdout)).toMatchObject({ whole: false, firstBadSeq: 1 });
  });

  it('a record that was changed is not removed, but kept as what it is', async () => {
    await database.db.updateTable('audit_event').set({ actor_name: '王强' }).where('seq', '=', 42).execute();
    await expect(retain()).rejects.toBeInstanceOf(BrokenPrefixError);
    expect(readdirSync(join(folder, 'archives'))).toEqual([]);
    expect(verify()).toMatchObject({ whole: false, firstBadSeq: 42 });
  });
});
