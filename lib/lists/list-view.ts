/** What a list holds: it decides how its values are checked and which criterion its calls have. */
export const listKinds = ['called', 'session_id'] as const;
export type ListKind = (typeof listKinds)[number];

/** A list that was read, as the form shows it: the report that a person sees before anything runs. */
export interface ListView {
  readonly id: string;
  readonly kind: ListKind;
  readonly report: ListReport;
}

/** What was read of a list. accepted + refused + duplicates + blank + header lines = entries. */
export interface ListReport {
  readonly name: string;
  /** As received; compared with what the browser sent. */
  readonly bytes: number;
  readonly sha256: string;
  readonly encoding: string;
  readonly lines: number;
  readonly entries: number;
  readonly headerLines: number;
  readonly accepted: number;
  readonly refused: number;
  readonly duplicates: number;
  readonly blank: number;
  /** How many values each kind of cleaning touched. */
  readonly cleaned: Readonly<Partial<Record<string, number>>>;
  readonly columns: readonly { readonly index: number; readonly header: string; readonly sample: string }[];
  readonly column: number;
  /** More rows than one deletion may have: nothing of it can be used. */
  readonly isTooManyRows: boolean;
  /** The first refused lines; all of them can be downloaded. */
  readonly refusals: readonly { readonly line: number; readonly reason: string; readonly excerpt: string }[];
}

/** Why a list could not be read at all. Each has words in both catalogues. */
export const listRefusals = [
  'signed_out',
  'not_allowed',
  'foreign_origin',
  'list_too_large',
  'list_not_text',
  'list_cut',
  'list_empty',
  'list_unreadable',
  'input_invalid',
  'storage_unavailable',
] as const;
export type ListRefusal = (typeof listRefusals)[number];
