import { FileClock } from 'lucide-react';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { DeletionReceipt } from '#components/deletions/deletion-receipt.tsx';
import { PageHeader } from '#components/shell/page-header.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { requireGrant } from '#lib/auth/require-grant.ts';
import { findReceipt } from '#lib/deletions/find-receipt.ts';
import { getTranslator } from '#lib/i18n/get-translator.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator('receipt'))('title') };
}

export default async function ReceiptPage({
  params,
}: {
  readonly params: Promise<{ readonly deletionId: string }>;
}) {
  const grant = await requireGrant('receipt:read');
  const { deletionId } = await params;
  const found = await findReceipt(grant, deletionId);
  if (!found.ok && found.code === 'not_found') notFound();
  const t = await getTranslator('receipt');
  // whoever reads the audit may come from there, and need not see the deletion itself
  const back = grant.has('audit:read')
    ? { href: found.ok ? `/audit/${found.value.chain.firstSeq}` : '/audit', label: t('toAudit') }
    : { href: `/deletions/${deletionId}`, label: t('toDeletion') };
  if (!found.ok) {
    return (
      <>
        <PageHeader back={back} title={t('title')} />
        <Panel>
          <EmptyState icon={FileClock} title={t(`refusal.${found.code}`)} />
        </Panel>
      </>
    );
  }
  // the records are in the file: a page of them would be a megabyte for nobody
  const { records: _, kind: _kind, version: _version, ...receipt } = found.value;
  return <DeletionReceipt receipt={receipt} back={back} />;
}
