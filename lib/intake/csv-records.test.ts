import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CsvRecords, type ListRecord } from './csv-records.ts';
import { LineSplitter } from './split-lines.ts';

function recordsOf(text: string, delimiter: string, cut: number): ListRecord[] {
  const records: ListRecord[] = [];
  const csv = new CsvRecords(delimiter, 10_000, (record) => records.push(record));
  const lines = new LineSplitter('line', 10_000, (piece) => csv.push(piece));
  for (let at = 0; at < text.length; at += cut) lines.push(text.slice(at, at + cut));
  lines.end();
  csv.end();
  return records;
}

describe('CSV records', () => {
  const cell = fc.array(fc.constantFrom('a', '1', '手', ',', ';', '"', '\n', ' '), { maxLength: 6 });
  const row = fc.array(
    cell.map((parts) => parts.join('')),
    { minLength: 1, maxLength: 4 },
  );
  const table = fc.array(row, { maxLength: 6 });

  it('have every cell as it was written, however the text is cut', () => {
    fc.assert(
      fc.property(table, fc.constantFrom(',', ';', '\t', '，'), fc.nat(20), (rows, delimiter, cut) => {
        const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const text = rows.map((cells) => `${cells.map(quoted).join(delimiter)}\r\n`).join('');
        const records = recordsOf(text, delimiter, cut + 1);
        expect(records.map((record) => record.cells)).toEqual(rows);
        expect(records.every((record) => record.fault === null)).toBe(true);
      }),
    );
  });

  it('lose no line, whatever the marks: each begins a record or lies within one', () => {
    const piece = fc.constantFrom('a', ',', '"', '""', '\n', '"\n', ',"');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), fc.nat(9), (pieces, cut) => {
        const text = pieces.join('');
        const records = recordsOf(text, ',', cut + 1);
        const lines = text === '' ? 0 : text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
        const starts = records.map((record) => record.line);
        expect(starts).toEqual([...new Set(starts)].toSorted((a, b) => a - b));
        const within = records.reduce((sum, { cells, fault }) => {
          const breaks = cells.join('').split('\n').length - 1;
          return sum + (fault === null ? breaks : 0) + 1;
        }, 0);
        expect(within).toBe(lines);
      }),
      { numRuns: 500 },
    );
  });
});
