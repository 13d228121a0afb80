'use client';
import { useOptimistic, useTransition } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { SegmentedControl } from '#components/ui/segmented-control.tsx';
import type { Locale } from '#lib/i18n/locales.ts';

// each language by its own name: whoever looks for it may not read the other one
const options = [
  { value: 'zh-CN', label: <span lang="zh-CN">中文</span> },
  { value: 'en', label: <span lang="en">English</span> },
] as const satisfies { value: Locale; label: React.ReactNode }[];

/** Changes the words of the open page in place; what is typed on it stays. */
export function LanguageSwitch({
  setLocaleAction,
}: {
  readonly setLocaleAction: (locale: unknown) => Promise<void>;
}) {
  const t = useTranslations('shell');
  const [chosen, choose] = useOptimistic<Locale>(useLocale());
  const [, startChange] = useTransition();
  return (
    <SegmentedControl
      aria-label={t('language')}
      options={options}
      value={chosen}
      onChange={(locale) =>
        startChange(async () => {
          choose(locale);
          await setLocaleAction(locale);
        })
      }
      className="shrink-0"
    />
  );
}
