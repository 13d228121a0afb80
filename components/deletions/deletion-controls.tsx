'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { AlertDialog } from '#components/ui/alert-dialog.tsx';
import { Button } from '#components/ui/button.tsx';
import { Callout } from '#components/ui/callout.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { ControlRefusal, DeletionView, ListProgress } from '#lib/deletions/deletion-view.ts';
import { itemStatuses } from '#lib/deletions/states.ts';
import type { Result } from '#lib/result.ts';
import { deletionKey } from './deletion-query.ts';
import { OutcomeBadge } from './outcome-badge.tsx';
import type { Translate } from './translate.ts';
import { WaitingWords } from './waiting-words.tsx';

export type ControlAction = (deletionId: unknown) => Promise<Result<null, ControlRefusal>>;

/** Resume may wait for the vendor's answer: while `acting`, the page should go on reading. */
export function useDeletionControl(
  deletionId: string,
  actions: {
    readonly pause: ControlAction;
    readonly resume: ControlAction;
    readonly cancel: ControlAction;
  },
) {
  const show = useToast();
  const t = useTranslations();
  const queryClient = useQueryClient();
  const [acting, setActing] = useState<'pause' | 'resume' | 'cancel'>();
  const [trouble, setTrouble] = useState<ControlRefusal | 'no_answer'>();
  const run = async (act: 'pause' | 'resume' | 'cancel') => {
    setActing(act);
    setTrouble(undefined);
    let isDone = false;
    try {
      const result = await actions[act](deletionId);
      if (!result.ok) setTrouble(result.code);
      isDone = result.ok;
    } catch {
      setTrouble('no_answer');
    }
    // whatever came back, the state of now decides what is shown
    await queryClient.invalidateQueries({ queryKey: deletionKey(deletionId) });
    if (isDone && act === 'cancel') show({ title: t('deletions.stop.cancelledToast') });
    if (isDone && act === 'resume') {
      const now = queryClient.getQueryData<DeletionView>(deletionKey(deletionId));
      const hasStoppedAgain = now?.status === 'paused' && now.stopReason !== 'first_ten_done';
      if (hasStoppedAgain) show({ tone: 'warning', title: t('deletions.stop.stoppedAgain') });
      else show({ title: t('deletions.stop.resumed') });
    }
    setActing(undefined);
  };
  return { acting, trouble, run };
}

type Control = ReturnType<typeof useDeletionControl>;

function toneOf(reason: DeletionView['stopReason']) {
  if (reason === null || reason === 'cancelled_by_member') return 'neutral';
  return reason === 'first_ten_done' ? 'info' : 'warning';
}

/** What came of the numbers after which a list stopped for a look. */
function FirstOutcomes({ list, through }: { readonly list: ListProgress; readonly through: number }) {
  const t = useTranslations('deletions.stop');
  const format = useFormatter();
  const outcomes = itemStatuses.filter((status) => status !== 'pending' && list.counts[status] > 0);
  return (
    <ul
      aria-label={t('firstCounts', { count: through })}
      className="my-2 flex flex-wrap gap-x-5 gap-y-1.5 rounded-md bg-surface px-3 py-2"
    >
      {outcomes.map((status) => (
        <li key={status} className="flex items-center gap-2">
          <OutcomeBadge outcome={status} />
          <span className="font-semibold">{format.number(list.counts[status])}</span>
        </li>
      ))}
    </ul>
  );
}

/** What stands above the reason: for what was not approved its state, for what stopped that it did. */
function titleOf(t: Translate, { status, stopReason, notBefore }: DeletionView): string {
  if (stopReason === null && notBefore !== null) return t('approvals.onDeletion.delayedTitle');
  if (stopReason === null || status === 'rejected' || status === 'expired')
    return t(`domain.deletionStatus.${status}`);
  return t(`deletions.stop.${status === 'paused' || status === 'cancelled' ? status : 'waiting'}`);
}

/** Why a deletion stands still, what to do about it, and the two ways on. */
export function StopNotice({ view, control }: { readonly view: DeletionView; readonly control: Control }) {
  const t = useTranslations();
  const [isAsking, setIsAsking] = useState(false);
  const { acting, trouble } = control;
  const reason = view.stopReason;
  const cancel = async () => {
    await control.run('cancel');
    setIsAsking(false);
  };
  const first = reason === 'first_ten_done' && view.status === 'paused' ? view.list : null;
  const rest = first?.counts.pending ?? 0;
  const through = (first?.items ?? 0) - rest;
  const hasControls = view.mayPause || view.mayResume || view.mayCancel;
  return (
    <>
      {reason === null && !hasControls ? null : (
        <Callout
          tone={toneOf(reason)}
          title={first ? t('deletions.stop.firstDone', { count: through }) : titleOf(t, view)}
          actions={
            hasControls ? (
              <>
                {view.mayPause ? (
                  <Button
                    isPending={acting === 'pause'}
                    disabled={acting !== undefined && acting !== 'pause'}
                    onClick={() => void control.run('pause')}
                  >
                    {t('deletions.stop.pause')}
                  </Button>
                ) : null}
                {view.mayResume ? (
                  <Button
                    variant="primary"
                    isPending={acting === 'resume'}
                    disabled={acting === 'cancel'}
                    onClick={() => void control.run('resume')}
                  >
                    {first ? t('deletions.stop.goOn', { count: rest }) : t('deletions.stop.resume')}
                  </Button>
                ) : null}
                {view.mayCancel ? (
                  <Button disabled={acting !== undefined} onClick={() => setIsAsking(true)}>
                    {t('deletions.stop.cancel')}
                  </Button>
                ) : null}
              </>
            ) : undefined
          }
        >
          {reason === null ? (
            <WaitingWords view={view} />
          ) : (
            <>
              {first ? (
                <FirstOutcomes list={first} through={through} />
              ) : (
                <p>{t(`domain.stopReason.${reason}.what`)}</p>
              )}
              <p>{t('deletions.vendor.todo', { todo: t(`domain.stopReason.${reason}.todo`) })}</p>
            </>
          )}
          {view.status === 'paused' && !hasControls ? (
            <p className="mt-1 text-ink-muted">{t('deletions.stop.notYours')}</p>
          ) : null}
        </Callout>
      )}
      <div aria-live="polite">
        {trouble ? (
          <Callout
            tone="warning"
            title={
              trouble === 'no_answer' ? t('deletions.stop.failed') : t(`refusals.control.${trouble}.what`)
            }
          >
            {trouble === 'no_answer' ? t('deletions.stop.failedTodo') : t(`refusals.control.${trouble}.todo`)}
          </Callout>
        ) : null}
      </div>
      <AlertDialog
        isOpen={isAsking}
        onOpenChange={(isOpen) => (acting === undefined ? setIsAsking(isOpen) : undefined)}
        title={t('deletions.stop.confirmTitle')}
        description={t('deletions.stop.confirmWhat')}
        cancelLabel={t('deletions.stop.keep')}
        isCancelDisabled={acting === 'cancel'}
        action={
          <Button variant="danger" isPending={acting === 'cancel'} onClick={() => void cancel()}>
            {t('deletions.stop.cancel')}
          </Button>
        }
      />
    </>
  );
}
