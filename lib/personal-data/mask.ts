/** A number as people may see it: `138****5678`. Short ones keep less. */
export function maskNumber(value: string): string {
  const keepEnd = value.length >= 8 ? 4 : value.length >= 5 ? 2 : 0;
  const keepStart = value.length >= 8 ? 3 : value.length >= 5 ? 1 : 0;
  return `${value.slice(0, keepStart)}****${keepEnd === 0 ? '' : value.slice(-keepEnd)}`;
}

/** yyyyMMdd of our century is a date in a batch name, not a number. */
const dateLike = /^20\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/;

/**
 * Free text (a reason, a batch name, the vendor's words) with every run of seven or more digits masked,
 * also when spaces or hyphens stand between them. Dates such as 20261101 stay readable.
 */
export function maskNumbersInText(text: string): string {
  return text.replace(/[0-9０-９](?:[ -]?[0-9０-９]){6,}/gu, (run) => {
    const digits = run.normalize('NFKC').replace(/[^0-9]/g, '');
    return dateLike.test(digits) && digits.length === run.length ? run : maskNumber(digits);
  });
}
