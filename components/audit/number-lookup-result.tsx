'use client';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'use-intl';
import { ArchiveText } from '#components/deletions/archive-text.tsx';
import { OutcomeBadge } from '#components/deletions/outcome-badge.tsx';
import { toTheSecond, ZonedTime } from '#components/deletions/zoned-time.tsx';
import { Callout } from '#components/ui/callout.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { Cell, HeaderCell, Table, TableBody, TableHead, TableRow } from '#components/ui/table.tsx';
import type { NumberLookup } from '#lib/audit/number-lookup-view.ts';

/** The answer in one sentence, what it cannot know, and the calls it rests on. */
export function NumberLookupResult({ found }: { readonly found: NumberLookup }) {
  const t = useTranslations('audit.lookup');
  const format = useFormatter();
  const { calls, mask } = found;
  const deleted = calls.find(({ outcome }) => outcome === 'deleted');
  const isOpen = calls.some(({ outcome }) => outcome === 'unknown' || outcome === 'sent');
  return (
    <>
      {deleted ? (
        <Callout tone="success" title={t('deleted', { mask })}>
          {t('deletedWhat', {
            at: format.dateTime(deleted.at, toTheSecond),
            by: deleted.by ?? t('system'),
            campaign: deleted.campaignName ?? deleted.campaignId ?? '',
          })}
        </Callout>
      ) : isOpen ? (
        <Callout tone="unclear" title={t('unknown', { mask })}>
          {t('unknownWhat')}
        </Callout>
      ) : calls.length > 0 ? (
        <Callout tone="info" title={t('notDeleted', { mask })}>
          {t('notDeletedWhat')}
        </Callout>
      ) : (
        <Callout tone="info" title={t('nothing', { mask })}>
          {t('nothingWhat')}
        </Callout>
      )}
      <p className="text-sm text-ink-muted">{t('limits')}</p>
      {calls.length > 0 ? (
        <Panel isFlush title={t('calls', { count: calls.length })}>
          <Calls found={found} />
        </Panel>
      ) : null}
    </>
  );
}

function Calls({ found }: { readonly found: NumberLookup }) {
  const t = useTranslations('audit.lookup');
  const format = useFormatter();
  return (
    <>
      <Table caption={t('calls', { count: found.calls.length })}>
        <TableHead>
          <HeaderCell>{t('time')}</HeaderCell>
          <HeaderCell>{t('person')}</HeaderCell>
          <HeaderCell>{t('campaign')}</HeaderCell>
          <HeaderCell>{t('how')}</HeaderCell>
          <HeaderCell>{t('outcome')}</HeaderCell>
          <HeaderCell isNumeric>{t('successCount')}</HeaderCell>
          <HeaderCell>{t('proof')}</HeaderCell>
        </TableHead>
        <TableBody>
          {found.calls.map((call) => (
            <TableRow key={call.seq}>
              <Cell>
                <ZonedTime at={call.at} />
              </Cell>
              <Cell>{call.by ?? t('system')}</Cell>
              <Cell>
                {call.campaignName ?? call.campaignId}
                <span className="block text-sm text-ink-muted">
                  {t('campaignId', { campaignId: call.campaignId ?? '', vdnId: String(call.vdnId ?? '') })}
                </span>
              </Cell>
              <Cell>
                <ArchiveText archiveHistory={call.archiveHistory} />
              </Cell>
              <Cell>
                <OutcomeBadge outcome={call.outcome} />
              </Cell>
              <Cell isNumeric>{call.successCount === null ? '—' : format.number(call.successCount)}</Cell>
              <Cell>
                <Link
                  href={`/audit?deletion=${call.deletionId ?? ''}`}
                  prefetch={false}
                  className="text-accent-ink underline underline-offset-2"
                >
                  {t('records')}
                </Link>
              </Cell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {found.hasMore ? <p className="px-4 py-3 text-sm text-ink-muted sm:px-5">{t('more')}</p> : null}
    </>
  );
}
