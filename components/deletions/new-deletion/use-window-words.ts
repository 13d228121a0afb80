import { useTranslations } from 'use-intl';
import type { Criterion } from '#lib/deletions/criterion.ts';

/** The window of a recycle criterion in words; a civil time is shown as it is meant, never converted. */
export function useWindowWords(): (criterion: Criterion & { kind: 'recycle_time' }) => string {
  const t = useTranslations('domain.recycleWindow');
  return (criterion) =>
    criterion.mode === 'moment'
      ? t('moment', { date: criterion.date, time: criterion.time })
      : t(criterion.mode, { date: criterion.date });
}
