import { UserPlus } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { MemberList } from '#components/members/member-list.tsx';
import { PageHeader } from '#components/shell/page-header.tsx';
import { buttonClass } from '#components/ui/button-class.ts';
import { requireGrant } from '#lib/auth/require-grant.ts';
import { getTranslator } from '#lib/i18n/get-translator.ts';
import { findMembers } from '#lib/members/find-members.ts';
import { getShellFacts } from '#lib/settings/shell-facts.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator('members'))('title') };
}

export default async function MembersPage() {
  const grant = await requireGrant('member:read');
  const t = await getTranslator('members');
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={
          <Link href="/members/invite" prefetch={false} className={buttonClass('primary')}>
            <UserPlus aria-hidden className="size-4" />
            {t('invite')}
          </Link>
        }
      />
      <MemberList members={await findMembers(grant)} vdns={getShellFacts().vdns} />
    </>
  );
}
