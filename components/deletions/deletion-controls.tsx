'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { AlertDialog } from '#components/ui/alert-dialog.tsx';
import { Button } from '#components/ui/button.tsx';
import { Callout } from '#components/ui/callout.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { ControlRefusal, DeletionView } from '#lib/deletions/deletion-view.ts';
import type { Result } from '#lib/result.ts';
import { deletionKey } from './deletion-query.ts';

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
      if (now?.status === 'paused') show({ tone: 'warning', title: t('deletions.stop.stoppedAgain') });
      else show({ title: t('deletions.stop.resumed') });
    }
    setActing(undefined);
  };
  return { acting, trouble, run };
}

type Control = ReturnType<typeof useDeletionControl>;

/** Why a deletion stands still, what to do about it, and the two ways on. */
export function StopNotice({ view, control }: { readonly view: DeletionView; readonly control: Control }) {
  const t = useTranslations();
  const [isAsking, setIsAsking] = useState(false);
  const { acting, trouble } = control;
  const reason = view.stopReason;
  const isEnded = view.status === 'cancelled';
  const state = isEnded ? 'cancelled' : view.status === 'paused' ? 'paused' : 'waiting';
  const cancel = async () => {
    await control.run('cancel');
    setIsAsking(false);
  };
  const hasControls = view.mayPause || view.mayResume || view.mayCancel;
  return (
    <>
      {reason === null && !hasControls ? null : (
        <Callout
          tone={reason === null || reason === 'cancelled_by_member' ? 'neutral' : 'warning'}
          title={reason === null ? t(`domain.deletionStatus.${view.status}`) : t(`deletions.stop.${state}`)}
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
                    {t('deletions.stop.resume')}
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
            <p>{t(view.list ? 'deletions.progress.running' : 'deletions.result.queued')}</p>
          ) : (
            <>
              <p>{t(`domain.stopReason.${reason}.what`)}</p>
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
