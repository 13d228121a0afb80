import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AcceptedRow, ListReport, RefusedRow } from './list-report.ts';
import { type ReadListOptions, readList } from './read-list.ts';

const defaults: ReadListOptions = {
  kind: 'called',
  format: 'text',
  column: 'guess',
  maxRows: 1000,
  maxBytes: 1_000_000,
  maxLineLength: 1000,
};

type Change = Partial<ReadListOptions>;

async function* chunked(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (let turn = 0; at < bytes.length; turn += 1) {
    const size = Math.max(1, sizes.length === 0 ? bytes.length : (sizes[turn % sizes.length] ?? 1));
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

interface Reading {
  readonly report: ListReport;
  readonly accepted: AcceptedRow[];
  readonly refused: RefusedRow[];
}

async function readBytes(
  bytes: Uint8Array,
  change: Change = {},
  sizes: readonly number[] = [],
): Promise<Reading> {
  const accepted: AcceptedRow[] = [];
  const refused: RefusedRow[] = [];
  const report = await readList(
    chunked(bytes, sizes),
    { ...defaults, ...change },
    {
      accept: async (rows) => void accepted.push(...rows),
      refuse: async (rows) => void refused.push(...rows),
    },
  );
  const { header, sum } = {
    header: report.headerLine === null ? 0 : 1,
    sum: report.accepted + report.refused + report.duplicates + report.blank,
  };
  expect(sum + header).toBe(report.entries);
  expect(report.bytes).toBe(bytes.length);
  expect(report.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
  if (!report.isTooManyRows) {
    expect(accepted.length).toBe(report.accepted);
    expect(refused.length).toBe(report.refused);
  }
  return { report, accepted, refused };
}

const readText = (text: string, change: Change = {}) => readBytes(Buffer.from(text), change);
const values = (reading: Reading) => reading.accepted.map((row) => row.value);
const reasons = (reading: Reading) => reading.refused.map((row) => [row.line, row.reason]);

/** GB18030 bytes of the few characters that the tests use; ASCII stays. */
const gb: Record<string, readonly number[]> = {
  手: [0xca, 0xd6],
  机: [0xbb, 0xfa],
  号: [0xba, 0xc5],
  姓: [0xd0, 0xd5],
  名: [0xc3, 0xfb],
  张: [0xd5, 0xc5],
  三: [0xc8, 0xfd],
  '，': [0xa3, 0xac],
  '、': [0xa1, 0xa2],
  '；': [0xa3, 0xbb],
  '１': [0xa3, 0xb1],
  '３': [0xa3, 0xb3],
};
function gb18030(text: string): Buffer {
  return Buffer.from([...text].flatMap((character) => gb[character] ?? [...Buffer.from(character)]));
}
function utf16be(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16();
}

const table = '姓名,手机号\r\n张三,13800138000\r\n张三,１３900139000\r\n';
const encodings = [
  ['utf-8', Buffer.from(table)],
  ['utf-8-bom', Buffer.from(`\uFEFF${table}`)],
  ['utf-16le', Buffer.from(`\uFEFF${table}`, 'utf16le')],
  ['utf-16be', utf16be(`\uFEFF${table}`)],
  ['gb18030', gb18030(table)],
] as const;

describe('encodings', () => {
  it.each(encodings)('%s is told and read', async (encoding, bytes) => {
    const reading = await readBytes(bytes);
    expect(reading.report).toMatchObject({ encoding, lines: 3, headerLine: 1, column: 1 });
    expect(reading.report.columns.map((column) => column.header)).toEqual(['姓名', '手机号']);
    expect(values(reading)).toEqual(['13800138000', '13900139000']);
    expect(reading.report.cleaned.full_width).toBe(1);
  });
});

describe('any chunking', () => {
  it.each(encodings)('gives the same report and rows: %s', async (_, bytes) => {
    const whole = await readBytes(bytes);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 9 }),
        async (sizes) => {
          expect(await readBytes(bytes, {}, sizes)).toEqual(whole);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('separators', () => {
  it.each(['\n', '\r\n', '\r', '\t', ',', '，', '、', ';', '；'])(
    '%j parts two values',
    async (separator) => {
      const reading = await readText(`13800138000${separator}13800138001`);
      expect(values(reading)).toEqual(['13800138000', '13800138001']);
      expect(reasons(reading)).toEqual([]);
    },
  );
});
