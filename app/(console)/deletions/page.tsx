import { ListX, Plus, SearchX } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { DeletionFilterForm } from '#components/deletions/deletion-filter-form.tsx';
import { DeletionTable } from '#components/deletions/deletion-table.tsx';
import { PageHeader } from '#components/shell/page-header.tsx';
import { buttonClass } from '#components/ui/button-class.ts';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Pagination } from '#components/ui/pagination.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { requireGrant } from '#lib/auth/require-grant.ts';
import { civilToday } from '#lib/clock.ts';
import { deletionFilter, deletionsAddress } from '#lib/deletions/deletion-filter.ts';
import { findDeletions } from '#lib/deletions/find-deletions.ts';
import { findFilterOptions } from '#lib/deletions/find-filter-options.ts';
import { getTranslator } from '#lib/i18n/get-translator.ts';
import { getShellFacts } from '#lib/settings/shell-facts.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator('deletions'))('title') };
}

export default async function DeletionsPage({
  searchParams,
}: {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}) {
  const grant = await requireGrant('deletion:read');
  const t = await getTranslator();
  const { timeZone } = getShellFacts();
  const search = await searchParams;
  const filter = deletionFilter.parse(search);
  const cursor = typeof search.before === 'string' && search.before.length <= 40 ? search.before : undefined;
  const first = deletionsAddress(filter);
  const isFiltered = first !== deletionsAddress({});
  const { rows, nextCursor } = await findDeletions(grant, { ...filter, before: cursor });
  const newDeletion = grant.has('deletion:create') ? (
    <Link href="/deletions/new" prefetch={false} className={buttonClass('primary')}>
      <Plus aria-hidden className="size-4" />
      {t('deletions.newDeletion')}
    </Link>
  ) : undefined;
  const newest = { href: cursor === undefined ? null : first, label: t('deletions.list.newest') };
  const older = {
    href: nextCursor === null ? null : deletionsAddress(filter, nextCursor),
    label: t('common.older'),
  };
  const zone = <span className="text-sm text-ink-muted">{t('deletions.list.zone', { timeZone })}</span>;
  return (
    <>
      <PageHeader
        title={t('deletions.title')}
        description={t('deletions.description')}
        actions={newDeletion}
      />
      {rows.length > 0 || isFiltered || cursor !== undefined ? (
        <DeletionFilterForm
          filter={filter}
          options={await findFilterOptions(grant)}
          today={civilToday(timeZone)}
        />
      ) : null}
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
        ) : cursor !== undefined ? (
          <EmptyState icon={ListX} title={t('deletions.list.emptyOlder')} />
        ) : isFiltered ? (
          <EmptyState
            icon={SearchX}
            title={t('deletions.filter.emptyTitle')}
            action={
              <Link href="/deletions" prefetch={false} className={buttonClass('secondary')}>
                {t('deletions.filter.clear')}
              </Link>
            }
          >
            {t('deletions.filter.emptyWhat')}
          </EmptyState>
        ) : (
          <EmptyState icon={ListX} title={t('deletions.list.emptyTitle')} action={newDeletion}>
            {t('deletions.list.emptyWhat')}
          </EmptyState>
        )}
      </Panel>
    </>
  );
}
