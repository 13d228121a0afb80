import type { Metadata } from 'next';
import { setLocaleAction } from '#app/actions.ts';
import { InvitationForm } from '#components/auth/invitation-form.tsx';
import { SignInFrame } from '#components/auth/sign-in-frame.tsx';
import { getTranslator } from '#lib/i18n/get-translator.ts';
import { getShellFacts } from '#lib/settings/shell-facts.ts';
import { acceptInvitationAction, readInvitationAction } from './actions.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator('account'))('invitation.title') };
}

/** For people who have an account and no password yet. */
export default async function InvitationPage() {
  const t = await getTranslator('account');
  return (
    <SignInFrame
      title={t('invitation.title')}
      isPractice={getShellFacts().isPractice}
      setLocaleAction={setLocaleAction}
    >
      <InvitationForm
        readInvitationAction={readInvitationAction}
        acceptInvitationAction={acceptInvitationAction}
      />
    </SignInFrame>
  );
}
