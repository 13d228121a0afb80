import { type CriterionFault, criterionFaults } from '../deletions/criterion.ts';

/** What a list may hold: one kind of value in the whole list. */
export const listKinds = ['called', 'session_id'] as const;
export type ListKind = (typeof listKinds)[number];

/**
 * Why an entry of a list is refused; each needs its words in both catalogues. Beside the criterion's own:
 *
 * - `scientific`: `8.61E+12`, a number whose last digits a spreadsheet took
 * - `lost_leading_zero`: an area code without its zero, or a number cell that only shows zeros
 * - `several`: several values in one cell, or joined by spaces or hyphens
 * - `fraction`: a number cell that is no whole number of at most 15 digits, all that a spreadsheet keeps
 * - `cell_type`: a date, a truth value or an error (`#N/A`) of a spreadsheet
 * - `undecodable`: bytes that are no text in the encoding of the file
 * - `line_too_long`: skipped to its end, not kept
 * - `open_quote`: a quotation mark that is never closed
 * - `no_such_column`: the line has fewer columns than the one that is read
 */
export const intakeFaults = [
  ...criterionFaults,
  'scientific',
  'lost_leading_zero',
  'several',
  'fraction',
  'cell_type',
  'undecodable',
  'line_too_long',
  'open_quote',
  'no_such_column',
] as const satisfies readonly (CriterionFault | string)[];
export type IntakeFault = (typeof intakeFaults)[number];

/** What was changed in an accepted value; `number_cell` is a spreadsheet's number written out in full. */
export const cleaningKinds = ['prefix', 'spaces', 'hyphens', 'full_width', 'number_cell'] as const;
export type CleaningKind = (typeof cleaningKinds)[number];

export const listEncodings = ['utf-8', 'utf-8-bom', 'utf-16le', 'utf-16be', 'gb18030'] as const;
export type ListEncoding = (typeof listEncodings)[number];

export interface AcceptedRow {
  /** Line of the file (row of the sheet), from 1. */
  readonly line: number;
  readonly value: string;
}

export interface RefusedRow {
  /** Line of the file (row of the sheet), from 1; of a record over several lines, its first. */
  readonly line: number;
  readonly reason: IntakeFault;
  /** What stood there, masked, at most 40 characters. */
  readonly excerpt: string;
}

export interface ListColumn {
  /** From 0. */
  readonly index: number;
  /** Null where the list has no header line. At most 40 characters. */
  readonly header: string | null;
  /** The first value below the header, masked; empty where there is none. */
  readonly sample: string;
}

/** accepted + refused + duplicates + blank + (headerLine === null ? 0 : 1) = entries. */
export interface ListReport {
  readonly bytes: number;
  /** Of the bytes as received, in hex. */
  readonly sha256: string;
  /** Null for a workbook, which has none of its own. */
  readonly encoding: ListEncoding | null;
  /** Lines of the file, or the number of the sheet's last row. */
  readonly lines: number;
  /** Differs from `lines` where a line holds several values, or a quoted record spans several lines. */
  readonly entries: number;
  /** If `isTooManyRows`, an upper bound: duplicates beyond the limit are not looked for. */
  readonly accepted: number;
  readonly refused: number;
  readonly duplicates: number;
  readonly blank: number;
  readonly headerLine: number | null;
  /** How many accepted values were cleaned in each way; one value can count in several. */
  readonly cleaned: Readonly<Record<CleaningKind, number>>;
  /** At most the first 64. */
  readonly columns: readonly ListColumn[];
  /** Index of the column that was read. */
  readonly column: number;
  /** More than `maxRows` accepted (or refused): the rest was only counted, and the sink has not everything. */
  readonly isTooManyRows: boolean;
}
