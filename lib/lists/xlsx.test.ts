import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { readBytes, values } from '../intake/testing/read-bytes.ts';
import { findZipEntries, unpack } from '../intake/xlsx/zip-entries.ts';
import { type TableCell, writeWorkbook, xlsxResponse } from './xlsx.ts';

type Rows = readonly (readonly TableCell[])[];

async function* pagesOf(...pages: readonly Rows[]): AsyncGenerator<Rows> {
  yield* pages;
}

const write = (...pages: readonly Rows[]) => buffer(writeWorkbook('条目', pagesOf(...pages)));

async function sheetOf(workbook: Buffer): Promise<string> {
  const entry = findZipEntries(workbook).get('xl/worksheets/sheet1.xml');
  if (!entry) throw new Error('no sheet');
  const chunks: Buffer[] = [];
  for await (const chunk of unpack(entry, { bytes: 1_000_000 })) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

describe('a written workbook', () => {
  it('is read back by our own reader, row by row over its pages', async () => {
    const workbook = await write(
      [['手机号', '数量']],
      [
        ['13800000000', 1],
        ['13800000001', null],
      ],
      [],
      [['13800000002', 0]],
    );
    const reading = await readBytes(workbook, { format: 'xlsx' });
    expect(reading.report).toMatchObject({ headerLine: 1, lines: 4, refused: 0 });
    expect(values(reading)).toEqual(['13800000000', '13800000001', '13800000002']);
  });

  it.each([
    ['<b>&"\'', '<b>&"\''],
    ['a\u0000b\u0007c\uFFFE\uD800d', 'abcd'],
    ['_x0041_', '_x0041_'],
    ['𠮷😀', '𠮷😀'],
    ['  kept  ', '  kept  '],
  ])('holds text as it is, less what XML cannot hold: %j', async (text, seen) => {
    const { refused } = await readBytes(await write([[text]]), { format: 'xlsx', kind: 'called' });
    expect(refused[0]?.excerpt.trim()).toBe(seen.trim());
  });

  it('has no formula in it, whatever a text begins with', async () => {
    const sheet = await sheetOf(
      await write([['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '</t></is></c><c><f>1</f></c>', 7]]),
    );
    expect(sheet).not.toContain('<f>');
    const cells = [...sheet.matchAll(/<c[ >][^>]*>?/g)].map(([cell]) => cell);
    expect(cells.filter((cell) => cell.startsWith('<c t="inlineStr">'))).toHaveLength(6);
    expect(sheet).toContain('<c><v>7</v></c>');
  });

  it('stops reading when the download is given up, and breaks off when the rows cannot be read', async () => {
    let [isRead, isEnded] = [0, false];
    async function* endless(): AsyncGenerator<Rows> {
      try {
        for (;;) {
          isRead += 1;
          yield Array.from({ length: 1_000 }, (_, index) => [String(Math.random()), index]);
          // as a database would: not at once
          await new Promise(setImmediate);
        }
      } finally {
        isEnded = true;
      }
    }
    const reader = xlsxResponse('a.xlsx', 'a', endless()).body?.getReader();
    while (isRead < 3) await reader?.read();
    await reader?.cancel();
    await expect.poll(() => isEnded, { interval: 5 }).toBe(true);
    expect(isRead).toBeLessThan(100);

    async function* failing(): AsyncGenerator<Rows> {
      yield [['13800000000']];
      throw new Error('the database is away');
    }
    await expect(xlsxResponse('a.xlsx', 'a', failing()).arrayBuffer()).rejects.toThrow();
  });
});
