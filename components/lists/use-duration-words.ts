import { useTranslations } from 'use-intl';

/** A duration of `ms` as people say it: seconds, minutes, or hours and minutes. */
export function useDurationWords(): (ms: number) => string {
  const t = useTranslations('lists');
  return (ms) => {
    const seconds = Math.max(1, Math.round(ms / 1_000));
    if (seconds < 90) return t('seconds', { count: seconds });
    const minutes = Math.round(seconds / 60);
    if (minutes < 90) return t('minutes', { count: minutes });
    return t('hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
  };
}
