'use client';
import { useTimeZone, useTranslations } from 'use-intl';
import { DescriptionList } from '#components/ui/description-list.tsx';
import { Panel } from '#components/ui/panel.tsx';
import type { DeletionView } from '#lib/deletions/deletion-view.ts';
import { ArchiveText } from './archive-text.tsx';
import { campaignStatusWord } from './campaign-status-word.ts';
import { CopyableCode } from './copy-button.tsx';
import { CriterionText } from './criterion-text.tsx';
import { pauseWords } from './pause-words.ts';
import { ZonedTime } from './zoned-time.tsx';

/** Who decided what, when and why. */
export function DeletionFacts({ view }: { readonly view: DeletionView }) {
  const t = useTranslations();
  const timeZone = useTimeZone() ?? '';
  const { preview } = view;
  const campaignId = view.campaign.campaignId;
  const facts = [
    { key: 'requester', details: view.requester.name },
    { key: 'createdAt', details: <ZonedTime at={view.createdAt} /> },
    {
      key: 'finishedAt',
      details:
        view.finishedAt === null ? t('deletions.facts.notFinished') : <ZonedTime at={view.finishedAt} />,
    },
    {
      key: 'campaign',
      details: (
        <>
          {view.campaign.name}
          <span className="block text-sm text-ink-muted">
            {t('deletions.list.campaignId', { campaignId, vdnId: String(view.campaign.vdnId) })}
          </span>
        </>
      ),
    },
    {
      key: 'criterion',
      details: <CriterionText criterion={view.criterion} items={view.list?.items ?? 1} isInline />,
    },
    ...(view.list ? [{ key: 'pauseAfter', details: pauseWords(t, view.pauseAfter) } as const] : []),
    { key: 'archive', details: <ArchiveText archiveHistory={view.archiveHistory} /> },
    {
      key: 'reason',
      details: (
        <>
          {t(`domain.reasonCategory.${view.reason.category}`)}
          {view.reason.text ? (
            <span className="block text-sm whitespace-pre-wrap text-ink-muted">{view.reason.text}</span>
          ) : null}
        </>
      ),
    },
    { key: 'ticket', details: view.reason.ticket || t('common.none') },
    {
      key: 'preview',
      details: (
        <>
          {t('deletions.facts.previewStatus', { status: campaignStatusWord(t, preview.status) })}
          <span className="block">
            {preview.leftToCall === null || preview.scope === 'unavailable'
              ? t('deletions.expected.unavailable')
              : t(`deletions.expected.${preview.scope}`, { count: preview.leftToCall })}
          </span>
          <span className="block text-sm text-ink-muted">
            <ZonedTime at={preview.readAt} />
          </span>
        </>
      ),
    },
    ...(view.approval
      ? [{ key: 'approval', details: <ApprovalWords approval={view.approval} /> } as const]
      : []),
    { key: 'id', details: <CopyableCode text={view.id} label={t('deletions.copyId')} /> },
  ] as const;
  return (
    <Panel
      title={t('deletions.facts.title')}
      titleId="facts-title"
      description={t('deletions.facts.zone', { timeZone })}
    >
      <DescriptionList items={facts.map((fact) => ({ ...fact, term: t(`deletions.facts.${fact.key}`) }))} />
    </Panel>
  );
}

/** Who approved or refused it and what they said; while nobody has, until when it waits. */
function ApprovalWords({ approval }: { readonly approval: NonNullable<DeletionView['approval']> }) {
  const t = useTranslations('approvals');
  const { because, expiresAt, decision } = approval;
  return (
    <>
      {decision
        ? t.rich(decision.isApproved ? 'onDeletion.approved' : 'onDeletion.refused', {
            name: decision.byName,
            time: () => <ZonedTime at={decision.at} />,
          })
        : t.rich('detail.expiresAt', { time: () => <ZonedTime at={expiresAt} /> })}
      {decision?.comment ? (
        <span className="block text-sm whitespace-pre-wrap text-ink-muted">
          {t('onDeletion.comment', { comment: decision.comment })}
        </span>
      ) : null}
      <ul className="text-sm text-ink-muted">
        {because.map((reason) => (
          <li key={reason}>{t(`because.${reason}`)}</li>
        ))}
      </ul>
    </>
  );
}
