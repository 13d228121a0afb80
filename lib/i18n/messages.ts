import 'server-only';
import { en } from './en.ts';
import type { Locale } from './locales.ts';
import type { Words } from './words.ts';
import { zhCN } from './zh-CN.ts';

/** Every word of the interface in one language. */
export type Catalogue = Words<typeof zhCN>;

const catalogues: Record<Locale, Catalogue> = { 'zh-CN': zhCN, en };

/** The words of `locale`. The type is that of the Chinese ones, whose arguments the compiler knows. */
export function messagesOf(locale: Locale): typeof zhCN {
  return catalogues[locale] as typeof zhCN;
}
