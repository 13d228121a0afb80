'use client';
import { CirclePlay, OctagonX } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { useStepUp } from '#components/auth/step-up.tsx';
import { toTheSecond } from '#components/deletions/zoned-time.tsx';
import { AlertDialog } from '#components/ui/alert-dialog.tsx';
import { Status } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Callout } from '#components/ui/callout.tsx';
import { Field } from '#components/ui/field.tsx';
import { Textarea } from '#components/ui/input.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { Result } from '#lib/result.ts';
import { type CallStop, type CallStopRefusal, stopReasonLimit } from '#lib/settings/call-stop-view.ts';

/** Stops every call, or lets calls be made again; either is asked back first. */
export function CallSwitch({
  callStop,
  stopCallsAction,
  resumeCallsAction,
}: {
  readonly callStop: CallStop | null;
  readonly stopCallsAction: (reason: unknown) => Promise<Result<null, CallStopRefusal>>;
  readonly resumeCallsAction: () => Promise<Result<null, CallStopRefusal>>;
}) {
  const t = useTranslations('settings.calls');
  const common = useTranslations('common');
  const refusals = useTranslations('refusals.callStop');
  const format = useFormatter();
  const router = useRouter();
  const show = useToast();
  const withStepUp = useStepUp();
  const place = useRef<HTMLDivElement>(null);
  const [isAsking, setIsAsking] = useState(false);
  const [reason, setReason] = useState('');
  const [isPending, setIsPending] = useState(false);
  const [trouble, setTrouble] = useState<CallStopRefusal | 'no_answer'>();
  const isStopped = callStop !== null;

  const turn = async () => {
    setIsPending(true);
    setTrouble(undefined);
    try {
      const result = await withStepUp(() => (isStopped ? resumeCallsAction() : stopCallsAction(reason)));
      if (!result.ok) return setTrouble(result.code);
      setIsAsking(false);
      setReason('');
      show({ title: t(isStopped ? 'resumedToast' : 'stoppedToast') });
      router.refresh();
    } catch {
      setTrouble('no_answer');
    } finally {
      setIsPending(false);
    }
  };

  return (
    <Panel title={t('title')} titleId="calls">
      <div ref={place} tabIndex={-1} className="grid gap-4 outline-none">
        <p className="max-w-3xl text-ink-muted">{t('what')}</p>
        {callStop ? (
          <Callout tone="warning" icon={OctagonX} title={t('stopped')}>
            <p>
              {t('stoppedBy', { name: callStop.byName, time: format.dateTime(callStop.at, toTheSecond) })}
            </p>
            <p className="wrap-anywhere">{callStop.reason}</p>
          </Callout>
        ) : (
          <Status tone="success" icon={CirclePlay}>
            {t('running')}
          </Status>
        )}
        <div>
          <Button
            variant="primary"
            onClick={() => {
              setTrouble(undefined);
              setIsAsking(true);
            }}
          >
            {t(isStopped ? 'resume' : 'stop')}
          </Button>
        </div>
      </div>
      <AlertDialog
        isOpen={isAsking}
        onOpenChange={(isOpen) => (isPending ? undefined : setIsAsking(isOpen))}
        title={t(isStopped ? 'resumeTitle' : 'stopTitle')}
        description={t(isStopped ? 'resumeWhat' : 'stopWhat')}
        cancelLabel={isStopped ? t('keepStopped') : common('cancel')}
        isCancelDisabled={isPending}
        returnFocus={place}
        action={
          <Button variant="primary" isPending={isPending} onClick={() => void turn()}>
            {t(isStopped ? 'confirmResume' : 'confirmStop')}
          </Button>
        }
      >
        {isStopped ? null : (
          <Field
            label={t('reason')}
            hint={t('reasonHint')}
            error={trouble === 'reason_required' ? refusals('reason_required.what') : undefined}
            isRequired
            className="mt-4"
          >
            {(aria) => (
              <Textarea
                {...aria}
                rows={2}
                maxLength={stopReasonLimit}
                value={reason}
                disabled={isPending}
                onChange={(event) => setReason(event.target.value)}
              />
            )}
          </Field>
        )}
        {trouble && trouble !== 'reason_required' ? (
          <Callout
            tone="warning"
            isLive
            className="mt-3"
            title={trouble === 'no_answer' ? t('failed') : refusals(`${trouble}.what`)}
          >
            {trouble === 'no_answer' ? t('failedTodo') : refusals(`${trouble}.todo`)}
          </Callout>
        ) : null}
      </AlertDialog>
    </Panel>
  );
}
