import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { setLocaleAction } from '#app/actions.ts';
import { ownPath } from '#components/auth/own-path.ts';
import { SignInChoice } from '#components/auth/sign-in-choice.tsx';
import { SignInFrame } from '#components/auth/sign-in-frame.tsx';
import { signInWays } from '#lib/auth/provider.ts';
import { findSignedIn } from '#lib/auth/require-grant.ts';
import { providerRefusalOf } from '#lib/auth/session-view.ts';
import { getTranslator } from '#lib/i18n/get-translator.ts';
import { getShellFacts } from '#lib/settings/shell-facts.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator('signIn'))('title') };
}

export default async function SignInPage({
  searchParams,
}: {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { callbackUrl, error } = await searchParams;
  const destination = ownPath(callbackUrl) ?? '/';
  if (await findSignedIn()) redirect(destination);
  const t = await getTranslator('signIn');
  return (
    <SignInFrame title={t('title')} isPractice={getShellFacts().isPractice} setLocaleAction={setLocaleAction}>
      <SignInChoice ways={signInWays()} destination={destination} refusal={providerRefusalOf(error)} />
    </SignInFrame>
  );
}
