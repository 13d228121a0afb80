import { queryOptions, useQuery } from '@tanstack/react-query';
import { readJson } from '#components/campaigns/read-json.ts';
import { useDebounced } from '#components/campaigns/use-debounced.ts';
import type { Criterion } from '#lib/deletions/criterion.ts';
import type { DeletionPreview } from '#lib/deletions/preview.ts';
import type { FormValues } from './form-values.ts';

const typingMs = 400;
/** While a person looks at it, the preview is read again this often. */
const refreshMs = 30_000;

/** The batch whose numbers can be counted; an address never holds a number. */
function batchOf(criterion: Criterion | undefined): string | null {
  return criterion?.kind === 'custom_field' ? criterion.customField : null;
}

function queryOf(campaign: FormValues['campaign'], batch: string | null) {
  return queryOptions({
    queryKey: ['preview', campaign?.vdnId, campaign?.id, batch],
    queryFn: ({ signal }) => {
      const search = new URLSearchParams({ vdnId: String(campaign?.vdnId), campaignId: campaign?.id ?? '' });
      if (batch !== null) search.set('batch', batch);
      return readJson<DeletionPreview>(`/api/preview?${search}`, signal);
    },
  });
}

/** The preview of just this campaign and criterion, read now. */
export function freshPreview(campaign: FormValues['campaign'], criterion: Criterion) {
  return { ...queryOf(campaign, batchOf(criterion)), staleTime: 0 };
}

/** What can be read before a deletion: of the campaign, or of the batch that the criterion names. */
export function usePreview(campaign: FormValues['campaign'], criterion: Criterion | undefined) {
  const batch = batchOf(criterion);
  const settled = useDebounced(batch, typingMs);
  return {
    query: useQuery({
      ...queryOf(campaign, settled),
      enabled: campaign !== null,
      refetchInterval: refreshMs,
    }),
    /** False while a batch name is being typed: the count on the screen is then not that of the batch. */
    isOfCriterion: settled === batch && (criterion?.kind !== 'custom_field' || batch !== null),
  };
}
