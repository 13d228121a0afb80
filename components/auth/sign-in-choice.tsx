'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Callout } from '#components/ui/callout.tsx';
import type { SignInWays } from '#lib/auth/provider.ts';
import type { ProviderRefusal } from '#lib/auth/session-view.ts';
import { ProviderButton } from './provider-button.tsx';
import { SignInForm } from './sign-in-form.tsx';

/** Single sign-on where there is a provider, a local account where there is none, or behind it if both are wanted. */
export function SignInChoice({
  ways,
  destination,
  refusal,
}: {
  readonly ways: SignInWays;
  readonly destination: string;
  /** Why the single sign-on from which somebody comes back let nobody in. */
  readonly refusal: ProviderRefusal | undefined;
}) {
  const t = useTranslations('signIn');
  const [trouble, setTrouble] = useState<ProviderRefusal | 'unreachable' | undefined>(refusal);
  const { provider, hasLocal } = ways;
  if (!provider) {
    return (
      <>
        <p className="mb-7 text-base text-ink-muted">{t('intro')}</p>
        <SignInForm destination={destination} />
      </>
    );
  }
  return (
    <>
      <p className="mb-7 text-base text-ink-muted">{t('providerIntro')}</p>
      <ProviderButton
        name={provider.name}
        destination={destination}
        onUnreachable={() => setTrouble('unreachable')}
      />
      <div aria-live="assertive" className="my-4 empty:hidden">
        {trouble ? (
          <Callout tone="warning" title={t(`provider.${trouble}.what`)}>
            {t(`provider.${trouble}.todo`)}
          </Callout>
        ) : null}
      </div>
      {hasLocal ? (
        <details className="mt-6 border-t border-line pt-4">
          <summary className="cursor-pointer text-base text-ink-muted hover:text-ink">
            {t('localInstead')}
          </summary>
          <div className="mt-4">
            <SignInForm destination={destination} />
          </div>
        </details>
      ) : null}
    </>
  );
}
