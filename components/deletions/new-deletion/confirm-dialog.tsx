'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { AlertDialog } from '#components/ui/alert-dialog.tsx';
import { Button } from '#components/ui/button.tsx';
import { Callout } from '#components/ui/callout.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { isListKind } from '#lib/deletions/criterion.ts';
import { type DeletionInput, firstNumbers } from '#lib/deletions/deletion-input.ts';
import {
  type DeletionPreview,
  isCountEstimate,
  leftToCallScope,
  requiredDigits,
} from '#lib/deletions/preview.ts';
import { type Problem, RequestProblem } from './request-problem.tsx';
import { useCriterionWords } from './use-criterion-words.ts';

/** What is about to be confirmed: the input as it stood, with the preview that was read for it. */
export interface Review {
  readonly input: DeletionInput;
  readonly preview: DeletionPreview;
  /** Length of the list; 1 for everything else. */
  readonly items: number;
}

/**
 * One sentence that says who deletes what, the digits where they are asked for, and a button that names the
 * act. Enter never deletes: there is no form in here.
 */
export function ConfirmDialog({
  review,
  memberName,
  confirmAbove,
  isSending,
  problem,
  onCancel,
  onConfirm,
  onReload,
}: {
  readonly review: Review;
  readonly memberName: string;
  readonly confirmAbove: number;
  readonly isSending: boolean;
  readonly problem: Problem | undefined;
  readonly onCancel: () => void;
  readonly onConfirm: (typedDigits: string) => void;
  readonly onReload: () => void;
}) {
  const t = useTranslations('newDeletion');
  const common = useTranslations('common');
  const criterionWords = useCriterionWords();
  const [typed, setTyped] = useState('');
  const { input, preview, items } = review;
  const { criterion, archiveHistory } = input;
  const scope = leftToCallScope(criterion.kind, preview.leftToCall);
  const required = requiredDigits({
    kind: criterion.kind,
    archiveHistory,
    campaignId: input.campaignId,
    leftToCall: preview.leftToCall,
    scope,
    items,
    confirmAbove,
  });
  const matches = required.ask === 'nothing' || typed === required.digits;
  const isComplete = required.ask !== 'nothing' && typed.length >= required.digits.length;

  return (
    <AlertDialog
      isOpen
      onOpenChange={(isOpen) => (isOpen || isSending ? undefined : onCancel())}
      title={t('confirmTitle')}
      description={
        <div className="grid gap-2">
          <p>
            {t('confirmSentence', {
              member: memberName,
              campaign: preview.campaign.name,
              id: input.campaignId,
              what: criterionWords(criterion, items),
            })}
          </p>
          <p className={archiveHistory === 0 ? 'font-semibold text-danger-ink' : undefined}>
            {t(archiveHistory === 0 ? 'confirmPermanent' : 'confirmArchive')}
          </p>
          <CountSentence review={review} />
        </div>
      }
      cancelLabel={common('cancel')}
      isCancelDisabled={isSending}
      action={
        <Button variant="danger" disabled={!matches} isPending={isSending} onClick={() => onConfirm(typed)}>
          <ActWords review={review} />
        </Button>
      }
    >
      {required.ask === 'nothing' ? null : (
        <Field
          className="mt-4"
          label={
            required.ask === 'count'
              ? t('typeCount', { digits: required.digits })
              : t('typeCampaignTail', { digits: required.digits, length: required.digits.length })
          }
          error={isComplete && !matches ? t('digitsMismatch') : undefined}
        >
          {(aria) => (
            <Input
              {...aria}
              inputMode="numeric"
              autoComplete="off"
              className="max-w-48"
              value={typed}
              disabled={isSending}
              onChange={(event) => setTyped(event.target.value.normalize('NFKC').replace(/\D/g, ''))}
            />
          )}
        </Field>
      )}
      <div aria-live="polite" className="mt-3 min-h-6 text-sm text-ink-muted">
        {isSending ? t('sending') : null}
      </div>
      {problem && !isSending ? <RequestProblem problem={problem} onReload={onReload} /> : null}
    </AlertDialog>
  );
}

function CountSentence({ review: { input, preview, items } }: { readonly review: Review }) {
  const t = useTranslations('newDeletion');
  const lists = useTranslations('lists');
  const { kind } = input.criterion;
  const { leftToCall } = preview;
  if (leftToCall === 0) return <Callout tone="warning">{t('confirmNothing')}</Callout>;
  if (isListKind(kind)) {
    if (items <= firstNumbers) return <p>{lists('confirmCount', { count: items })}</p>;
    return (
      <p>
        {input.pauseAfter === null
          ? lists('confirmNoPause', { count: items })
          : lists('confirmPause', { count: items, first: input.pauseAfter })}
      </p>
    );
  }
  if (kind === 'called' || kind === 'session_id') return <p>{t('confirmCountOne')}</p>;
  if (leftToCall === null) return <p>{t('confirmCountUnavailable')}</p>;
  const isEstimate = isCountEstimate(kind, leftToCallScope(kind, leftToCall));
  return <p>{t(isEstimate ? 'confirmCountBatch' : 'confirmCountCampaign', { count: leftToCall })}</p>;
}

function ActWords({ review: { input, preview, items } }: { readonly review: Review }) {
  const t = useTranslations('newDeletion');
  const lists = useTranslations('lists');
  switch (input.criterion.kind) {
    case 'called':
      return t('deleteCalled', { value: input.criterion.called });
    case 'session_id':
      return t('deleteSessionId');
    case 'custom_field':
      return preview.leftToCall === null
        ? t('deleteBatchUncounted')
        : t('deleteBatch', { count: preview.leftToCall });
    case 'called_list':
    case 'session_id_list':
      return lists('deleteList', { count: items });
    case 'recycle_time':
      return t('deleteRecycleTime');
  }
}
