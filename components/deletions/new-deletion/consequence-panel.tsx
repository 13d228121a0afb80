'use client';
import type { UseQueryResult } from '@tanstack/react-query';
import { RefreshCw } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { CampaignStatusBadge } from '#components/campaigns/campaign-status-badge.tsx';
import { ReadFault } from '#components/campaigns/read-fault.tsx';
import { useAgo } from '#components/campaigns/use-ago.ts';
import { IconButton } from '#components/ui/button.tsx';
import { Callout } from '#components/ui/callout.tsx';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { DescriptionList } from '#components/ui/description-list.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import type { Criterion } from '#lib/deletions/criterion.ts';
import { firstNumbers } from '#lib/deletions/deletion-input.ts';
import { campaignStatus, type DeletionPreview } from '#lib/deletions/preview.ts';
import { type FormValues, listIn, pauseAfterOf } from './form-values.ts';
import { PreviewCount } from './preview-count.tsx';
import { useCriterionWords } from './use-criterion-words.ts';

/** What the decision at the left will do, always in sight: campaign, count, what goes and whether for good. */
export function ConsequencePanel({
  values,
  criterion,
  preview,
  isOfCriterion,
  goesOnWithNothing,
  onGoOnWithNothing,
  pauseAbove,
}: {
  readonly values: FormValues;
  readonly criterion: Criterion | undefined;
  readonly preview: UseQueryResult<DeletionPreview>;
  readonly isOfCriterion: boolean;
  readonly goesOnWithNothing: boolean;
  readonly onGoOnWithNothing: (goesOn: boolean) => void;
  readonly pauseAbove: number;
}) {
  const t = useTranslations('newDeletion');
  const domain = useTranslations('domain');
  const criterionWords = useCriterionWords();
  const lists = useTranslations('lists');
  const isPermanent = values.archiveHistory === 0;
  const courseFacts = () => {
    const items = listIn(values)?.report.accepted ?? 0;
    if (items <= firstNumbers) return [];
    const first = pauseAfterOf(values, { pauseAbove });
    const details =
      first === null
        ? lists('courseNoPause', { count: items })
        : lists('coursePause', { first, rest: items - first });
    return [{ key: 'course', term: lists('course'), details }];
  };
  return (
    <Panel title={t('consequence')} titleId="consequence">
      <div className="grid gap-4">
        {values.campaign === null ? (
          <p className="text-base text-ink-muted">{t('nothingChosen')}</p>
        ) : (
          <LivePreview
            kind={values.kind}
            list={listIn(values)?.report.accepted ?? null}
            preview={preview}
            isOfCriterion={isOfCriterion}
            goesOnWithNothing={goesOnWithNothing}
            onGoOnWithNothing={onGoOnWithNothing}
          />
        )}
        <DescriptionList
          isStacked
          className="border-t border-line pt-4"
          items={[
            {
              key: 'what',
              term: t('whatWillHappen'),
              details: criterion ? (
                criterionWords(criterion, listIn(values)?.report.accepted ?? 1)
              ) : (
                <span className="text-ink-faint">{t('notYet')}</span>
              ),
            },
            ...courseFacts(),
            {
              key: 'how',
              term: t('howLabel'),
              details: isPermanent ? (
                <span className="font-semibold text-danger-ink">
                  {domain('archive.permanent')} · {t('permanentMark')}
                </span>
              ) : (
                domain('archive.archive')
              ),
            },
          ]}
        />
      </div>
    </Panel>
  );
}

function LivePreview({
  kind,
  list,
  preview,
  isOfCriterion,
  goesOnWithNothing,
  onGoOnWithNothing,
}: {
  readonly kind: FormValues['kind'];
  readonly list: number | null;
  readonly preview: UseQueryResult<DeletionPreview>;
  readonly isOfCriterion: boolean;
  readonly goesOnWithNothing: boolean;
  readonly onGoOnWithNothing: (goesOn: boolean) => void;
}) {
  const t = useTranslations('newDeletion');
  const ago = useAgo();
  const { data, error, isFetching, refetch } = preview;
  if (error) return <ReadFault error={error} onRetry={() => void refetch()} />;
  if (!data) return <PreviewSkeleton />;
  const { campaign, leftToCall } = data;
  const isStarted = campaign.status === campaignStatus.started;
  return (
    <div className="grid gap-4">
      <div className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          <p className="font-semibold text-ink wrap-anywhere">{campaign.name}</p>
          <p className="mt-1 flex flex-wrap items-center gap-2 text-sm text-ink-muted">
            {t('campaignId', { id: campaign.campaignId })}
            <CampaignStatusBadge status={campaign.status} />
            <span>{t('readAgo', { ago: ago(data.readAt) })}</span>
          </p>
        </div>
        <IconButton label={t('refresh')} size="sm" isPending={isFetching} onClick={() => void refetch()}>
          <RefreshCw aria-hidden className="size-4" />
        </IconButton>
      </div>
      {isStarted ? (
        <Callout tone="warning" isLive title={t('startedTitle')}>
          {t('startedTodo')}
        </Callout>
      ) : null}
      {isOfCriterion ? (
        <PreviewCount kind={kind} leftToCall={leftToCall} list={list} recentCallMs={data.recentCallMs} />
      ) : (
        <CountSkeleton />
      )}
      {isOfCriterion && leftToCall === 0 && !isStarted ? (
        <Callout tone="warning" isLive title={t('nothingTitle')}>
          <p>{t('nothingWhat')}</p>
          <Checkbox
            className="mt-3"
            label={t('goOnWithNothing')}
            description={t('goOnWithNothingWhat')}
            isChecked={goesOnWithNothing}
            onChange={onGoOnWithNothing}
          />
        </Callout>
      ) : null}
    </div>
  );
}

function CountSkeleton() {
  return (
    <div className="grid gap-2">
      <Skeleton className="h-4 w-32" />
      <Skeleton className="h-12 w-24" />
      <Skeleton className="h-4 w-full" />
    </div>
  );
}

function PreviewSkeleton() {
  const common = useTranslations('common');
  return (
    <div className="grid gap-4" role="status" aria-label={common('loading')}>
      <Skeleton className="h-5 w-48" />
      <CountSkeleton />
    </div>
  );
}
