import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { MemberAccess } from '#components/members/member-access.tsx';
import { MemberRights } from '#components/members/member-rights.tsx';
import { MemberSessions } from '#components/members/member-sessions.tsx';
import { MemberStatus } from '#components/members/member-status.tsx';
import { MemberSwitch } from '#components/members/member-switch.tsx';
import { PageHeader } from '#components/shell/page-header.tsx';
import { Callout } from '#components/ui/callout.tsx';
import { requireGrant } from '#lib/auth/require-grant.ts';
import { getTranslator } from '#lib/i18n/get-translator.ts';
import { findMember } from '#lib/members/find-member.ts';
import { getShellFacts } from '#lib/settings/shell-facts.ts';
import {
  changeMemberAction,
  endMemberSessionsAction,
  inviteAgainAction,
  resetSecondFactorAction,
} from '../actions.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator('members'))('title') };
}

export default async function MemberPage({ params }: { readonly params: Promise<{ memberId: string }> }) {
  const grant = await requireGrant('member:read');
  const member = await findMember(grant, (await params).memberId);
  if (!member) notFound();
  const t = await getTranslator('members');
  return (
    <>
      <PageHeader
        title={member.name}
        description={member.username}
        badge={<MemberStatus status={member.status} />}
        back={{ href: '/members', label: t('title') }}
      />
      <div className="grid gap-5">
        {member.isSelf ? <Callout title={t('self')}>{t('selfWhat')}</Callout> : null}
        <MemberRights
          // a form of its own for each state: what was saved, or what somebody else changed, is what it begins with
          key={JSON.stringify([member.roles, member.scope, member.status, member.person])}
          member={member}
          vdns={getShellFacts().vdns}
          changeMemberAction={changeMemberAction}
        />
        <MemberAccess
          member={member}
          inviteAgainAction={inviteAgainAction}
          resetSecondFactorAction={resetSecondFactorAction}
        />
        <MemberSessions member={member} endMemberSessionsAction={endMemberSessionsAction} />
        {member.isSelf ? null : <MemberSwitch member={member} changeMemberAction={changeMemberAction} />}
      </div>
    </>
  );
}
