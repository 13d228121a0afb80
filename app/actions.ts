'use server';

import { cookies } from 'next/headers';
import { cookieOptions } from '#lib/auth/cookie.ts';
import { isOwnOrigin } from '#lib/auth/request-facts.ts';
import { isLocale, localeCookie } from '#lib/i18n/locales.ts';

/** Keeps the chosen language for a year. Setting the cookie renders the open page anew, in place. */
export async function setLocaleAction(locale: unknown): Promise<void> {
  if (!isLocale(locale) || !(await isOwnOrigin())) return;
  (await cookies()).set(localeCookie, locale, { ...cookieOptions(), maxAge: 365 * 86_400 });
}
