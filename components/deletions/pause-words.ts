import type { Translate } from './translate.ts';

/** Whether a list stops by itself on its way for a person to look. */
export function pauseWords(t: Translate, pauseAfter: number | null): string {
  return pauseAfter === null
    ? t('deletions.facts.pausesNever')
    : t('deletions.facts.pausesAfter', { count: pauseAfter });
}
