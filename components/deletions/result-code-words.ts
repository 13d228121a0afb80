import type { resultCodes } from '#lib/i18n/zh-CN/resultCodes.ts';
import type { Translate } from './translate.ts';

/** What a result code means and what to do now; codes that the vendor has not documented share their words. */
export function resultCodeWords(
  t: Translate,
  code: string,
): { readonly what: string; readonly todo: string } {
  const key = `c${code}` as keyof typeof resultCodes;
  const known = /^\d+$/.test(code) && t.has(`resultCodes.${key}.what`) ? key : 'other';
  return { what: t(`resultCodes.${known}.what`), todo: t(`resultCodes.${known}.todo`) };
}
