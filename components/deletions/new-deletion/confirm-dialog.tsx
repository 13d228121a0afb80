'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { AlertDialog } from '#components/ui/alert-dialog.tsx';
import { Button } from '#components/ui/button.tsx';
import { Callout } from '#components/ui/callout.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { approvalReasonsOf } from '#lib/approvals/approval-policy.ts';
import { countedNumbers } from '#lib/deletions/counted-numbers.ts';
import { isBlank, isListKind } from '#lib/deletions/criterion.ts';
import { type DeletionInput, firstNumbers } from '#lib/deletions/deletion-input.ts';
import type { FormFacts } from '#lib/deletions/form-facts.ts';
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
  facts,
  isSending,
  problem,
  onCancel,
  onConfirm,
  onReload,
}: {
  readonly review: Review;
  readonly facts: FormFacts;
  readonly isSending: boolean;
  readonly problem: Problem | undefined;
  readonly onCancel: () => void;
  readonly onConfirm: (typedDigits: string) => void;
  readonly onReload: () => void;
}) {
  const t = useTranslations('newDeletion');
  const approvals = useTranslations('approvals');
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
    confirmAbove: facts.confirmAbove,
  });
  const because = approvalReasonsFor(review, facts);
  const isReasonMissing = because.length > 0 && isBlank(input.reason.text);
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
              member: facts.member.name,
              campaign: preview.campaign.name,
              id: input.campaignId,
              what: criterionWords(criterion, items),
            })}
          </p>
          <p className={archiveHistory === 0 ? 'font-semibold text-danger-ink' : undefined}>
            {t(archiveHistory === 0 ? 'confirmPermanent' : 'confirmArchive')}
          </p>
          <CountSentence review={review} />
          {because.length > 0 ? (
            <Callout tone={isReasonMissing ? 'warning' : 'info'} title={approvals('form.needed')}>
              <ul className="list-disc pl-5">
                {because.map((reason) => (
                  <li key={reason}>{approvals(`because.${reason}`)}</li>
                ))}
              </ul>
              <p className="mt-1">
                {isReasonMissing
                  ? approvals('form.reasonMissing')
                  : approvals('form.neededWhat', { hours: facts.approvalExpiresAfterHours })}
              </p>
            </Callout>
          ) : null}
        </div>
      }
      cancelLabel={common('cancel')}
      isCancelDisabled={isSending}
      action={
        <Button
          variant="danger"
          disabled={!matches || isReasonMissing}
          isPending={isSending}
          onClick={() => onConfirm(typed)}
        >
          {because.length > 0 ? approvals('form.submit') : <ActWords review={review} />}
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

/** Why another person has to approve it, as far as this deletion by itself tells; the server also adds up a day's. */
function approvalReasonsFor({ input, preview, items }: Review, facts: FormFacts) {
  const { criterion, archiveHistory, reason } = input;
  return approvalReasonsOf(facts.approvalPolicy, {
    kind: criterion.kind,
    mode: criterion.kind === 'recycle_time' ? criterion.mode : null,
    archiveHistory,
    numbers: countedNumbers(criterion.kind, items, preview.leftToCall),
    leftToCall: preview.leftToCall,
    category: reason.category,
  });
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
