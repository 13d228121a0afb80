import type { Metadata } from 'next';
import { setLocaleAction } from '#app/actions.ts';
import { InvitationForm } from '#components/auth/invitation-form.tsx';
import { SignInFrame } from '#components/auth/sign-in-frame.tsx';
import { type SignInWays, signInWays } from '#lib/auth/provider.ts';
import { getTranslator } from '#lib/i18n/get-translator.ts';
import { getShellFacts } from '#lib/settings/shell-facts.ts';
import { acceptInvitationAction, joinAtProviderAction, readInvitationAction } from './actions.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator('account'))(`invitation.${titleOf(signInWays())}`) };
}

/** With single sign-on there is more to choose than a password. */
function titleOf({ provider }: SignInWays): 'title' | 'joinTitle' {
  return provider ? 'joinTitle' : 'title';
}

/** For people who have an account and no way in yet. */
export default async function InvitationPage() {
  const t = await getTranslator('account');
  const ways = signInWays();
  return (
    <SignInFrame
      title={t(`invitation.${titleOf(ways)}`)}
      isPractice={getShellFacts().isPractice}
      setLocaleAction={setLocaleAction}
    >
      <InvitationForm
        ways={ways}
        readInvitationAction={readInvitationAction}
        joinAtProviderAction={joinAtProviderAction}
        acceptInvitationAction={acceptInvitationAction}
      />
    </SignInFrame>
  );
}
