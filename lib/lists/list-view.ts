import type { ListKind, ListReport, RefusedRow } from '../intake/list-report.ts';

/** A list that was read, as the form shows it before anything runs. Safe for the browser. */
export interface ListView {
  readonly id: string;
  readonly kind: ListKind;
  /** Name of the file, or empty for a paste. */
  readonly name: string;
  readonly report: ListReport;
  /** The first refused entries; all of them can be downloaded. */
  readonly refusals: readonly RefusedRow[];
}

/** Why a list could not be read at all. Each has words in both catalogues. */
export const listRefusals = [
  'signed_out',
  'not_allowed',
  'foreign_origin',
  'input_invalid',
  'too_large',
  'not_text',
  'unreadable_workbook',
  'cut',
  'storage_unavailable',
] as const;
export type ListRefusal = (typeof listRefusals)[number];
