'use client';
import { useFormatter, useTranslations } from 'use-intl';
import { useNow } from './use-now.ts';

const refreshMs = 5_000;
const justNowMs = 10_000;

/** How long ago something was read, in words that go on by themselves. */
export function useAgo(): (at: number) => string {
  const t = useTranslations('common');
  const format = useFormatter();
  const now = useNow(refreshMs);
  return (at) => {
    if (now === undefined || now.getTime() - at < justNowMs) return t('justNow');
    return format.relativeTime(at, { now });
  };
}
