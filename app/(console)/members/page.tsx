import type { Metadata } from 'next';
import { MemberTable } from '#components/members/member-table.tsx';
import { PageHeader } from '#components/shell/page-header.tsx';
import { Callout } from '#components/ui/callout.tsx';
import { Panel } from '#components/ui/panel.tsx';
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
  const members = await findMembers(grant);
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <Panel isFlush title={t('count', { count: members.length })}>
        <MemberTable members={members} vdns={getShellFacts().vdns} />
      </Panel>
      <Callout tone="neutral" title={t('howTitle')} className="mt-5">
        <p>{t('howWhat')}</p>
        <code className="mt-2 inline-block rounded-sm border border-line bg-surface px-2 py-1 font-mono text-sm text-ink select-all">
          npm run member
        </code>
      </Callout>
    </>
  );
}
