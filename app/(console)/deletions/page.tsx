import { ListX, Plus } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { DeletionTable } from '#components/deletions/deletion-table.tsx';
import { PageHeader } from '#components/shell/page-header.tsx';
import { buttonClass } from '#components/ui/button-class.ts';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Pagination } from '#components/ui/pagination.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { requireGrant } from '#lib/auth/require-grant.ts';
import { findDeletions } from '#lib/deletions/find-deletions.ts';
import { getTranslator } from '#lib/i18n/get-translator.ts';
import { getShellFacts } from '#lib/settings/shell-facts.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator('deletions'))('title') };
}

export default async function DeletionsPage({
  searchParams,
}: {
  readonly searchParams: Promise<{ readonly before?: string | string[] }>;
}) {
  const grant = await requireGrant('deletion:read');
  const t = await getTranslator();
  const { before } = await searchParams;
  const cursor = typeof before === 'string' && before.length <= 40 ? before : undefined;
  const { rows, nextCursor } = await findDeletions(grant, cursor === undefined ? {} : { before: cursor });
  const newDeletion = grant.has('deletion:create') ? (
    <Link href="/deletions/new" prefetch={false} className={buttonClass('primary')}>
      <Plus aria-hidden className="size-4" />
      {t('deletions.newDeletion')}
    </Link>
  ) : undefined;
  const newest = { href: cursor === undefined ? null : '/deletions', label: t('deletions.list.newest') };
  const older = {
    href: nextCursor === null ? null : `/deletions?before=${encodeURIComponent(nextCursor)}`,
    label: t('common.older'),
  };
  const zone = (
    <span className="text-sm text-ink-muted">
      {t('deletions.list.zone', { timeZone: getShellFacts().timeZone })}
    </span>
  );
  return (
    <>
      <PageHeader
        title={t('deletions.title')}
        description={t('deletions.description')}
        actions={newDeletion}
      />
      <Panel
        isFlush
        className="*:first:rounded-[inherit]"
        footer={
          newest.href === null && older.href === null ? (
            zone
          ) : (
            <Pagination label={t('deletions.list.paging')} previous={newest} next={older}>
              {zone}
            </Pagination>
          )
        }
      >
        {rows.length > 0 ? (
          <DeletionTable rows={rows} />
        ) : cursor === undefined ? (
          <EmptyState icon={ListX} title={t('deletions.list.emptyTitle')} action={newDeletion}>
            {t('deletions.list.emptyWhat')}
          </EmptyState>
        ) : (
          <EmptyState icon={ListX} title={t('deletions.list.emptyOlder')} />
        )}
      </Panel>
    </>
  );
}
