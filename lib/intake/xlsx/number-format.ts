/** What a cell's number format shows that its number does not say. */
export type NumberFormat = 'plain' | 'date' | { readonly digits: number } | 'leading_zero';

/** Dates and times among the formats that every spreadsheet knows by number (ECMA-376 part 1, 18.8.30). */
function isDateId(id: number): boolean {
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
}

/**
 * Reads a number format as far as a phone number needs it: dates; formats that pad with zeros up to a number of
 * digits (`00000000000`); formats that write a zero in front as text (`"0"#`).
 */
export function readNumberFormat(id: number, code: string | undefined): NumberFormat {
  if (code === undefined) return isDateId(id) ? 'date' : 'plain';
  const section = code.split(';')[0] ?? '';
  if (/^(?:\[[^\]]*\])*(?:"0|\\0)/.test(section)) return 'leading_zero';
  const bare = section.replace(/"[^"]*"|\\.|\[[^\]]*\]|[_*]./g, '');
  if (/general/i.test(bare)) return 'plain';
  if (/[ymdhs]/i.test(bare)) return 'date';
  if (/e[+-]/i.test(bare)) return 'plain';
  return { digits: (bare.split('.')[0] ?? '').replace(/[^0]/g, '').length };
}
