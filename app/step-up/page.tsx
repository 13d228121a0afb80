import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { setLocaleAction } from '#app/actions.ts';
import { SignInFrame } from '#components/auth/sign-in-frame.tsx';
import { StepUpWindow } from '#components/auth/step-up-window.tsx';
import { requireGrant } from '#lib/auth/require-grant.ts';
import { providerRefusalOf } from '#lib/auth/session-view.ts';
import { getTranslator } from '#lib/i18n/get-translator.ts';
import { getShellFacts } from '#lib/settings/shell-facts.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator('signIn'))('again.title') };
}

/** A window of its own, in which people prove at the provider that it is them; what they filled in waits in the other. */
export default async function StepUpPage({
  searchParams,
}: {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const grant = await requireGrant('account:use');
  if (grant.signInMethod !== 'single_sign_on') redirect('/account');
  const { error, done } = await searchParams;
  const isBack = done !== undefined || error !== undefined;
  const refusal = providerRefusalOf(error) ?? (grant.isFresh ? undefined : 'provider_refused');
  const t = await getTranslator('signIn');
  return (
    <SignInFrame
      title={t('again.title')}
      isPractice={getShellFacts().isPractice}
      setLocaleAction={setLocaleAction}
    >
      <StepUpWindow isBack={isBack} refusal={isBack ? refusal : undefined} />
    </SignInFrame>
  );
}
