'use client';
import { useFormatter, useTranslations } from 'use-intl';
import type { CriterionKind } from '#lib/deletions/criterion.ts';
import { type DeletionPreview, leftToCallScope } from '#lib/deletions/preview.ts';

/** The one number of the panel, and what it does and does not say about this deletion. */
export function PreviewCount({
  kind,
  leftToCall,
}: {
  readonly kind: CriterionKind;
  readonly leftToCall: DeletionPreview['leftToCall'];
}) {
  const t = useTranslations('newDeletion');
  const format = useFormatter();
  const scope = leftToCallScope(kind, leftToCall);
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
