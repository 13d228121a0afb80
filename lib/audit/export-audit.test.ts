import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setImmediate as turn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../db/testing/test-database.ts';
import type { Role } from '../members/roles.ts';
import { refuseAudit } from '../testing/refuse-audit.ts';
import { startTestConsole, type TestConsole, type TestMember } from '../testing/test-console.ts';
import { appendAuditEvents, type NewAuditEvent } from './append-audit-events.ts';
import type { AuditFilter } from './audit-filter.ts';
import { attestChain } from './checkpoints.ts';
import { type AuditExport, exportAudit } from './export-audit.ts';
import { type CsvWords, exportColumns } from './export-format.ts';
import type { ExportFormat } from './export-view.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const words: CsvWords = { column: (name) => name, event: (type) => `事件 ${type}`, system: '系统' };

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
const mebibyte = 1024 * 1024;

async function usedBytes(): Promise<number> {
  collectGarbage();
  // buffers of what was collected are given back behind the scenes
  await turn();
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Cells of a CSV file, line by line (RFC 4180). */
function cellsOf(csv: string): string[][] {
  const lines: string[][] = [[]];
  for (const [, quoted, plain = '', end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    lines.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end !== ',') lines.push([]);
  }
  return lines.slice(0, -1);
}

describe.each(engines)('an export of the audit (%s)', (engine) => {
  let console: TestConsole;
  let auditor: TestMember;
  const folder = mkdtempSync(join(tmpdir(), 'export-'));

  beforeAll(async () => {
    console = await startTestConsole(engine, { AUDIT_CHECKPOINT_DIR: join(folder, 'checkpoints') });
    auditor = await console.member(['auditor'], []);
  });
  afterAll(async () => {
    await console.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const event = (name: string): NewAuditEvent => ({
    type: 'access.refused',
    data: { permission: '=1+1,"审计"\n' },
    actor: { id: 'mem_1', name, roles: ['operator'], sessionId: 'ses_1', address: null },
    correlationId: 'cor_1',
  });
  const append = async (count: number, name = '李娜') => {
    for (let left = count; left > 0; left -= 500) {
      const events = Array.from({ length: Math.min(500, left) }, () => event(name));
      await console.db.transaction().execute((trx) => appendAuditEvents(trx, events));
    }
  };
  const begin = async (format: ExportFormat, filter: AuditFilter = {}): Promise<AuditExport> => {
    const asked = { format, ...filter };
    const exported = await exportAudit(await console.grant('audit:read', auditor), asked, words);
    if (!exported.ok) throw new Error(exported.code);
    return exported.value;
  };
  const lastEvents = async (count: number) => {
    const records = await console.db
      .selectFrom('audit_event')
      .select(['seq', 'type', 'data', 'actor_id', 'correlation_id'])
      .orderBy('seq', 'desc')
      .limit(count)
      .execute();
    return records.reverse().map((record) => ({ ...record, data: JSON.parse(record.data) }));
  };
  /** What the verifier says of an export that holds this text. */
  const verdict = (file: string) => {
    const path = join(folder, 'export.jsonl');
    writeFileSync(path, file);
    const args = ['--quiet', '--export', path, '--checkpoints', join(folder, 'checkpoints')];
    const program = [join(root, 'scripts/audit-verify.mjs'), ...args];
    return JSON.parse(spawnSync(process.execPath, program, { encoding: 'utf8' }).stdout);
  };
  const newest = async () => (await lastEvents(1))[0]?.seq ?? 0;

  it('as JSON lines holds every record as it is stored, and the verifier finds it whole', async () => {
    await append(2_500);
    await attestChain(console.db, {
      AUDIT_SIGNING_KEY: Buffer.alloc(32, 5),
      AUDIT_CHECKPOINT_DIR: join(folder, 'checkpoints'),
    });
    const stored = await console.db.selectFrom('audit_event').selectAll().orderBy('seq').execute();
    const exported = await begin('jsonl');
    expect(exported.fileName).toMatch(/^audit-\d{4}-\d{2}-\d{2}\.jsonl$/);
    const file = await text(exported.body);
    expect(
      file
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual(stored);
    expect(verdict(file)).toMatchObject({
      whole: true,
      filtered: false,
      records: stored.length,
      checkpoints: 1,
    });
    const lines = file.trimEnd().split('\n');
    const without = (at: number) => lines.filter((_, index) => index !== at).join('\n');
    expect(verdict(without(700))).toMatchObject({ whole: false, firstBadSeq: 701 });
    const changed = lines.map((line, index) => (index === 700 ? line.replace('李娜', '王强') : line));
    expect(verdict(changed.join('\n'))).toMatchObject({ whole: false, firstBadSeq: 701 });
  });

  it('of a search holds what was searched for, says so, and each record is verified by itself', async () => {
    await append(3, '王强');
    const filter: AuditFilter = { type: 'access.refused', person: 'mem_1' };
    await append(1_200);
    const wanted = console.db
      .selectFrom('audit_event')
      .selectAll()
      .where('type', '=', 'access.refused')
      .where('actor_id', '=', 'mem_1');
    const stored = await wanted.orderBy('seq').execute();
    const file = await text((await begin('jsonl', filter)).body);
    const [head = '', ...lines] = file.trimEnd().split('\n');
    expect(JSON.parse(head)).toMatchObject({ export: 'filtered', filter });
    expect(lines.map((line) => JSON.parse(line))).toEqual(stored);
    expect(verdict(file)).toMatchObject({ whole: true, filtered: true, records: stored.length });
    const changed = lines.with(1_000, (lines[1_000] ?? '').replace('李娜', '王强'));
    expect(verdict([head, ...changed].join('\n'))).toMatchObject({
      whole: false,
      filtered: true,
      firstBadSeq: stored[1_000]?.seq,
    });
    const swapped = lines.with(7, lines[8] ?? '').with(8, lines[7] ?? '');
    expect(verdict([head, ...swapped].join('\n'))).toMatchObject({ whole: false });
    // without that line it is an export with holes
    expect(verdict(lines.join('\n'))).toMatchObject({ whole: false, filtered: false });
    const csv = cellsOf((await text((await begin('csv', filter)).body)).replace(/^\uFEFF/, ''));
    expect(csv).toHaveLength(1 + stored.length);
    expect(await lastEvents(1)).toMatchObject([{ data: { rows: stored.length, complete: true } }]);
    const nothing = await text((await begin('csv', { deletion: 'del_0' })).body);
    expect(cellsOf(nothing.replace(/^\uFEFF/, ''))).toHaveLength(1);
  });

  it('as CSV has a line a record, with times in the zone, and no cell that a spreadsheet would run', async () => {
    const before = await newest();
    const names = ['=HYPERLINK("http://evil")', '+1', '-1', '@SUM(A1)', '\t=1', '李娜，"甲"\n乙'];
    for (const name of names) await append(1, name);
    const file = await text((await begin('csv')).body);
    // Node has taken the byte order mark away with the decoding
    const [head = [], ...lines] = cellsOf(file.replace(/^\uFEFF/, ''));
    expect(head).toEqual([...exportColumns]);
    expect(new Set(lines.map((line) => line.length))).toEqual(new Set([exportColumns.length]));
    const cell = (line: readonly string[], name: (typeof exportColumns)[number]) =>
      line[exportColumns.indexOf(name)];
    const own = lines.filter((line) => Number(cell(line, 'seq')) > before);
    expect(own.map((line) => cell(line, 'person')?.replace(/^'/, ''))).toEqual(expect.arrayContaining(names));
    for (const line of lines) for (const each of line) expect(each).not.toMatch(/^[=+\-@\t\r]/);
    const [first] = own;
    const at = Date.parse(cell(first ?? [], 'timeUtc') ?? '');
    expect(cell(first ?? [], 'time')).toBe(
      new Intl.DateTimeFormat('sv-SE', {
        timeZone: 'Asia/Shanghai',
        dateStyle: 'short',
        timeStyle: 'medium',
      }).format(at),
    );
    expect(cell(first ?? [], 'event')).toMatch(/^事件 /);
  });

  it('begins with the bytes that let a spreadsheet read Chinese', async () => {
    const reader = (await begin('csv')).body.getReader();
    const { value } = await reader.read();
    await reader.cancel();
    expect([...(value ?? []).slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  });

  it('is an event before the first byte and one with its digest after the last', async () => {
    await append(10);
    const before = await newest();
    const exported = await begin('jsonl');
    expect(await lastEvents(1)).toMatchObject([
      {
        seq: before + 1,
        type: 'audit.export_started',
        actor_id: auditor.id,
        data: { format: 'jsonl', filter: {}, newestSeq: before },
      },
    ]);
    // what is appended meanwhile is not in it
    await append(10);
    const file = await text(exported.body);
    const [started, , , , , , , , , , , ended] = await lastEvents(12);
    expect(file.trimEnd().split('\n')).toHaveLength(before);
    expect(ended).toMatchObject({
      type: 'audit.exported',
      actor_id: auditor.id,
      correlation_id: started?.correlation_id,
      data: {
        rows: before,
        bytes: Buffer.byteLength(file),
        sha256: createHash('sha256').update(file).digest('hex'),
        complete: true,
      },
    });
  });

  it('stops when the receiver goes away, and says how much went out', async () => {
    await append(20_000);
    const before = await newest();
    const reader = (await begin('jsonl')).body.getReader();
    const { value } = await reader.read();
    await reader.cancel();
    const [started, ended] = await lastEvents(2);
    expect(started?.seq).toBe(before + 1);
    expect(ended).toMatchObject({ type: 'audit.exported', data: { complete: false } });
    expect(ended?.data.rows).toBeLessThan(5_000);
    expect(ended?.data.bytes).toBeGreaterThanOrEqual(value?.length ?? 0);
    await turn();
    expect(await newest()).toBe(before + 2);
  });

  it('does not begin where its first event cannot be stored, nor end whole where its last cannot', async () => {
    const begun = await refuseAudit(console.db, engine, 'audit.export_started');
    const grant = await console.grant('audit:read', auditor);
    expect(await exportAudit(grant, { format: 'csv' }, words)).toMatchObject({ code: 'audit_unavailable' });
    await begun();
    const ended = await refuseAudit(console.db, engine, 'audit.exported');
    const exported = await begin('csv');
    await expect(text(exported.body)).rejects.toThrow();
    await ended();
  });

  it.each(['operator', 'approver', 'admin'] satisfies Role[])('is nothing for an %s', async (role) => {
    const member = await console.member([role], ['12']);
    await expect(console.grant('audit:read', member)).rejects.toThrow('not_allowed');
    const other = (await console.grant('deletion:read', await console.member(['operator'], []))) as never;
    await expect(exportAudit(other, { format: 'csv' }, words)).rejects.toThrow('no grant');
  });

  it('of 100,000 records holds a page of them in memory, and lets deletions go on between two pages', async () => {
    await append(100_000);
    for (const format of ['csv', 'jsonl'] as const) {
      const reader = (await begin(format)).body.getReader();
      let [most, bytes, chunks, turns] = [0, 0, 0, 0];
      const others = setInterval(() => {
        turns += 1;
      }, 1);
      const before = await usedBytes();
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        bytes += value.length;
        chunks += 1;
        if (chunks % 20 === 0) most = Math.max(most, (await usedBytes()) - before);
      }
      clearInterval(others);
      expect(bytes).toBeGreaterThan(30 * mebibyte);
      expect(most).toBeLessThan(15 * mebibyte);
      expect(turns).toBeGreaterThan(20);
    }
  }, 120_000);
});
