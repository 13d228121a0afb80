'use client';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { StepUpProvider } from '#components/auth/step-up.tsx';
import type { StepUpAction } from '#components/auth/step-up-dialog.tsx';
import { buttonClass } from '#components/ui/button-class.ts';
import { classNames } from '#components/ui/class-names.ts';
import type { Notices } from '#lib/settings/notices.ts';
import { AccountMenu } from './account-menu.tsx';
import { AlarmBanner } from './alarm-banner.tsx';
import { CallStopBanner } from './call-stop-banner.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { MenuDrawer } from './menu-drawer.tsx';
import { NavLinks } from './nav-links.tsx';
import { PracticeBanner } from './practice-banner.tsx';
import { ProductMark } from './product-mark.tsx';
import { type SignedIn, SignedInContext } from './signed-in.ts';
import { useNotices } from './use-notices.ts';
import { type Vdn, VdnFacts } from './vdn-facts.tsx';

/** Navigation, header and the place for the page. It shows what a member may open and proves no right. */
export function ConsoleFrame({
  person,
  vdns,
  timeZone,
  utcOffset,
  isPractice,
  hasAlarm,
  notices: initialNotices,
  setLocaleAction,
  stepUpAction,
  children,
}: {
  readonly person: SignedIn;
  readonly vdns: readonly Vdn[];
  readonly timeZone: string;
  readonly utcOffset: string;
  readonly isPractice: boolean;
  /** Records of the audit have gone: nothing is deleted. */
  readonly hasAlarm: boolean;
  readonly notices: Notices;
  readonly setLocaleAction: (locale: unknown) => Promise<void>;
  readonly stepUpAction: StepUpAction;
  readonly children: ReactNode;
}) {
  const t = useTranslations();
  const notices = useNotices(initialNotices);
  return (
    <div className="min-h-dvh lg:flex">
      <a
        href="#main"
        className={classNames(
          buttonClass('primary'),
          'fixed top-2 left-2 z-50 -translate-y-16 focus-visible:translate-y-0 print:hidden',
        )}
      >
        {t('shell.skipToMain')}
      </a>
      <aside className="w-nav shrink-0 border-r border-line bg-surface max-lg:hidden print:hidden">
        <div className="sticky top-0 flex max-h-dvh flex-col overflow-y-auto">
          <Link
            href="/"
            prefetch={false}
            className="flex h-header shrink-0 items-center gap-2.5 border-b border-line px-5 text-lg font-semibold text-ink -outline-offset-4"
          >
            <ProductMark className="size-7 shrink-0" />
            {t('common.productName')}
          </Link>
          <div className="p-3">
            <NavLinks permissions={person.permissions} />
          </div>
        </div>
      </aside>
      <div className="min-w-0 flex-1">
        <header className="z-30 lg:sticky lg:top-0 print:static">
          <div className="flex min-h-header flex-wrap items-center gap-x-3 border-b border-line bg-surface px-4 sm:px-6 lg:px-8 print:hidden">
            <div className="flex min-w-0 items-center gap-2 max-lg:h-header lg:hidden">
              <MenuDrawer permissions={person.permissions} />
              <ProductMark className="size-7 shrink-0" />
              <span className="truncate font-semibold text-ink max-sm:hidden">{t('common.productName')}</span>
            </div>
            <div className="min-w-0 flex-1 max-lg:order-last max-lg:basis-full max-lg:border-t max-lg:border-line max-lg:py-1.5">
              <VdnFacts vdns={vdns} timeZone={timeZone} utcOffset={utcOffset} />
            </div>
            <div className="ml-auto flex items-center gap-2">
              <LanguageSwitch setLocaleAction={setLocaleAction} />
              <AccountMenu name={person.name} roles={person.roles} method={person.signInMethod} />
            </div>
          </div>
          {isPractice ? <PracticeBanner /> : null}
          {hasAlarm ? (
            <AlarmBanner mayAcknowledge={person.permissions.includes('audit:acknowledge')} />
          ) : null}
          <CallStopBanner callStop={notices.callStop} />
        </header>
        <main
          id="main"
          tabIndex={-1}
          className="mx-auto w-full max-w-page scroll-mt-24 px-4 py-6 outline-none sm:px-6 lg:px-8 print:max-w-none print:px-0"
        >
          <SignedInContext value={person}>
            <StepUpProvider method={person.signInMethod} stepUpAction={stepUpAction}>
              {children}
            </StepUpProvider>
          </SignedInContext>
        </main>
      </div>
    </div>
  );
}
