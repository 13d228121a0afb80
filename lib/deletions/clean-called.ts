/** What was taken off a called number before it is sent; the page reports each. */
export type CalledRemoval = '+86' | '0086' | 'spaces' | 'hyphens';

export type CleanedCalled =
  | {
      readonly ok: true;
      /** Not checked: the criterion's schema decides what stands. */
      readonly value: string;
      readonly removed: readonly CalledRemoval[];
      readonly isConverted: boolean;
    }
  | { readonly ok: false; readonly fault: 'scientific' | 'several' };

/** So many digits together are a number and no part of one. */
const wholeNumber = 7;
const separators = /[\n\r\t,，、;；]+/;
const hyphens = /[-\u2010-\u2015\u2212\uFF0D]/g;
/** Spaces that a paste brings along: plain, no-break, ideographic and their kin. Zero-width is not among them. */
const spaces = /[ \u00A0\u2000-\u200A\u202F\u205F\u3000]/g;

/**
 * A called number as people write and paste it: full-width characters, spaces, hyphens and a leading +86 or
 * 0086 are cleaned and reported. A number in scientific notation has lost its last digits and is refused,
 * never repaired; several numbers are refused, never joined.
 */
export function cleanCalled(text: string): CleanedCalled {
  const parts = text.split(separators).filter((part) => part.trim() !== '');
  if (parts.length > 1) return { ok: false, fault: 'several' };
  const typed = parts[0] ?? '';
  const converted = typed.replace(/[０-９＊＃＋．Ｅｅ]/g, (wide) => wide.normalize('NFKC'));
  const bare = converted.trim().replace(spaces, '');
  if (/^\d+(\.\d+)?[eE][+-]?\d+$/.test(bare)) return { ok: false, fault: 'scientific' };
  // two whole numbers with a space between: joined they could still pass for one
  const whole = converted.split(/[^0-9]+/).filter((digits) => digits.length >= wholeNumber);
  if (whole.length > 1) return { ok: false, fault: 'several' };
  const withoutHyphens = bare.replace(hyphens, '');
  const prefix = /^(\+86|0086)(?=\d)/.exec(withoutHyphens)?.[1] as '+86' | '0086' | undefined;
  const removed: CalledRemoval[] = [];
  if (prefix !== undefined) removed.push(prefix);
  if (bare !== converted) removed.push('spaces');
  if (withoutHyphens !== bare) removed.push('hyphens');
  return {
    ok: true,
    value: withoutHyphens.slice(prefix?.length ?? 0),
    removed,
    isConverted: converted !== typed,
  };
}
