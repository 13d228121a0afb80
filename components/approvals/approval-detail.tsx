'use client';
import { RefreshCw } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { CampaignStatusBadge } from '#components/campaigns/campaign-status-badge.tsx';
import { criterionWords } from '#components/deletions/criterion-words.ts';
import { DeletionFacts } from '#components/deletions/deletion-facts.tsx';
import { ZonedTime } from '#components/deletions/zoned-time.tsx';
import { PageHeader } from '#components/shell/page-header.tsx';
import { Button } from '#components/ui/button.tsx';
import { buttonClass } from '#components/ui/button-class.ts';
import { Callout } from '#components/ui/callout.tsx';
import { Panel } from '#components/ui/panel.tsx';
import type { ApprovalView } from '#lib/approvals/approval-view.ts';
import { campaignStatus } from '#lib/deletions/preview.ts';
import { type DecideApprovalAction, DecisionDialog, type Verdict } from './decision-dialog.tsx';

/** One request as its approver decides about it: what was confirmed, why it needs them, and how it looks now. */
export function ApprovalDetail({
  approval,
  coolingOffMinutes,
  decideApprovalAction,
}: {
  readonly approval: ApprovalView;
  readonly coolingOffMinutes: number;
  readonly decideApprovalAction: DecideApprovalAction;
}) {
  const t = useTranslations();
  const format = useFormatter();
  const [verdict, setVerdict] = useState<Verdict>();
  const { deletion } = approval;
  const criterion = criterionWords(t, format, deletion.criterion, deletion.list?.items ?? 1);
  return (
    <>
      <PageHeader
        back={{ href: '/approvals', label: t('approvals.detail.back') }}
        title={deletion.campaign.name}
        description={
          <>
            {criterion.kind} · {criterion.value}
          </>
        }
        actions={
          <Link href={`/deletions/${deletion.id}`} prefetch={false} className={buttonClass('secondary')}>
            {t('approvals.detail.seeDeletion')}
          </Link>
        }
      />
      <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="grid min-w-0 gap-5">
          <Panel title={t('approvals.detail.becauseTitle')} titleId="because">
            <ul className="list-disc pl-5">
              {approval.because.map((reason) => (
                <li key={reason}>{t(`approvals.because.${reason}`)}</li>
              ))}
            </ul>
          </Panel>
          <Now approval={approval} />
          <Panel title={t('approvals.detail.decision')} titleId="decision">
            <p className="text-ink-muted">
              {t.rich('approvals.detail.expiresAt', {
                time: () => <ZonedTime at={approval.expiresAt} />,
              })}
            </p>
            {approval.isOwn ? (
              <Callout tone="info" className="mt-4">
                {t('approvals.detail.own')}
              </Callout>
            ) : (
              <div className="mt-4 flex flex-wrap gap-2">
                <Button variant="primary" onClick={() => setVerdict('approve')}>
                  {t('approvals.detail.approve')}
                </Button>
                <Button onClick={() => setVerdict('refuse')}>{t('approvals.detail.refuse')}</Button>
              </div>
            )}
          </Panel>
        </div>
        <div className="grid gap-2">
          <DeletionFacts view={deletion} />
          <p className="text-sm text-ink-muted">{t('approvals.detail.confirmedWhat')}</p>
        </div>
      </div>
      {verdict ? (
        <DecisionDialog
          approval={approval}
          verdict={verdict}
          what={`${criterion.kind} ${criterion.value}`}
          coolingOffMinutes={coolingOffMinutes}
          decideApprovalAction={decideApprovalAction}
          onClose={() => setVerdict(undefined)}
        />
      ) : null}
    </>
  );
}

/** The preview as it was confirmed beside the preview as it was read a moment ago. */
function Now({ approval: { deletion, now, hasDrifted } }: { readonly approval: ApprovalView }) {
  const t = useTranslations();
  const format = useFormatter();
  const router = useRouter();
  const [isReading, startReading] = useTransition();
  const countWords = (count: number | null) =>
    count === null ? t('deletions.expected.unavailable') : format.number(count);
  return (
    <Panel
      title={t('approvals.detail.nowTitle')}
      titleId="now"
      description={t('approvals.detail.nowWhat')}
      actions={
        <Button size="sm" isPending={isReading} onClick={() => startReading(() => router.refresh())}>
          <RefreshCw aria-hidden className="size-4" />
          {t('approvals.detail.readAgain')}
        </Button>
      }
    >
      {now.ok ? (
        <table className="w-full text-left text-base">
          <thead className="text-sm text-ink-muted">
            <tr>
              <td />
              <th scope="col" className="pb-2 font-medium">
                {t('approvals.detail.atRequest')}
              </th>
              <th scope="col" className="pb-2 font-medium">
                {t('approvals.detail.now')}
              </th>
            </tr>
          </thead>
          <tbody className="*:border-t *:border-line *:*:py-2 *:*:pr-4">
            <tr>
              <th scope="row" className="font-normal text-ink-muted">
                {t('approvals.detail.status')}
              </th>
              <td>
                <CampaignStatusBadge status={deletion.preview.status} />
              </td>
              <td>
                <CampaignStatusBadge status={now.status} />
              </td>
            </tr>
            <tr>
              <th scope="row" className="font-normal text-ink-muted">
                {t('approvals.detail.count')}
              </th>
              <td>{countWords(deletion.preview.leftToCall)}</td>
              <td className="font-semibold">{countWords(now.leftToCall)}</td>
            </tr>
            <tr>
              <th scope="row" className="font-normal text-ink-muted">
                {t('approvals.detail.readAt')}
              </th>
              <td>
                <ZonedTime at={deletion.preview.readAt} isShort />
              </td>
              <td>
                <ZonedTime at={now.readAt} isShort />
              </td>
            </tr>
          </tbody>
        </table>
      ) : (
        <Callout tone="warning" title={t(`refusals.read.${now.code}.what`)}>
          {t(`refusals.read.${now.code}.todo`)}
        </Callout>
      )}
      {hasDrifted ? (
        <Callout tone="warning" className="mt-4">
          {t('approvals.detail.drifted')}
        </Callout>
      ) : null}
      {now.ok && now.status === campaignStatus.started ? (
        <Callout tone="warning" className="mt-4">
          {t('approvals.detail.started')}
        </Callout>
      ) : null}
    </Panel>
  );
}
