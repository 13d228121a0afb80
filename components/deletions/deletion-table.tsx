'use client';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'use-intl';
import { Cell, HeaderCell, Table, TableBody, TableHead, TableRow } from '#components/ui/table.tsx';
import { VisuallyHidden } from '#components/ui/visually-hidden.tsx';
import type { DeletionRow } from '#lib/deletions/deletion-view.ts';
import { ArchiveText } from './archive-text.tsx';
import { CriterionText } from './criterion-text.tsx';
import { DeletionStatusBadge } from './deletion-status-badge.tsx';
import { OutcomeBadge } from './outcome-badge.tsx';
import { ZonedTime } from './zoned-time.tsx';

/** Deletions, newest first; each row leads to its page. */
export function DeletionTable({ rows }: { readonly rows: readonly DeletionRow[] }) {
  const t = useTranslations('deletions');
  return (
    <Table caption={t('title')}>
      <TableHead>
        <HeaderCell>{t('list.time')}</HeaderCell>
        <HeaderCell>{t('list.campaign')}</HeaderCell>
        <HeaderCell>{t('list.criterion')}</HeaderCell>
        <HeaderCell>{t('list.status')}</HeaderCell>
        <HeaderCell isNumeric>{t('list.successCount')}</HeaderCell>
        <HeaderCell>{t('list.archive')}</HeaderCell>
        <HeaderCell>{t('list.requester')}</HeaderCell>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={row.id}>
            <th scope="row" className="px-3 py-2.5 text-left align-top font-normal first:pl-4 sm:first:pl-5">
              <Link
                href={`/deletions/${row.id}`}
                prefetch={false}
                className="rounded-sm text-accent-ink underline-offset-2 after:absolute after:inset-0 hover:underline"
              >
                <ZonedTime at={row.createdAt} />
                <VisuallyHidden> {row.campaign.name}</VisuallyHidden>
              </Link>
            </th>
            <Cell>
              <span className="block min-w-40 wrap-anywhere">{row.campaign.name}</span>
              <span className="block text-sm whitespace-nowrap text-ink-muted">
                {t('list.campaignId', {
                  campaignId: row.campaign.campaignId,
                  vdnId: String(row.campaign.vdnId),
                })}
              </span>
            </Cell>
            <Cell>
              <CriterionText criterion={row.criterion} items={row.items} />
            </Cell>
            <Cell>
              <DeletionStatusBadge status={row.status} {...(row.outcome ? { outcome: row.outcome } : {})} />
              {row.hasUnknown && row.outcome === null ? (
                <span className="mt-1 block">
                  <OutcomeBadge outcome="unknown" />
                </span>
              ) : null}
            </Cell>
            <Cell isNumeric>
              <RowCount row={row} />
            </Cell>
            <Cell className="min-w-32">
              <ArchiveText archiveHistory={row.archiveHistory} />
            </Cell>
            <Cell className="whitespace-nowrap">{row.requesterName}</Cell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function RowCount({ row }: { readonly row: DeletionRow }) {
  const t = useTranslations('deletions');
  const format = useFormatter();
  if (row.successCount !== null)
    return <span className="font-medium">{format.number(row.successCount)}</span>;
  return (
    <span className="text-ink-muted">
      <span aria-hidden>{t('items.nothing')}</span>
      <VisuallyHidden>
        {row.outcome === 'deleted' ? t('list.countNotTold') : t('items.nothing')}
      </VisuallyHidden>
    </span>
  );
}
