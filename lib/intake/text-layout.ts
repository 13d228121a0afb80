import { isBlank } from '../deletions/criterion.ts';
import { isHeaderName, likeness } from './choose-column.ts';
import { CsvRecords, type ListRecord } from './csv-records.ts';
import type { ListKind } from './list-report.ts';
import { LineSplitter } from './split-lines.ts';

/** `list`: one column, every separator stands between two values. `csv`: columns, of which one is read. */
export type TextLayout = { readonly mode: 'list' } | { readonly mode: 'csv'; readonly delimiter: string };

/** In this order if nothing else tells them apart. */
const delimiters = [',', '\t', ';', '，', '；', '、'];
const sampleRecords = 20;

function recordsOf(sample: string, isWhole: boolean, delimiter: string): readonly ListRecord[] {
  const records: ListRecord[] = [];
  const csv = new CsvRecords(delimiter, sample.length, (record) => {
    if (record.fault === null && !isBlank(sampleText(record))) records.push(record);
  });
  const lines = new LineSplitter('line', sample.length, (piece) => {
    if (records.length < sampleRecords) csv.push(piece);
  });
  lines.push(sample);
  // a line that the sample cuts says nothing about its columns
  if (isWhole) lines.end();
  csv.end();
  return records.slice(0, sampleRecords);
}

const sampleText = (record: ListRecord) => record.cells.join('');

/**
 * Whether text is a plain list or has columns, from its beginning: columns need the same number of separators
 * in at least two lines and four of five, or a header line of several names. With doubt about ASCII lists
 * such as two numbers in every line it is columns, since that reads too little rather than too much.
 *
 * @param wanted a column beyond the first that a person named makes it columns in any case
 */
export function findLayout(
  sample: string,
  isWhole: boolean,
  kind: ListKind,
  wanted: number | 'guess',
): TextLayout {
  let best: { delimiter: string; score: number } | null = null;
  for (const delimiter of delimiters) {
    const records = recordsOf(sample, isWhole, delimiter);
    const widths = new Map<number, number>();
    for (const record of records) widths.set(record.cells.length, (widths.get(record.cells.length) ?? 0) + 1);
    const [width, count] = [...widths].reduce((most, each) => (each[1] > most[1] ? each : most), [0, 0]);
    const first = records[0]?.cells ?? [];
    const isNamed =
      first.length > 1 && first.some(isHeaderName) && !first.some((cell) => likeness(cell, 'called') >= 1);
    // nobody's program writes columns with these: between numbers they are typed by hand, in a list
    const isTyped = kind === 'called' && '，；、'.includes(delimiter);
    const isEven = !isTyped && width > 1 && count >= 2 && count * 5 >= records.length * 4;
    const isWanted =
      wanted !== 'guess' && wanted > 0 && records.some((record) => record.cells.length > wanted);
    if (!isNamed && !isEven && !isWanted) continue;
    // the delimiter that leaves a column of whole values
    let score = 0;
    for (let index = 0; index < Math.max(width, first.length); index += 1) {
      const sum = records.reduce((total, record) => total + likeness(record.cells[index] ?? '', kind), 0);
      score = Math.max(score, sum / records.length);
    }
    if (isNamed) score += 10;
    if (best === null || score > best.score) best = { delimiter, score };
  }
  return best === null ? { mode: 'list' } : { mode: 'csv', delimiter: best.delimiter };
}
