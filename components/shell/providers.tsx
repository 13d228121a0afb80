'use client';
import { QueryClientProvider } from '@tanstack/react-query';
import { setNonce } from 'get-nonce';
import { type ReactNode, useState } from 'react';
import { IntlProvider } from 'use-intl';
import { ToastProvider } from '#components/ui/toast.tsx';
import { TooltipProvider } from '#components/ui/tooltip.tsx';
import type { Locale } from '#lib/i18n/locales.ts';
import type { zhCN } from '#lib/i18n/zh-CN.ts';
import { createQueryClient } from './query-client.ts';

/**
 * What every page stands in: words, the VDN's zone, reads, hints and messages. A change of language changes
 * the words alone; nothing below is mounted anew, so what was typed stays.
 */
export function Providers({
  locale,
  messages,
  timeZone,
  nonce,
  now,
  children,
}: {
  readonly locale: Locale;
  readonly messages: typeof zhCN;
  /** The VDN's zone: no time of this product is shown in the browser's own. */
  readonly timeZone: string;
  readonly nonce: string | undefined;
  readonly now?: Date;
  readonly children: ReactNode;
}) {
  const [queryClient] = useState(createQueryClient);
  // The document keeps the policy it came with: the first nonce counts, later ones would be refused.
  useState(() => {
    if (typeof window !== 'undefined' && nonce !== undefined) setNonce(nonce);
  });
  return (
    <IntlProvider locale={locale} messages={messages} timeZone={timeZone} {...(now ? { now } : {})}>
      <QueryClientProvider client={queryClient}>
        <TooltipProvider delayDuration={300}>
          <ToastProvider>{children}</ToastProvider>
        </TooltipProvider>
      </QueryClientProvider>
    </IntlProvider>
  );
}
