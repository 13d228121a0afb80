import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { Providers } from '#components/shell/providers.tsx';
import { getLocale, getTranslator } from '#lib/i18n/get-translator.ts';
import { messagesOf } from '#lib/i18n/messages.ts';
import { getShellFacts } from '#lib/settings/shell-facts.ts';
import './globals.css';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator('common');
  const productName = t('productName');
  return {
    title: { default: productName, template: `%s · ${productName}` },
    robots: { index: false, follow: false },
  };
}

export const viewport: Viewport = { width: 'device-width', initialScale: 1 };

/** Reads the request, so every page is rendered for it: a page made at build time could hold no nonce. */
export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  const nonce = (await headers()).get('x-nonce') ?? undefined;
  const locale = await getLocale();
  return (
    <html lang={locale}>
      <body>
        <Providers
          locale={locale}
          messages={messagesOf(locale)}
          timeZone={getShellFacts().timeZone}
          nonce={nonce}
        >
          {children}
        </Providers>
      </body>
    </html>
  );
}
