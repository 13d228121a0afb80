import { useTranslations } from 'use-intl';
import type { Criterion } from '#lib/deletions/criterion.ts';
import { useWindowWords } from './use-window-words.ts';

/** What a criterion deletes, as part of a sentence. The value is in clear: the person has just typed it. */
export function useCriterionWords(): (criterion: Criterion) => string {
  const t = useTranslations('newDeletion');
  const windowWords = useWindowWords();
  return (criterion) => {
    switch (criterion.kind) {
      case 'called':
        return t('sentenceCalled', { value: criterion.called });
      case 'session_id':
        return t('sentenceSessionId', { value: criterion.sessionId });
      case 'custom_field':
        return t('sentenceCustomField', { value: criterion.customField });
      case 'recycle_time':
        return t('sentenceRecycleTime', { window: windowWords(criterion) });
    }
  };
}
