'use client';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'use-intl';
import { CriterionText } from '#components/deletions/criterion-text.tsx';
import { OutcomeBadge } from '#components/deletions/outcome-badge.tsx';
import { ZonedTime } from '#components/deletions/zoned-time.tsx';
import { Cell, HeaderCell, Table, TableBody, TableHead, TableRow } from '#components/ui/table.tsx';
import { VisuallyHidden } from '#components/ui/visually-hidden.tsx';
import type { AuditRow } from '#lib/audit/audit-view.ts';
import type { AuditedCriterion } from '#lib/audit/events.ts';
import { EventCampaign } from './event-campaign.tsx';
import { eventSummary } from './event-summary.ts';
import { maskedCriterion } from './masked-criterion.ts';
import { type AuditEvent, eventKey, typedEvent } from './typed-event.ts';

/** Audit records, newest first; each row leads to its page. */
export function AuditTable({ rows }: { readonly rows: readonly AuditRow[] }) {
  const t = useTranslations();
  const format = useFormatter();
  return (
    <Table caption={t('audit.title')}>
      <TableHead>
        <HeaderCell isNumeric>{t('audit.list.seq')}</HeaderCell>
        <HeaderCell>{t('audit.list.time')}</HeaderCell>
        <HeaderCell>{t('audit.list.person')}</HeaderCell>
        <HeaderCell>{t('audit.list.event')}</HeaderCell>
        <HeaderCell>{t('audit.list.campaign')}</HeaderCell>
        <HeaderCell>{t('audit.list.criterion')}</HeaderCell>
        <HeaderCell>{t('audit.list.outcome')}</HeaderCell>
      </TableHead>
      <TableBody>
        {rows.map((row) => {
          const event = typedEvent(row);
          const criterion = criterionOf(event);
          return (
            <TableRow key={row.seq}>
              <th
                scope="row"
                className="px-3 py-2.5 text-right align-top font-normal first:pl-4 sm:first:pl-5"
              >
                <Link
                  href={`/audit/${row.seq}`}
                  prefetch={false}
                  aria-label={t('audit.list.openRecord', { seq: String(row.seq) })}
                  className="rounded-sm text-accent-ink underline-offset-2 after:absolute after:inset-0 hover:underline"
                >
                  {row.seq}
                </Link>
              </th>
              <Cell>
                <ZonedTime at={row.at} />
              </Cell>
              <Cell className="whitespace-nowrap">
                {row.actorName ?? <span className="text-ink-muted">{t('common.system')}</span>}
              </Cell>
              <Cell>
                <span className="block font-medium whitespace-nowrap">
                  {t(`audit.event.${eventKey(row.type)}`)}
                </span>
                <span className="block min-w-48 max-w-96 text-sm text-pretty text-ink-muted">
                  {eventSummary(t, format, event)}
                </span>
              </Cell>
              <Cell>
                <EventCampaign row={row} />
              </Cell>
              <Cell>
                {criterion ? (
                  <CriterionText
                    criterion={maskedCriterion(criterion)}
                    items={event.type === 'deletion.requested' ? event.data.items : undefined}
                  />
                ) : (
                  <Nothing />
                )}
              </Cell>
              <Cell>
                {event.type === 'call.answered' || event.type === 'item.settled' ? (
                  <OutcomeBadge outcome={event.data.outcome} />
                ) : (
                  <Nothing />
                )}
              </Cell>
            </TableRow>
          );
        })}
      </TableBody>
    </Table>
  );
}

function criterionOf(event: AuditEvent): AuditedCriterion | null {
  switch (event.type) {
    case 'deletion.refused':
    case 'deletion.requested':
    case 'call.intended':
      return event.data.criterion;
    default:
      return null;
  }
}

function Nothing() {
  const t = useTranslations('audit.list');
  return (
    <span className="text-ink-faint">
      <span aria-hidden>—</span>
      <VisuallyHidden>{t('nothing')}</VisuallyHidden>
    </span>
  );
}
