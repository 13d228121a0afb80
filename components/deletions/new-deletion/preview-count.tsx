'use client';
import { useFormatter, useTranslations } from 'use-intl';
import { useDurationWords } from '#components/lists/use-duration-words.ts';
import type { CriterionKind } from '#lib/deletions/criterion.ts';
import { type DeletionPreview, leftToCallScope } from '#lib/deletions/preview.ts';

/** The one number of the panel, and what it does and does not say about this deletion. */
export function PreviewCount({
  kind,
  leftToCall,
  list,
  recentCallMs,
}: {
  readonly kind: CriterionKind;
  readonly leftToCall: DeletionPreview['leftToCall'];
  /** Rows of the list that was read, if it is one. */
  readonly list: number | null;
  readonly recentCallMs: number | null;
}) {
  const t = useTranslations('newDeletion');
  const format = useFormatter();
  const scope = leftToCallScope(kind, leftToCall);
  if (list !== null) return <ListCount items={list} recentCallMs={recentCallMs} />;
  if (scope === 'unavailable' || leftToCall === null) {
    return (
      <div>
        <p className="text-lg font-semibold text-ink">{t('leftUnavailable')}</p>
        <p className="mt-1 text-sm text-ink-muted">{t('leftUnavailableWhat')}</p>
      </div>
    );
  }
  const isOne = kind === 'called' || kind === 'session_id';
  const what = scope === 'batch' ? 'leftBatchWhat' : isOne ? 'leftOneWhat' : 'leftCampaignWhat';
  return (
    <div>
      <p className="text-sm text-ink-muted">{t(scope === 'batch' ? 'leftBatch' : 'leftCampaign')}</p>
      <p className={isOne ? 'text-2xl font-semibold text-ink' : 'my-1 text-figure font-semibold text-ink'}>
        {format.number(leftToCall)}
      </p>
      <p className="text-sm text-ink-muted">{t(what)}</p>
    </div>
  );
}

/** How many calls a list takes, and how long that is likely to be. */
function ListCount({
  items,
  recentCallMs,
}: {
  readonly items: number;
  readonly recentCallMs: number | null;
}) {
  const t = useTranslations('lists');
  const format = useFormatter();
  const durationWords = useDurationWords();
  return (
    <div>
      <p className="text-sm text-ink-muted">{t('list')}</p>
      <p className="my-1 text-figure font-semibold text-ink">{format.number(items)}</p>
      <p className="text-sm text-ink-muted">{t('willSend', { count: items })}</p>
      <p className="text-sm text-ink-muted">
        {recentCallMs === null
          ? t('durationUnknown')
          : t('duration', { duration: durationWords(items * recentCallMs) })}
      </p>
    </div>
  );
}
