'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { AlertDialog } from '#components/ui/alert-dialog.tsx';
import { Button } from '#components/ui/button.tsx';
import { Callout } from '#components/ui/callout.tsx';
import { Field } from '#components/ui/field.tsx';
import { Textarea } from '#components/ui/input.tsx';
import { RadioCards } from '#components/ui/radio-cards.tsx';
import { useToast } from '#components/ui/toast.tsx';
import { reasonLimits } from '#lib/deletions/deletion-input.ts';
import type { ControlRefusal, DeletionView } from '#lib/deletions/deletion-view.ts';
import type { Result } from '#lib/result.ts';
import { deletionKey } from './deletion-query.ts';

export type DecideAction = (input: unknown) => Promise<Result<{ readonly decided: number }, ControlRefusal>>;

const outcomes = ['deleted', 'nothing_matched', 'rejected'] as const;
type Outcome = (typeof outcomes)[number];

/** Unknown outcomes that the call log could not settle: a person finds out and says how they know. */
export function DecideNotice({
  view,
  decideAction,
}: {
  readonly view: DeletionView;
  readonly decideAction: DecideAction;
}) {
  const t = useTranslations();
  const show = useToast();
  const queryClient = useQueryClient();
  const [isAsking, setIsAsking] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>();
  const [evidence, setEvidence] = useState('');
  const [isPending, setIsPending] = useState(false);
  const [trouble, setTrouble] = useState<ControlRefusal | 'no_answer' | 'evidence'>();

  const decide = async () => {
    if (outcome === undefined || evidence.trim() === '') return setTrouble('evidence');
    setIsPending(true);
    setTrouble(undefined);
    try {
      const result = await decideAction({ deletionId: view.id, itemId: null, outcome, evidence });
      await queryClient.invalidateQueries({ queryKey: deletionKey(view.id) });
      if (result.ok) {
        setIsAsking(false);
        show({ title: t('deletions.decide.done', { count: result.value.decided }) });
      } else {
        setTrouble(result.code);
      }
    } catch {
      setTrouble('no_answer');
    } finally {
      setIsPending(false);
    }
  };

  return (
    <>
      <Callout
        tone="unclear"
        title={t('deletions.decide.title')}
        actions={<Button onClick={() => setIsAsking(true)}>{t('deletions.decide.open')}</Button>}
      >
        {t('deletions.decide.what')}
      </Callout>
      <AlertDialog
        isOpen={isAsking}
        onOpenChange={(isOpen) => (isPending ? undefined : setIsAsking(isOpen))}
        title={t('deletions.decide.dialogTitle')}
        description={t('deletions.decide.dialogWhat')}
        cancelLabel={t('common.cancel')}
        isCancelDisabled={isPending}
        action={
          <Button variant="primary" isPending={isPending} onClick={() => void decide()}>
            {t('deletions.decide.confirm')}
          </Button>
        }
      >
        <div className="mt-4 grid gap-4">
          <RadioCards
            aria-label={t('deletions.decide.dialogTitle')}
            columns={1}
            value={outcome}
            onChange={setOutcome}
            options={outcomes.map((value) => ({
              value,
              label: t(`deletions.decide.${value}`),
              description: t(`deletions.decide.${value}What`),
            }))}
          />
          <Field
            label={t('deletions.decide.evidence')}
            hint={t('deletions.decide.evidenceHint')}
            error={trouble === 'evidence' ? t('deletions.decide.evidenceMissing') : undefined}
            isRequired
          >
            {(aria) => (
              <Textarea
                {...aria}
                rows={2}
                maxLength={reasonLimits.text}
                value={evidence}
                onChange={(event) => setEvidence(event.target.value)}
              />
            )}
          </Field>
          {trouble === undefined || trouble === 'evidence' ? null : (
            <Callout
              tone="warning"
              isLive
              title={
                trouble === 'no_answer' ? t('deletions.stop.failed') : t(`refusals.control.${trouble}.what`)
              }
            >
              {trouble === 'no_answer'
                ? t('deletions.stop.failedTodo')
                : t(`refusals.control.${trouble}.todo`)}
            </Callout>
          )}
        </div>
      </AlertDialog>
    </>
  );
}
