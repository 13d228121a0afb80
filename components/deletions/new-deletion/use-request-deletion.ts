import { useMutation, useQueryClient } from '@tanstack/react-query';
import { unstable_isUnrecognizedActionError, useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
import { useStepUp } from '#components/auth/step-up.tsx';
import type { DeletionRequest } from '#lib/deletions/deletion-input.ts';
import type { RequestedDeletion, RequestRefusal } from '#lib/deletions/deletion-view.ts';
import type { FormFacts } from '#lib/deletions/form-facts.ts';
import { campaignStatus } from '#lib/deletions/preview.ts';
import type { Result } from '#lib/result.ts';
import type { Review } from './confirm-dialog.tsx';
import type { Problem } from './request-problem.tsx';
import { freshPreview } from './use-preview.ts';

export type RequestDeletionAction = (
  request: DeletionRequest,
) => Promise<Result<RequestedDeletion, RequestRefusal>>;

/** Keys that have made a deletion: a form that Back brings again takes a new one. */
const usedKeys = new Set<string>();

/** After these the world has moved on, and the person confirms what it is now. */
const needsFreshPreview: readonly RequestRefusal[] = [
  'preview_outdated',
  'count_drifted',
  'campaign_started',
  'nothing_to_delete',
];

/**
 * From the form that stands to the deletion: a fresh preview, the person's confirmation, one request. A
 * second click while it is under way is no second request.
 */
export function useRequestDeletion({
  facts,
  repeatOf,
  requestDeletionAction,
}: {
  readonly facts: FormFacts;
  readonly repeatOf: string | null;
  readonly requestDeletionAction: RequestDeletionAction;
}) {
  const router = useRouter();
  const queryClient = useQueryClient();
  const [idempotencyKey] = useState(() =>
    usedKeys.has(facts.idempotencyKey) ? crypto.randomUUID() : facts.idempotencyKey,
  );
  const [review, setReview] = useState<Review>();
  const [problem, setProblem] = useState<Problem>();
  const [isLeaving, setIsLeaving] = useState(false);
  const isUnderWay = useRef(false);
  const withStepUp = useStepUp();
  const request = useMutation({ mutationFn: requestDeletionAction });

  /** Reads the preview for just this input; the dialog opens if there is something to confirm. */
  const begin = async (
    input: Review['input'],
    items: number,
    goesOnWithNothing: boolean,
  ): Promise<boolean> => {
    setProblem(undefined);
    const campaign = { vdnId: input.vdnId, id: input.campaignId, name: '' };
    const preview = await queryClient
      .fetchQuery(freshPreview(campaign, input.criterion))
      .catch(() => undefined);
    if (!preview || preview.campaign.status === campaignStatus.started) return false;
    if (preview.leftToCall === 0 && !goesOnWithNothing) return false;
    setReview({ input, preview, items });
    return true;
  };

  const readAgain = async (current: Review): Promise<void> => {
    const { input, items } = current;
    const campaign = { vdnId: input.vdnId, id: input.campaignId, name: '' };
    const preview = await queryClient
      .fetchQuery(freshPreview(campaign, input.criterion))
      .catch(() => undefined);
    if (preview) setReview({ input, preview, items });
  };

  const confirm = async (typedDigits: string, goesOnWithNothing: boolean): Promise<void> => {
    if (!review || isUnderWay.current) return;
    isUnderWay.current = true;
    setProblem(undefined);
    const { input, preview } = review;
    try {
      const wanted: DeletionRequest = {
        input,
        confirmation: {
          idempotencyKey,
          preview: {
            status: preview.campaign.status,
            leftToCall: preview.leftToCall,
            readAt: preview.readAt,
            seal: preview.seal,
          },
          typedDigits,
          goesOnWithNothing,
          repeatOf,
          formVersion: facts.formVersion,
        },
      };
      const result = await withStepUp(() => request.mutateAsync(wanted));
      if (result.ok) {
        usedKeys.add(idempotencyKey);
        setIsLeaving(true);
        const { deletionId, isExisting } = result.value;
        router.push(`/deletions/${deletionId}${isExisting ? '?existing=1' : ''}`);
        return;
      }
      setProblem(result.code);
      if (needsFreshPreview.includes(result.code)) await readAgain(review);
    } catch (error) {
      setProblem(unstable_isUnrecognizedActionError(error) ? 'form_outdated' : 'uncertain');
    } finally {
      isUnderWay.current = false;
    }
  };

  return {
    review,
    problem,
    isSending: request.isPending || isLeaving,
    begin,
    confirm,
    cancel: () => {
      setReview(undefined);
      setProblem(undefined);
    },
  };
}
