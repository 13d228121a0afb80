'use client';
import { RotateCcw } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Callout } from '#components/ui/callout.tsx';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { Panel } from '#components/ui/panel.tsx';
import type { FailedNumbers, RepeatRefusal } from '#lib/deletions/deletion-view.ts';
import { type FailedStatus, failedStatuses } from '#lib/deletions/states.ts';
import type { Result } from '#lib/result.ts';

export type RepeatFailedAction = (
  input: unknown,
) => Promise<Result<{ readonly listId: string }, RepeatRefusal>>;

/** What a list did not delete, and the way to a new deletion of just those numbers, as long as they are kept. */
export function RepeatFailed({
  deletionId,
  failed,
  repeatFailedAction,
}: {
  readonly deletionId: string;
  readonly failed: FailedNumbers;
  readonly repeatFailedAction: RepeatFailedAction;
}) {
  const t = useTranslations('deletions.repeatFailed');
  const refusal = useTranslations('refusals.repeat');
  const format = useFormatter();
  const router = useRouter();
  // what was cancelled was cancelled on purpose: to repeat it is a choice of its own
  const [isChosen, setIsChosen] = useState<Record<FailedStatus, boolean>>({
    rejected: true,
    cancelled: false,
  });
  const [isPending, setIsPending] = useState(false);
  const [trouble, setTrouble] = useState<RepeatRefusal | 'no_answer'>();
  const kinds = failedStatuses.filter((status) => failed[status] > 0);
  const chosen = kinds.length > 1 ? kinds.filter((status) => isChosen[status]) : kinds;
  const count = chosen.reduce((sum, status) => sum + failed[status], 0);
  const day = (at: number) => format.dateTime(at, { dateStyle: 'medium' });

  const repeat = async () => {
    setIsPending(true);
    setTrouble(undefined);
    try {
      const result = await repeatFailedAction({ deletionId, statuses: chosen });
      if (result.ok) {
        router.push(
          `/deletions/new?${new URLSearchParams({ repeat: deletionId, list: result.value.listId })}`,
        );
        return;
      }
      setTrouble(result.code);
    } catch {
      setTrouble('no_answer');
    }
    setIsPending(false);
  };

  return (
    <Panel title={t('title')} titleId="failed-title">
      {failed.keptUntil === null ? (
        <p className="text-base text-ink-muted">
          {failed.wipedAt === null ? t('wiped') : t('wipedOn', { date: day(failed.wipedAt) })}
        </p>
      ) : (
        <div className="grid gap-3">
          <p className="max-w-reading text-base text-ink-muted">
            {t('keptUntil', { date: day(failed.keptUntil) })}
            {failed.wiped > 0 ? ` ${t('someWiped', { count: failed.wiped })}` : null}
          </p>
          {kinds.length > 1 ? (
            <fieldset className="grid gap-1.5">
              <legend className="sr-only">{t('choose')}</legend>
              {kinds.map((status) => (
                <Checkbox
                  key={status}
                  label={t(status, { count: failed[status] })}
                  isChecked={isChosen[status]}
                  onChange={(isChecked) => setIsChosen({ ...isChosen, [status]: isChecked })}
                />
              ))}
            </fieldset>
          ) : (
            kinds.map((status) => (
              <p key={status} className="text-base text-ink">
                {t(status, { count: failed[status] })}
              </p>
            ))
          )}
          <div>
            <Button disabled={count === 0} isPending={isPending} onClick={() => void repeat()}>
              <RotateCcw aria-hidden className="size-4" />
              {t('repeat', { count })}
            </Button>
          </div>
        </div>
      )}
      <div aria-live="polite">
        {trouble ? (
          <Callout
            tone="warning"
            className="mt-3"
            title={trouble === 'no_answer' ? t('failedTitle') : refusal(`${trouble}.what`)}
          >
            {trouble === 'no_answer' ? t('failedTodo') : refusal(`${trouble}.todo`)}
          </Callout>
        ) : null}
      </div>
    </Panel>
  );
}
