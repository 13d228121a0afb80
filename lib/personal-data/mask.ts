/** A number as people may see it: `138****5678`. Short ones keep less. */
export function maskNumber(value: string): string {
  const keepEnd = value.length >= 8 ? 4 : value.length >= 5 ? 2 : 0;
  const keepStart = value.length >= 8 ? 3 : value.length >= 5 ? 1 : 0;
  return `${value.slice(0, keepStart)}****${keepEnd === 0 ? '' : value.slice(-keepEnd)}`;
}

/**
 * yyyyMMdd of our century, perhaps with a running number or a time, is a batch or a ticket. No Chinese phone
 * number begins with 20.
 */
const dateLike = /^20\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{0,6}$/;

/** A date as people write it, perhaps with a time behind it. */
const writtenDate = /^20\d{2}[-.](0?[1-9]|1[0-2])[-.](0?[1-9]|[12]\d|3[01])( \d{1,2})?$/;

/** Shortest run of digits that can be a phone number in free text, and in a ticket (INC0012345 is none). */
export const numberDigits = { text: 7, ticket: 10 } as const;

/**
 * Free text (a reason, a batch name, the vendor's words) with every run of `minDigits` or more digits masked,
 * also when spaces, hyphens, dots or brackets stand between them. Dates such as 20261101 or 2026-11-01 stay
 * readable.
 */
export function maskNumbersInText(text: string, minDigits: number = numberDigits.text): string {
  return text.replace(/[0-9０-９](?:[\s\u3000.()（）-]{0,3}[0-9０-９])*/gu, (run) => {
    const digits = run.normalize('NFKC').replace(/[^0-9]/g, '');
    if (digits.length < minDigits || writtenDate.test(run)) return run;
    return dateLike.test(digits) && digits.length === run.length ? run : maskNumber(digits);
  });
}
