/** The languages of the interface; the first is the default. */
export const locales = ['zh-CN', 'en'] as const;
export type Locale = (typeof locales)[number];
export const defaultLocale: Locale = 'zh-CN';
/** Cookie that holds the chosen language; it is no secret and read on the server only. */
export const localeCookie = 'locale';

/** True if `text` names a language of the interface. */
export function isLocale(text: unknown): text is Locale {
  return locales.some((locale) => locale === text);
}
