'use client';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useStepUp } from '#components/auth/step-up.tsx';
import { AlertDialog } from '#components/ui/alert-dialog.tsx';
import { Button } from '#components/ui/button.tsx';
import { Callout } from '#components/ui/callout.tsx';
import { Field } from '#components/ui/field.tsx';
import { Textarea } from '#components/ui/input.tsx';
import { useToast } from '#components/ui/toast.tsx';
import { type ApprovalRefusal, type ApprovalView, commentLimit } from '#lib/approvals/approval-view.ts';
import type { Result } from '#lib/result.ts';

export type Verdict = 'approve' | 'refuse';
export type DecideApprovalAction = (decision: unknown) => Promise<Result<null, ApprovalRefusal>>;

/** What was approved or refused is decided; what was void has gone, too: the deletion's page says so. */
const isOver: readonly ApprovalRefusal[] = ['not_waiting', 'count_drifted'];

/** The last question before a decision about another person's request. */
export function DecisionDialog({
  approval: { deletion, digest },
  verdict,
  what,
  coolingOffMinutes,
  decideApprovalAction,
  onClose,
}: {
  readonly approval: ApprovalView;
  readonly verdict: Verdict;
  /** The criterion in words. */
  readonly what: string;
  readonly coolingOffMinutes: number;
  readonly decideApprovalAction: DecideApprovalAction;
  readonly onClose: () => void;
}) {
  const t = useTranslations('approvals.dialog');
  const common = useTranslations('common');
  const domain = useTranslations('domain.archive');
  const refusals = useTranslations('refusals.approval');
  const router = useRouter();
  const show = useToast();
  const withStepUp = useStepUp();
  const [comment, setComment] = useState('');
  const [isPending, setIsPending] = useState(false);
  const [isCommentMissing, setIsCommentMissing] = useState(false);
  const [trouble, setTrouble] = useState<ApprovalRefusal | 'no_answer'>();
  const isApproval = verdict === 'approve';

  const decide = async () => {
    setIsCommentMissing(!isApproval && comment.trim() === '');
    if (!isApproval && comment.trim() === '') return;
    setIsPending(true);
    setTrouble(undefined);
    try {
      const decision = { deletionId: deletion.id, digest, verdict, comment };
      const result = await withStepUp(() => decideApprovalAction(decision));
      if (!result.ok) return setTrouble(result.code);
      show({ title: t(isApproval ? 'approvedToast' : 'refusedToast') });
      router.push(`/deletions/${deletion.id}`);
    } catch {
      setTrouble('no_answer');
    } finally {
      setIsPending(false);
    }
  };
  const close = () => {
    if (trouble !== undefined && trouble !== 'no_answer' && isOver.includes(trouble)) {
      router.push(`/deletions/${deletion.id}`);
    }
    onClose();
  };

  return (
    <AlertDialog
      isOpen
      onOpenChange={(isOpen) => (isOpen || isPending ? undefined : close())}
      title={t(isApproval ? 'approveTitle' : 'refuseTitle')}
      description={
        isApproval ? (
          <div className="grid gap-2">
            <p>
              {t('approveWhat', {
                requester: deletion.requester.name,
                campaign: deletion.campaign.name,
                id: deletion.campaign.campaignId,
                what,
              })}
            </p>
            <p className={deletion.archiveHistory === 0 ? 'font-semibold text-danger-ink' : undefined}>
              {domain(deletion.archiveHistory === 0 ? 'permanent' : 'archive')}
            </p>
            <p>
              {coolingOffMinutes > 0
                ? t('approveDelayed', { minutes: coolingOffMinutes })
                : t('approveAtOnce')}
            </p>
          </div>
        ) : (
          t('refuseWhat')
        )
      }
      cancelLabel={common('cancel')}
      isCancelDisabled={isPending}
      action={
        <Button
          variant={isApproval ? 'danger' : 'primary'}
          isPending={isPending}
          onClick={() => void decide()}
        >
          {t(isApproval ? 'confirmApprove' : 'confirmRefuse')}
        </Button>
      }
    >
      <Field
        className="mt-4"
        label={t('comment')}
        hint={t('commentHint')}
        error={isCommentMissing && comment.trim() === '' ? t('commentMissing') : undefined}
        {...(isApproval ? { optionalMark: common('optional') } : { isRequired: true })}
      >
        {(aria) => (
          <Textarea
            {...aria}
            rows={2}
            maxLength={commentLimit}
            value={comment}
            disabled={isPending}
            onChange={(event) => setComment(event.target.value)}
          />
        )}
      </Field>
      {trouble ? (
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
  );
}
