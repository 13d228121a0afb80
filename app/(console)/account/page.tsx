import type { Metadata } from 'next';
import { AccountFacts } from '#components/auth/account-facts.tsx';
import { OwnSessions } from '#components/auth/own-sessions.tsx';
import { PasswordPanel } from '#components/auth/password-panel.tsx';
import { SecondFactorPanel } from '#components/auth/second-factor-panel.tsx';
import { PageHeader } from '#components/shell/page-header.tsx';
import { findSecondFactor } from '#lib/auth/enrol-second-factor.ts';
import { findOwnSessions } from '#lib/auth/find-own-sessions.ts';
import { requireGrant } from '#lib/auth/require-grant.ts';
import { getTranslator } from '#lib/i18n/get-translator.ts';
import {
  beginTotpAction,
  changePasswordAction,
  confirmTotpAction,
  endOwnSessionsAction,
  removeTotpAction,
} from './actions.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator('account'))('title') };
}

export default async function AccountPage() {
  const grant = await requireGrant('account:use');
  const t = await getTranslator('account');
  const secondFactor = await findSecondFactor(grant);
  const sessions = await findOwnSessions(grant);
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <div className="grid gap-5">
        <AccountFacts name={grant.memberName} roles={grant.actor.roles} method={grant.signInMethod} />
        {grant.signInMethod === 'password' ? (
          <PasswordPanel changePasswordAction={changePasswordAction} />
        ) : null}
        {secondFactor ? (
          <SecondFactorPanel
            view={secondFactor}
            actions={{ begin: beginTotpAction, confirm: confirmTotpAction, remove: removeTotpAction }}
          />
        ) : null}
        <OwnSessions sessions={sessions} endSessionsAction={endOwnSessionsAction} />
      </div>
    </>
  );
}
