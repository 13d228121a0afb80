import { maskNumber } from '../personal-data/mask.ts';

const invisible = /\u034F|[\p{C}\p{Zl}\p{Zp}\u115F\u1160\u3164\uFFA0]/gu;
const maxLength = 40;
/** What a spreadsheet left of a number: with so few digits it is nobody's any more, and shows what went wrong. */
const spoilt = /^[0-9０-９][.．]?[0-9０-９]{0,2}[eEｅＥ]/u;

/**
 * Text of a list as people may see it, at most 40 characters: digits between the first three and the last
 * four are masked over the whole text, whatever stands between them (a zero-width space would split the
 * runs that `maskNumbersInText` looks for). Characters that cannot be seen become `·`.
 */
export function maskExcerpt(text: string): string {
  // what is beyond is cut anyway; a number may straddle the cut, hence the surplus
  const head = text.slice(0, 400).toWellFormed().trim();
  const total = head.match(/\p{Nd}/gu)?.length ?? 0;
  const [keepStart, keepEnd] = total >= 8 ? [3, 4] : total >= 5 && !spoilt.test(head) ? [1, 2] : [total, 0];
  let seen = 0;
  const masked = head.replace(invisible, '·').replace(/\p{Nd}/gu, (digit) => {
    seen += 1;
    if (seen <= keepStart || seen > total - keepEnd) return digit;
    return seen === keepStart + 1 ? '****' : '';
  });
  const characters = [...masked];
  return characters.length <= maxLength ? masked : `${characters.slice(0, maxLength - 1).join('')}…`;
}

/** A session ID as people may see it: its first three and last four characters. */
export function maskSessionId(text: string): string {
  const head = text.slice(0, 400).toWellFormed().trim().replace(invisible, '·');
  return head === '' ? '' : maskNumber(head);
}
