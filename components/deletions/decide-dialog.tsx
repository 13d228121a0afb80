'use client';
import { useQueryClient } from '@tanstack/react-query';
import { type RefObject, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { AlertDialog } from '#components/ui/alert-dialog.tsx';
import { Button } from '#components/ui/button.tsx';
import { Callout } from '#components/ui/callout.tsx';
import { Field, FieldGroup } from '#components/ui/field.tsx';
import { Textarea } from '#components/ui/input.tsx';
import { RadioCards } from '#components/ui/radio-cards.tsx';
import { useToast } from '#components/ui/toast.tsx';
import { reasonLimits } from '#lib/deletions/deletion-input.ts';
import type { ControlRefusal, DeletionView, ItemView } from '#lib/deletions/deletion-view.ts';
import type { Result } from '#lib/result.ts';
import { criterionWords } from './criterion-words.ts';
import { deletionKey, itemsKey } from './deletion-query.ts';

export type DecideAction = (input: unknown) => Promise<Result<{ readonly decided: number }, ControlRefusal>>;

/** What a decision is about: items that were picked, or as many as wait for a person. */
export type Undecided = { readonly items: readonly ItemView[] } | { readonly all: number };

const outcomes = ['deleted', 'nothing_matched', 'rejected'] as const;
type Outcome = (typeof outcomes)[number];

/** So many numbers are named; the rest are counted. */
const named = 6;

/** A person says what they found out about unknown outcomes, and how they know it. */
export function DecideDialog({
  view,
  about,
  decideAction,
  onClose,
  returnFocus,
}: {
  readonly view: DeletionView;
  readonly about: Undecided;
  readonly decideAction: DecideAction;
  readonly onClose: () => void;
  /** Takes the focus when the button that led here has gone with what was decided. */
  readonly returnFocus: RefObject<HTMLElement | null>;
}) {
  const t = useTranslations();
  const show = useToast();
  const queryClient = useQueryClient();
  const [outcome, setOutcome] = useState<Outcome>();
  const [evidence, setEvidence] = useState('');
  const [isPending, setIsPending] = useState(false);
  const [faults, setFaults] = useState({ outcome: false, evidence: false });
  const [trouble, setTrouble] = useState<ControlRefusal | 'no_answer'>();
  const isAll = 'all' in about;
  const count = isAll ? about.all : about.items.length;

  const decide = async () => {
    const found = { outcome: outcome === undefined, evidence: evidence.trim() === '' };
    setFaults(found);
    if (found.outcome || found.evidence) return;
    setIsPending(true);
    setTrouble(undefined);
    try {
      const items = isAll ? about : { ids: about.items.map((item) => item.id) };
      const result = await decideAction({ deletionId: view.id, items, outcome, evidence });
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: deletionKey(view.id) }),
        queryClient.invalidateQueries({ queryKey: itemsKey(view.id) }),
      ]);
      if (!result.ok) return setTrouble(result.code);
      show({ title: t('deletions.decide.done', { count: result.value.decided }) });
      onClose();
    } catch {
      setTrouble('no_answer');
    } finally {
      setIsPending(false);
    }
  };

  return (
    <AlertDialog
      isOpen
      onOpenChange={(isOpen) => (isOpen || isPending ? undefined : onClose())}
      title={t('deletions.decide.dialogTitle')}
      description={
        <>
          <About view={view} about={about} />
          <p className="mt-2 text-sm text-ink-muted">{t('deletions.decide.dialogWhat')}</p>
        </>
      }
      cancelLabel={t('common.cancel')}
      isCancelDisabled={isPending}
      returnFocus={returnFocus}
      action={
        <Button variant="primary" isPending={isPending} onClick={() => void decide()}>
          {t('deletions.decide.confirm', { count })}
        </Button>
      }
    >
      <div className="mt-4 grid gap-1">
        <FieldGroup
          legend={t('deletions.decide.found')}
          error={faults.outcome && outcome === undefined ? t('deletions.decide.outcomeMissing') : undefined}
        >
          <RadioCards
            aria-label={t('deletions.decide.found')}
            columns={1}
            value={outcome}
            onChange={setOutcome}
            options={outcomes.map((value) => ({
              value,
              label: t(`deletions.decide.${value}`),
              description: t(`deletions.decide.${value}What`),
            }))}
          />
        </FieldGroup>
        <Field
          label={t('deletions.decide.evidence')}
          hint={t('deletions.decide.evidenceHint')}
          error={
            faults.evidence && evidence.trim() === '' ? t('deletions.decide.evidenceMissing') : undefined
          }
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
        {trouble === undefined ? null : (
          <Callout
            tone="warning"
            isLive
            title={
              trouble === 'no_answer' ? t('deletions.stop.failed') : t(`refusals.control.${trouble}.what`)
            }
          >
            {trouble === 'no_answer' ? t('deletions.stop.failedTodo') : t(`refusals.control.${trouble}.todo`)}
          </Callout>
        )}
      </div>
    </AlertDialog>
  );
}

/** Which numbers it is about, masked. */
function About({ view, about }: { readonly view: DeletionView; readonly about: Undecided }) {
  const t = useTranslations();
  const format = useFormatter();
  if ('all' in about) return <p>{t('deletions.decide.aboutAll', { count: about.all })}</p>;
  const { items } = about;
  const rest = items.length - named;
  return (
    <>
      <p>{t('deletions.decide.about', { count: items.length })}</p>
      <ul className="mt-1 flex flex-wrap gap-x-4 gap-y-0.5">
        {items.slice(0, named).map((item) => (
          <li key={item.id} className="whitespace-nowrap">
            <span className="text-ink-muted">{t('deletions.decide.nth', { position: item.position })}</span>{' '}
            <span className="font-mono text-sm">
              {item.value || criterionWords(t, format, view.criterion).value}
            </span>
          </li>
        ))}
        {rest > 0 ? (
          <li className="text-ink-muted">{t('deletions.decide.others', { count: rest })}</li>
        ) : null}
      </ul>
    </>
  );
}
