import type { Metadata } from 'next';
import { InviteForm } from '#components/members/invite-form.tsx';
import { PageHeader } from '#components/shell/page-header.tsx';
import { requireGrant } from '#lib/auth/require-grant.ts';
import { getTranslator } from '#lib/i18n/get-translator.ts';
import { getShellFacts } from '#lib/settings/shell-facts.ts';
import { inviteMemberAction } from '../actions.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator('members'))('invite') };
}

export default async function InvitePage() {
  await requireGrant('member:manage');
  const t = await getTranslator('members');
  return (
    <>
      <PageHeader
        title={t('invite')}
        description={t('inviteWhat')}
        back={{ href: '/members', label: t('title') }}
      />
      <InviteForm vdns={getShellFacts().vdns} inviteMemberAction={inviteMemberAction} />
    </>
  );
}
