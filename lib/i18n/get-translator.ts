import 'server-only';
import { cookies, headers } from 'next/headers';
import { createFormatter, createTranslator, type NamespaceKeys, type NestedKeyOf } from 'use-intl/core';
import { getShellFacts } from '../settings/shell-facts.ts';
import { defaultLocale, isLocale, type Locale, localeCookie } from './locales.ts';
import { messagesOf } from './messages.ts';
import { preferredLocale } from './preferred-locale.ts';
import type { zhCN } from './zh-CN.ts';

/** The language of this request: as chosen (cookie), else as the browser asks, else Chinese. */
export async function getLocale(): Promise<Locale> {
  const chosen = (await cookies()).get(localeCookie)?.value;
  if (isLocale(chosen)) return chosen;
  return preferredLocale((await headers()).get('accept-language')) ?? defaultLocale;
}

/** Words for server components, in the language of this request. */
export async function getTranslator<
  Namespace extends NamespaceKeys<typeof zhCN, NestedKeyOf<typeof zhCN>> = never,
>(namespace?: Namespace) {
  const locale = await getLocale();
  return createTranslator<typeof zhCN, Namespace>({
    locale,
    messages: messagesOf(locale),
    ...(namespace === undefined ? {} : { namespace }),
  });
}

/** Numbers, lists and times for server components, in the language of this request and the VDN's zone. */
export async function getFormatter() {
  return createFormatter({ locale: await getLocale(), timeZone: getShellFacts().timeZone });
}
