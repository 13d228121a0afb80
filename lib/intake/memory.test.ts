import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { type ReadListOptions, readList } from './read-list.ts';
import { makeZip, workbookFiles } from './testing/make-xlsx.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const rows = 1_000_000;
const [linesAtOnce, chunks] = [10_000, rows / 10_000];
const mebibyte = 1024 * 1024;

async function usedBytes(): Promise<number> {
  collectGarbage();
  // buffers of what was collected are given back behind the scenes
  await turn();
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const options: ReadListOptions = {
  kind: 'called',
  format: 'text',
  column: 'guess',
  maxRows: 200_000,
  maxBytes: 200_000_000,
  maxLineLength: 10_000,
};

/** Reads a million rows and says how much more memory was held at most, at ten points on the way. */
async function growth(source: () => AsyncGenerator<Uint8Array>, change: Partial<ReadListOptions> = {}) {
  const before = await usedBytes();
  let [most, received, flushes] = [0, 0, 0];
  const watch = async () => {
    most = Math.max(most, (await usedBytes()) - before);
  };
  async function* watched() {
    for await (const chunk of source()) {
      received += 1;
      if (received % 10 === 0) await watch();
      yield chunk;
    }
  }
  const keep = async (batch: readonly unknown[]) => {
    expect(batch.length).toBeLessThanOrEqual(1000);
    flushes += 1;
    if (flushes % 50 === 0) await watch();
  };
  const report = await readList(watched(), { ...options, ...change }, { accept: keep, refuse: keep });
  return { report, most, flushes };
}

async function* lines(lineAt: (index: number) => string) {
  for (let chunk = 0; chunk < chunks; chunk += 1) {
    const from = chunk * linesAtOnce;
    yield Buffer.from(
      Array.from({ length: linesAtOnce }, (_, index) => `${lineAt(from + index)}\n`).join(''),
    );
  }
}

/** In functions of their own, so that their XML is gone when memory is measured. */
function numberSheet(): Buffer {
  const cells = Array.from(
    { length: rows },
    (_, index) => `<row r="${index + 1}"><c r="A${index + 1}"><v>${13_000_000_000 + index}</v></c></row>`,
  );
  return makeZip(workbookFiles(cells.join('')));
}

function stringSheet(): Buffer {
  const cells = Array.from({ length: rows }, (_, index) => `<row><c t="s"><v>${index}</v></c></row>`);
  const strings = Array.from({ length: rows }, (_, index) => `<t>1638-1543975829-${index}</t>`);
  return makeZip(workbookFiles(cells.join(''), { strings }));
}

describe('a million rows are read in flat memory, and refused politely', () => {
  it.each([
    ['numbers', (index: number) => String(13_000_000_000 + index), {}],
    ['rows with columns', (index: number) => `张三,"北京,${'路'.repeat(30)}",${13_000_000_000 + index}`, {}],
    ['session IDs', (index: number) => `1638-1543975829-${index}`, { kind: 'session_id' as const }],
  ])(
    '%s',
    async (_, lineAt, change) => {
      const { report, most, flushes } = await growth(() => lines(lineAt), change);
      expect(report).toMatchObject({ lines: rows, entries: rows, accepted: rows, isTooManyRows: true });
      expect(flushes).toBe(200);
      expect(most).toBeLessThan(100 * mebibyte);
    },
    120_000,
  );

  it('nothing but refusals', async () => {
    const { report, most } = await growth(() => lines(() => '8.61E+12'));
    expect(report).toMatchObject({ refused: rows, isTooManyRows: true });
    expect(most).toBeLessThan(100 * mebibyte);
  }, 120_000);

  it.each([
    ['of numbers', numberSheet, {}],
    ['of session IDs in its string table', stringSheet, { kind: 'session_id' as const }],
  ])(
    'a workbook %s',
    async (_, make, change) => {
      const bytes = make();
      const source = async function* () {
        yield bytes;
      };
      const { report, most } = await growth(source, { format: 'xlsx', ...change });
      expect(report).toMatchObject({ lines: rows, entries: rows, accepted: rows, isTooManyRows: true });
      expect(most).toBeLessThan(100 * mebibyte);
    },
    120_000,
  );

  it('one line without an end', async () => {
    const { report, most } = await growth(async function* () {
      for (let chunk = 0; chunk < chunks; chunk += 1) yield Buffer.alloc(mebibyte, 'x');
    });
    expect(report).toMatchObject({ lines: 1, refused: 1 });
    expect(most).toBeLessThan(100 * mebibyte);
  }, 120_000);
});
