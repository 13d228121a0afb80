import { execFile, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { engines, openTestDatabase, type TestDatabase } from '#lib/db/testing/test-database.ts';
import type { AuditEventTable } from '../db/schema.ts';
import { appendAuditEvents, type NewAuditEvent } from './append-audit-events.ts';
import { attestChain } from './checkpoints.ts';
import { recordHash } from './record-hash.ts';
import { letAuditBeChanged } from './testing/let-audit-be-changed.ts';

const records = 10_000;
const minuteMs = 60_001;
/** Records after which the chain is attested. */
const attestedAt = [1, 4_000, 7_000, records] as const;
const victim = 5_000;

const root = fileURLToPath(new URL('../..', import.meta.url));

interface Verdict {
  readonly whole: boolean;
  readonly firstBadSeq: number | null;
  readonly findings: readonly string[];
  readonly records: number;
  readonly checkpoints: number;
}

describe.each(engines)('the verifier of the audit (%s)', (engine) => {
  let database: TestDatabase;
  const folder = mkdtempSync(join(tmpdir(), 'verify-'));
  const directory = join(folder, 'checkpoints');
  const env = { AUDIT_SIGNING_KEY: randomBytes(32), AUDIT_CHECKPOINT_DIR: directory };
  let undo: (() => Promise<void>) | undefined;

  const event = (at: number): NewAuditEvent => ({
    type: 'access.refused',
    data: { permission: `审计 ${at}` },
    actor: { id: `mem_${at % 7}`, name: '李娜', roles: ['operator'], sessionId: 'ses_1', address: null },
    correlationId: `cor_${at}`,
    subject: { vdnId: 12, campaignId: '146', deletionId: 'del_1', itemId: `itm_${at}` },
  });
  const append = async (from: number, to: number) => {
    for (let at = from; at <= to; at += 500) {
      const events = Array.from({ length: Math.min(500, to - at + 1) }, (_, index) => event(at + index));
      await database.db.transaction().execute((trx) => appendAuditEvents(trx, events));
    }
  };

  beforeAll(async () => {
    database = await openTestDatabase(engine);
    let before = 0;
    for (const [index, seq] of attestedAt.entries()) {
      await append(before + 1, seq);
      vi.spyOn(Date, 'now').mockReturnValue(Date.UTC(2026, 10, 23, 8) + index * minuteMs);
      await attestChain(database.db, env);
      before = seq;
    }
    vi.restoreAllMocks();
    await letAuditBeChanged(database.db, engine);
  });
  afterEach(async () => {
    await undo?.();
    undo = undefined;
  });
  afterAll(async () => {
    await database.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  function verify(url = database.url): Verdict & { readonly status: number | null } {
    const args = ['scripts/audit-verify.mjs', '--quiet', '--database', url, '--checkpoints', directory];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
    if (status === 2) throw new Error(stderr);
    return { status, ...JSON.parse(stdout) };
  }

  const rowOf = (seq: number) =>
    database.db.selectFrom('audit_event').selectAll().where('seq', '=', seq).executeTakeFirstOrThrow();
  const rowsFrom = (seq: number) =>
    database.db.selectFrom('audit_event').selectAll().where('seq', '>=', seq).orderBy('seq').execute();
  const remove = (from: number, to = from) =>
    database.db.deleteFrom('audit_event').where('seq', '>=', from).where('seq', '<=', to).execute();
  const insert = async (rows: readonly AuditEventTable[]) => {
    for (let at = 0; at < rows.length; at += 500) {
      await database.db
        .insertInto('audit_event')
        .values(rows.slice(at, at + 500))
        .execute();
    }
  };
  const setHead = ({ seq, hash }: { seq: number; hash: string }) =>
    database.db.updateTable('audit_head').set({ seq, hash }).where('id', '=', 1).execute();

  /** Changes records from `seq` on; afterwards they are as they were. */
  async function tamper(seq: number, change: (rows: AuditEventTable[]) => readonly AuditEventTable[]) {
    const rows = await rowsFrom(seq);
    const head = await database.db.selectFrom('audit_head').selectAll().executeTakeFirstOrThrow();
    undo = async () => {
      await remove(seq, Number.MAX_SAFE_INTEGER);
      await insert(rows);
      await setHead(head);
    };
    const changed = change(rows.map((row) => ({ ...row })));
    await remove(seq, Number.MAX_SAFE_INTEGER);
    await insert(changed);
    return changed;
  }

  /** The links made right again from `before` on, as somebody would who knows how. */
  function relink(rows: readonly AuditEventTable[], before: AuditEventTable): AuditEventTable[] {
    let previous = before;
    return rows.map(({ hash: _, ...row }) => {
      const linked = { ...row, seq: previous.seq + 1, prev_hash: previous.hash };
      previous = { ...linked, hash: recordHash(linked) };
      return previous;
    });
  }

  it('finds nothing in a chain that is whole', () => {
    expect(verify()).toMatchObject({ status: 0, whole: true, records, checkpoints: attestedAt.length });
  });

  it.each([
    ['seq', 20_000],
    ['at', 1],
    ['type', 'session.ended'],
    ['version', 9],
    ['actor_id', 'mem_9'],
    ['actor_name', '王强'],
    ['actor_roles', 'admin'],
    ['session_id', null],
    ['address', '192.0.2.7'],
    ['correlation_id', 'cor_x'],
    ['vdn_id', 13],
    ['campaign_id', '147'],
    ['deletion_id', null],
    ['item_id', 'itm_x'],
    ['data', '{"permission":"audit:read"}'],
    ['prev_hash', '0'.repeat(64)],
    ['hash', 'f'.repeat(64)],
  ] as const)('finds that %s of a record was changed', async (column, value) => {
    const before = await rowOf(victim);
    undo = async () => {
      await remove(column === 'seq' ? 20_000 : victim);
      await insert([before]);
    };
    await database.db
      .updateTable('audit_event')
      .set({ [column]: value })
      .where('seq', '=', victim)
      .execute();
    expect(verify()).toMatchObject({ status: 1, firstBadSeq: victim });
  });

  it('finds that a record was deleted', async () => {
    const before = await rowOf(victim);
    undo = () => insert([before]);
    await remove(victim);
    expect(verify()).toMatchObject({ status: 1, firstBadSeq: victim });
  });

  it('finds that two records changed places', async () => {
    await tamper(victim, ([one, two, ...others]) =>
      one && two ? [{ ...two, seq: one.seq }, { ...one, seq: two.seq }, ...others] : [],
    );
    expect(verify()).toMatchObject({ status: 1, firstBadSeq: victim });
  });

  it('finds that a record was slipped in, with all links made right behind it', async () => {
    const before = await rowOf(victim - 1);
    const changed = await tamper(victim, (rows) => relink([...rows.slice(0, 1), ...rows], before));
    await setHead(changed.at(-1) ?? before);
    // what it can tell for certain is the first record that a checkpoint attests otherwise
    expect(verify()).toMatchObject({ status: 1, firstBadSeq: 7_000 });
  });

  it('finds that a record was changed, with all links made right behind it', async () => {
    const before = await rowOf(victim - 1);
    const changed = await tamper(victim, ([one, ...others]) =>
      one ? relink([{ ...one, actor_name: '王强' }, ...others], before) : [],
    );
    await setHead(changed.at(-1) ?? before);
    expect(verify()).toMatchObject({ status: 1, firstBadSeq: 7_000 });
  });

  it('finds that the tail was cut, the head put back', async () => {
    const last = await rowOf(victim);
    await tamper(victim + 1, () => []);
    await setHead(last);
    expect(verify()).toMatchObject({ status: 1, firstBadSeq: victim + 1 });
  });

  it('finds that the whole database was put back to a copy', async () => {
    // as it was before the last checkpoint: records, head, and the checkpoints in the table
    const checkpoints = database.db.selectFrom('audit_checkpoint').selectAll().where('n', '=', 4);
    const last = await checkpoints.executeTakeFirstOrThrow();
    await tamper(7_001, () => []);
    const putBack = undo;
    undo = async () => {
      await putBack?.();
      await database.db.insertInto('audit_checkpoint').values(last).execute();
    };
    await database.db.deleteFrom('audit_checkpoint').where('n', '=', 4).execute();
    await setHead(await rowOf(7_000));
    expect(verify()).toMatchObject({ status: 1, firstBadSeq: 7_001 });
  });

  describe('of which a checkpoint', () => {
    const file = () => join(directory, readdirSync(directory).find((name) => name.endsWith('.jsonl')) ?? '');

    function changeLines(change: (lines: string[]) => readonly string[]): void {
      const text = readFileSync(file(), 'utf8');
      undo = async () => writeFileSync(file(), text);
      writeFileSync(file(), `${change(text.trimEnd().split('\n')).join('\n')}\n`);
    }

    it.each([1, 2, 3])('was removed (%i of 0 to 3) is found', (at) => {
      changeLines((lines) => lines.filter((_, index) => index !== at));
      expect(verify()).toMatchObject({ status: 1, firstBadSeq: expect.any(Number) });
    });

    it.each(['seq', 'hash', 'at', 'chain', 'prev', 'signature'])('was altered in %s is found', (name) => {
      changeLines((lines) =>
        lines.map((line, index) => {
          if (index !== 2) return line;
          const said = JSON.parse(line);
          const other = typeof said[name] === 'number' ? said[name] - 1 : `A${String(said[name]).slice(1)}`;
          return JSON.stringify({ ...said, [name]: other });
        }),
      );
      expect(verify()).toMatchObject({ status: 1 });
    });

    it('was signed by another key is found', async () => {
      const forged = { ...env, AUDIT_SIGNING_KEY: randomBytes(32) };
      const text = readFileSync(file(), 'utf8');
      undo = async () => {
        writeFileSync(file(), text);
        await database.db.deleteFrom('audit_checkpoint').where('n', '>', 4).execute();
      };
      // an hour of silence later
      vi.spyOn(Date, 'now').mockReturnValue(Date.UTC(2026, 10, 23, 20));
      await attestChain(database.db, forged);
      vi.restoreAllMocks();
      expect(verify()).toMatchObject({ status: 1, findings: ['checkpoint 5 is not signed by the key'] });
    });

    it('was cut by a crash in the middle of its line is found until it is written again', async () => {
      changeLines((lines) => [...lines.slice(0, 3), (lines[3] ?? '').slice(0, 40)]);
      writeFileSync(file(), readFileSync(file(), 'utf8').trimEnd());
      expect(verify().status).toBe(1);
      // the next look writes what is missing, on a line of its own
      vi.spyOn(Date, 'now').mockReturnValue(Date.UTC(2026, 10, 23, 8) + 4 * minuteMs);
      await attestChain(database.db, env);
      vi.restoreAllMocks();
      expect(verify()).toMatchObject({ status: 0, checkpoints: 4 });
    });
  });

  it('reads one state of a chain that is being appended to', async () => {
    const args = [
      'scripts/audit-verify.mjs',
      '--quiet',
      '--database',
      database.url,
      '--checkpoints',
      directory,
    ];
    const verifying = promisify(execFile)(process.execPath, args, { cwd: root });
    let isOver = false;
    const over = () => {
      isOver = true;
    };
    verifying.then(over, over);
    for (let at = records + 1; !isOver; at += 10) {
      await append(at, at + 9);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(JSON.parse((await verifying).stdout)).toMatchObject({ whole: true });
  });
});
