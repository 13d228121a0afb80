'use client';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { ArchiveText } from '#components/deletions/archive-text.tsx';
import { CriterionText } from '#components/deletions/criterion-text.tsx';
import { ZonedTime } from '#components/deletions/zoned-time.tsx';
import { Cell, HeaderCell, Table, TableBody, TableHead, TableRow } from '#components/ui/table.tsx';
import { VisuallyHidden } from '#components/ui/visually-hidden.tsx';
import type { WaitingApproval } from '#lib/approvals/approval-view.ts';

/** Requests that wait, the one that expires first on top; each row leads to its decision. */
export function ApprovalTable({ rows }: { readonly rows: readonly WaitingApproval[] }) {
  const t = useTranslations();
  return (
    <Table caption={t('approvals.title')}>
      <TableHead>
        <HeaderCell>{t('approvals.list.campaign')}</HeaderCell>
        <HeaderCell>{t('approvals.list.criterion')}</HeaderCell>
        <HeaderCell>{t('deletions.list.archive')}</HeaderCell>
        <HeaderCell>{t('approvals.list.because')}</HeaderCell>
        <HeaderCell>{t('approvals.list.requester')}</HeaderCell>
        <HeaderCell>{t('approvals.list.expiresAt')}</HeaderCell>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={row.deletionId}>
            <th scope="row" className="px-3 py-2.5 text-left align-top font-normal first:pl-4 sm:first:pl-5">
              <Link
                href={`/approvals/${row.deletionId}`}
                prefetch={false}
                aria-label={t('approvals.list.open', { campaign: row.campaign.name })}
                className="block min-w-40 rounded-sm text-accent-ink underline-offset-2 wrap-anywhere after:absolute after:inset-0 hover:underline"
              >
                {row.campaign.name}
              </Link>
              <span className="block text-sm whitespace-nowrap text-ink-muted">
                {t('deletions.list.campaignId', {
                  campaignId: row.campaign.campaignId,
                  vdnId: String(row.campaign.vdnId),
                })}
              </span>
            </th>
            <Cell>
              <CriterionText criterion={row.criterion} items={row.items} />
            </Cell>
            <Cell className="min-w-32">
              <ArchiveText archiveHistory={row.archiveHistory} />
            </Cell>
            <Cell className="min-w-44">
              <ul>
                {row.because.map((reason) => (
                  <li key={reason}>{t(`approvals.because.${reason}`)}</li>
                ))}
              </ul>
            </Cell>
            <Cell>
              <span className="block whitespace-nowrap">{row.requesterName}</span>
              <span className="block text-sm text-ink-muted">
                <VisuallyHidden>{t('approvals.list.createdAt')} </VisuallyHidden>
                <ZonedTime at={row.createdAt} isShort />
              </span>
            </Cell>
            <Cell>
              <ZonedTime at={row.expiresAt} isShort />
            </Cell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
