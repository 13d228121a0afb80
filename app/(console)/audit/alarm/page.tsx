import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { AcknowledgeForm } from '#components/audit/acknowledge-form.tsx';
import { ZonedTime } from '#components/deletions/zoned-time.tsx';
import { PageHeader } from '#components/shell/page-header.tsx';
import { Callout } from '#components/ui/callout.tsx';
import { DescriptionList } from '#components/ui/description-list.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { findAuditAlarm } from '#lib/audit/find-audit-alarm.ts';
import { requireGrant } from '#lib/auth/require-grant.ts';
import { getTranslator } from '#lib/i18n/get-translator.ts';
import { acknowledgeAlarmAction } from './actions.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator('audit'))('alarm.title') };
}

export default async function AlarmPage() {
  await requireGrant('audit:acknowledge');
  const t = await getTranslator('audit');
  const alarm = await findAuditAlarm();
  if (!alarm) redirect('/');
  const number = new Intl.NumberFormat('en');
  return (
    <>
      <PageHeader title={t('alarm.title')} description={t('alarm.description')} />
      <div className="grid gap-5">
        <Callout tone="danger" title={t('alarm.stopped')}>
          <p>{t('alarm.todo')}</p>
        </Callout>
        <Panel title={t('alarm.found')}>
          <DescriptionList
            items={[
              { key: 'raised', term: t('alarm.raisedAt'), details: <ZonedTime at={alarm.raisedAt} /> },
              { key: 'head', term: t('fact.headSeq'), details: number.format(alarm.headSeq) },
              { key: 'attested', term: t('fact.attestedSeq'), details: number.format(alarm.attestedSeq) },
              { key: 'at', term: t('fact.attestedAt'), details: <ZonedTime at={alarm.attestedAt} /> },
              {
                key: 'lost',
                term: t('fact.lost'),
                details: t('alarm.lost', { count: Math.max(0, alarm.attestedSeq - alarm.headSeq) }),
              },
            ]}
          />
        </Panel>
        <Panel title={t('alarm.acknowledge')}>
          <AcknowledgeForm alarmId={alarm.id} acknowledgeAction={acknowledgeAlarmAction} />
        </Panel>
      </div>
    </>
  );
}
