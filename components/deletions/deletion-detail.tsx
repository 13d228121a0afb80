'use client';
import { CopyPlus, ReceiptText } from 'lucide-react';
import Link from 'next/link';
import { useRef, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { PageHeader } from '#components/shell/page-header.tsx';
import { buttonClass } from '#components/ui/button-class.ts';
import { Callout } from '#components/ui/callout.tsx';
import type { DeletionView } from '#lib/deletions/deletion-view.ts';
import { criterionWords } from './criterion-words.ts';
import { type DecideAction, DecideDialog, type Undecided } from './decide-dialog.tsx';
import { DecideNotice } from './decide-notice.tsx';
import { type ControlAction, StopNotice, useDeletionControl } from './deletion-controls.tsx';
import { DeletionFacts } from './deletion-facts.tsx';
import { outcomeOf } from './deletion-outcome.ts';
import { type Staleness, useDeletion } from './deletion-query.ts';
import { DeletionResult } from './deletion-result.tsx';
import { DeletionStatusBadge } from './deletion-status-badge.tsx';
import { ItemTable } from './item-table.tsx';
import { type ItemFilter, ListItems } from './list-items.tsx';
import { ListProgressPanel } from './list-progress.tsx';
import { RepeatFailed, type RepeatFailedAction } from './repeat-failed.tsx';

/** One deletion, kept up to date while something may still change. */
export function DeletionDetail({
  initial,
  wasThereBefore,
  mayRepeat,
  pauseAction,
  resumeAction,
  cancelAction,
  decideAction,
  repeatFailedAction,
}: {
  readonly initial: DeletionView;
  /** True if the form led here because the same deletion had been made before. */
  readonly wasThereBefore: boolean;
  readonly mayRepeat: boolean;
  readonly pauseAction: ControlAction;
  readonly resumeAction: ControlAction;
  readonly cancelAction: ControlAction;
  readonly decideAction: DecideAction;
  readonly repeatFailedAction: RepeatFailedAction;
}) {
  const t = useTranslations();
  const format = useFormatter();
  const control = useDeletionControl(initial.id, {
    pause: pauseAction,
    resume: resumeAction,
    cancel: cancelAction,
  });
  const { view, staleness } = useDeletion(initial, control.acting !== undefined);
  const [filter, setFilter] = useState<ItemFilter>('');
  const [undecided, setUndecided] = useState<Undecided>();
  const items = useRef<HTMLElement>(null);
  const criterion = criterionWords(t, format, view.criterion, view.list?.items ?? 1);
  const failed = view.failed ? (
    <RepeatFailed deletionId={view.id} failed={view.failed} repeatFailedAction={repeatFailedAction} />
  ) : null;
  return (
    <>
      <PageHeader
        back={{ href: '/deletions', label: t('deletions.title') }}
        title={view.campaign.name}
        description={
          <>
            {criterion.kind} · {criterion.value}
          </>
        }
        badge={
          <DeletionStatusBadge status={view.status} {...(view.list ? {} : { outcome: outcomeOf(view) })} />
        }
        actions={
          <>
            {view.finishedAt === null ? null : (
              <Link
                href={`/deletions/${view.id}/receipt`}
                prefetch={false}
                className={buttonClass('secondary')}
              >
                <ReceiptText aria-hidden className="size-4" />
                {t('receipt.open')}
              </Link>
            )}
            {mayRepeat ? (
              <Link
                href={`/deletions/new?repeat=${encodeURIComponent(view.id)}`}
                prefetch={false}
                className={buttonClass('secondary')}
              >
                <CopyPlus aria-hidden className="size-4" />
                {t('deletions.repeat')}
              </Link>
            ) : null}
          </>
        }
      />
      <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="grid min-w-0 gap-5 *:empty:absolute">
          <div aria-live="polite">
            {staleness ? <StaleNotice staleness={staleness} deletionId={view.id} /> : null}
          </div>
          {wasThereBefore ? (
            <Callout tone="info" title={t('deletions.existing.title')}>
              {t('deletions.existing.what')}
            </Callout>
          ) : null}
          <StopNotice view={view} control={control} />
          {view.mayDecide ? (
            <DecideNotice
              view={view}
              onShow={() => {
                setFilter('unknown');
                items.current?.focus();
              }}
              onDecide={setUndecided}
            />
          ) : null}
          {view.list ? (
            <>
              <ListProgressPanel view={view} list={view.list} />
              {failed}
              <section
                ref={items}
                tabIndex={-1}
                aria-label={t('deletions.items.area')}
                className="min-w-0 scroll-mt-20 outline-none"
              >
                <ListItems
                  view={view}
                  status={filter}
                  onStatus={setFilter}
                  onDecide={(picked) => setUndecided({ items: picked })}
                />
              </section>
            </>
          ) : (
            <section
              ref={items}
              tabIndex={-1}
              aria-label={t('deletions.items.area')}
              className="grid min-w-0 gap-5 outline-none"
            >
              <DeletionResult view={view} />
              {failed}
              <ItemTable view={view} items={view.items} />
            </section>
          )}
        </div>
        <DeletionFacts view={view} />
      </div>
      {undecided ? (
        <DecideDialog
          view={view}
          about={undecided}
          decideAction={decideAction}
          onClose={() => setUndecided(undefined)}
          returnFocus={items}
        />
      ) : null}
    </>
  );
}

function StaleNotice({
  staleness,
  deletionId,
}: {
  readonly staleness: Staleness;
  readonly deletionId: string;
}) {
  const t = useTranslations('deletions.stale');
  if (staleness === 'offline') {
    return (
      <Callout tone="warning" title={t('offlineTitle')}>
        {t('offlineWhat')}
      </Callout>
    );
  }
  if (staleness === 'refused') {
    return (
      <Callout tone="warning" title={t('refusedTitle')}>
        {t('refusedWhat')}
      </Callout>
    );
  }
  return (
    <Callout
      tone="warning"
      title={t('signedOutTitle')}
      actions={
        <Link
          href={`/sign-in?callbackUrl=${encodeURIComponent(`/deletions/${deletionId}`)}`}
          prefetch={false}
          className={buttonClass('primary')}
        >
          {t('signIn')}
        </Link>
      }
    >
      {t('signedOutWhat')}
    </Callout>
  );
}
