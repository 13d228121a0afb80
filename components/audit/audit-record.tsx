'use client';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { useFormatter, useTimeZone, useTranslations } from 'use-intl';
import { CopyableCode } from '#components/deletions/copy-button.tsx';
import { ZonedTime } from '#components/deletions/zoned-time.tsx';
import { PageHeader } from '#components/shell/page-header.tsx';
import { DescriptionList } from '#components/ui/description-list.tsx';
import { Panel } from '#components/ui/panel.tsx';
import type { AuditDetail } from '#lib/audit/audit-view.ts';
import type { audit } from '#lib/i18n/zh-CN/audit.ts';
import { roleName } from './changed-rights.ts';
import { EventCampaign } from './event-campaign.tsx';
import { EventFacts } from './event-facts.tsx';
import { eventSummary } from './event-summary.ts';
import { eventKey, typedEvent } from './typed-event.ts';

type RecordFact = readonly [name: keyof (typeof audit)['record'], details: ReactNode];

/** One audit record in full: what happened, who did it, and its place in the chain. */
export function AuditRecord({
  record,
  maySeeDeletion,
}: {
  readonly record: AuditDetail;
  readonly maySeeDeletion: boolean;
}) {
  const t = useTranslations();
  const format = useFormatter();
  const timeZone = useTimeZone() ?? '';
  const event = typedEvent(record);
  const none = t('common.none');
  const code = (name: RecordFact[0], text: string | null): RecordFact => [
    name,
    text === null ? (
      none
    ) : (
      <CopyableCode
        key={name}
        text={text}
        label={t('audit.value.copy', { what: t(`audit.record.${name}`) })}
      />
    ),
  ];
  const recordFacts: readonly RecordFact[] = [
    ['event', t(`audit.event.${eventKey(record.type)}`)],
    ['time', <ZonedTime key="time" at={record.at} />],
    ['person', record.actorName ?? t('common.system')],
    ...(record.actorId === null
      ? []
      : [
          code('actorId', record.actorId),
          [
            'roles',
            format.list(record.actorRoles.map((role) => roleName(t, role))) || t('audit.record.noRoles'),
          ] as const,
        ]),
    ['campaign', <EventCampaign key="campaign" row={record} />],
    ...(record.deletionId === null
      ? []
      : [
          maySeeDeletion
            ? ([
                'deletion',
                <Link
                  key="deletion"
                  href={`/deletions/${record.deletionId}`}
                  prefetch={false}
                  className="font-mono text-sm text-accent-ink underline underline-offset-2 wrap-anywhere"
                >
                  {record.deletionId}
                </Link>,
              ] as const)
            : code('deletion', record.deletionId),
        ]),
    ...(record.deletionId === null
      ? []
      : [
          [
            'receipt',
            <Link
              key="receipt"
              href={`/deletions/${record.deletionId}/receipt`}
              prefetch={false}
              className="text-accent-ink underline underline-offset-2"
            >
              {t('receipt.open')}
            </Link>,
          ] as const,
        ]),
    ...(record.itemId === null ? [] : [code('item', record.itemId)]),
    code('correlation', record.correlationId),
    code('session', record.sessionId),
    ['address', record.address ?? none],
    ['version', String(record.version)],
  ];
  const chainFacts: readonly RecordFact[] = [code('prevHash', record.prevHash), code('hash', record.hash)];
  const list = (facts: readonly RecordFact[]) =>
    facts.map(([name, details]) => ({ key: name, term: t(`audit.record.${name}`), details }));
  return (
    <>
      <PageHeader
        back={{ href: `/audit?before=${record.seq + 1}`, label: t('audit.title') }}
        title={t('audit.detail.title', { seq: String(record.seq) })}
        description={eventSummary(t, format, event)}
      />
      <div className="grid items-start gap-5 xl:grid-cols-2">
        <div className="grid min-w-0 gap-5">
          <Panel title={t('audit.detail.factsTitle')} titleId="facts-title">
            <EventFacts event={event} />
          </Panel>
          <Panel isFlush title={t('audit.detail.storedTitle')} description={t('audit.detail.storedWhat')}>
            <section
              aria-label={t('audit.detail.storedTitle')}
              // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
              tabIndex={0}
              className="overflow-x-auto p-4 sm:p-5"
            >
              <pre className="font-mono text-sm text-ink">{JSON.stringify(record.data, null, 2)}</pre>
            </section>
          </Panel>
        </div>
        <div className="grid min-w-0 gap-5">
          <Panel
            title={t('audit.detail.recordTitle')}
            titleId="record-title"
            description={t('audit.detail.zone', { timeZone })}
          >
            <DescriptionList items={list(recordFacts)} />
          </Panel>
          <Panel
            title={t('audit.detail.chainTitle')}
            titleId="chain-title"
            description={t('audit.detail.chainWhat')}
            footer={
              record.seq > 1 ? (
                <Link
                  href={`/audit/${record.seq - 1}`}
                  prefetch={false}
                  className="text-accent-ink underline underline-offset-2"
                >
                  {t('audit.detail.previous')}
                </Link>
              ) : undefined
            }
          >
            <DescriptionList items={list(chainFacts)} />
          </Panel>
        </div>
      </div>
    </>
  );
}
