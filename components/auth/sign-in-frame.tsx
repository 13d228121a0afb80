'use client';
import { CircleHelp, FileCheck2, UserRoundCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { LanguageSwitch } from '#components/shell/language-switch.tsx';
import { PracticeBanner } from '#components/shell/practice-banner.tsx';
import { ProductMark } from '#components/shell/product-mark.tsx';

const promises = [
  { key: 'promiseWho', icon: UserRoundCheck },
  { key: 'promiseWhat', icon: FileCheck2 },
  { key: 'promiseUnknown', icon: CircleHelp },
] as const;

/** The page around what stands before the sign-in: what this product is, before anything is asked. */
export function SignInFrame({
  title,
  isPractice,
  setLocaleAction,
  children,
}: {
  readonly title: string;
  readonly isPractice: boolean;
  readonly setLocaleAction: (locale: unknown) => Promise<void>;
  readonly children: ReactNode;
}) {
  const t = useTranslations();
  return (
    <div className="flex min-h-dvh flex-col">
      {isPractice ? (
        <header>
          <PracticeBanner />
        </header>
      ) : null}
      <div className="grid flex-1 lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
        <aside
          aria-label={t('common.productName')}
          className="flex flex-col justify-between gap-12 border-accent-line bg-accent-soft p-6 max-lg:border-b sm:p-10 lg:border-r lg:p-14"
        >
          <p className="flex items-center gap-3 text-lg font-semibold text-ink">
            <ProductMark className="size-9" />
            {t('common.productName')}
          </p>
          <div className="max-w-md pb-16 max-lg:hidden">
            <p className="text-2xl font-semibold text-balance text-ink">{t('signIn.promise')}</p>
            <ul className="mt-8 flex flex-col gap-5">
              {promises.map(({ key, icon: Icon }) => (
                <li key={key} className="flex items-start gap-3.5">
                  <span className="grid size-9 shrink-0 place-items-center rounded-full bg-surface text-accent-ink">
                    <Icon aria-hidden className="size-[18px]" strokeWidth={1.75} />
                  </span>
                  <span className="pt-1.5 text-base text-pretty text-ink">{t(`signIn.${key}`)}</span>
                </li>
              ))}
            </ul>
          </div>
          <span className="max-lg:hidden" />
        </aside>
        <main className="flex flex-col px-6 py-8 sm:px-10">
          <div className="flex justify-end">
            <LanguageSwitch setLocaleAction={setLocaleAction} />
          </div>
          <div className="mx-auto w-full max-w-sm pt-8 lg:my-auto lg:pt-0">
            <h1 className="mb-1 text-2xl font-semibold text-ink">{title}</h1>
            {children}
          </div>
        </main>
      </div>
    </div>
  );
}
