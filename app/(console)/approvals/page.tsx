import { UserRoundCheck } from 'lucide-react';
import type { Metadata } from 'next';
import { ApprovalTable } from '#components/approvals/approval-table.tsx';
import { PageHeader } from '#components/shell/page-header.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { findApprovals, mostApprovals } from '#lib/approvals/find-approvals.ts';
import { requireGrant } from '#lib/auth/require-grant.ts';
import { getTranslator } from '#lib/i18n/get-translator.ts';
import { getShellFacts } from '#lib/settings/shell-facts.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator('approvals'))('title') };
}

export default async function ApprovalsPage() {
  const grant = await requireGrant('approval:read');
  const t = await getTranslator('approvals');
  const { timeZone } = getShellFacts();
  const rows = await findApprovals(grant);
  const isFull = rows.length === mostApprovals;
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <Panel
        isFlush
        className="*:first:rounded-[inherit]"
        footer={
          <p className="text-sm text-ink-muted">
            {t('list.zone', { timeZone })}
            {isFull ? ` · ${t('list.more', { count: mostApprovals })}` : null}
          </p>
        }
      >
        {rows.length > 0 ? (
          <ApprovalTable rows={rows} />
        ) : (
          <EmptyState icon={UserRoundCheck} title={t('list.emptyTitle')}>
            {t('list.emptyWhat')}
          </EmptyState>
        )}
      </Panel>
    </>
  );
}
