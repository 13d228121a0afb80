import { useTranslations } from 'use-intl';
import type { Criterion } from '#lib/deletions/criterion.ts';
import { useWindowWords } from './use-window-words.ts';

/** What a criterion deletes, as part of a sentence; `items` is the length of a list. The value is in clear: the person has just typed it. */
export function useCriterionWords(): (criterion: Criterion, items: number) => string {
  const t = useTranslations('newDeletion');
  const lists = useTranslations('lists');
  const windowWords = useWindowWords();
  return (criterion, items) => {
    switch (criterion.kind) {
      case 'called':
        return t('sentenceCalled', { value: criterion.called });
      case 'session_id':
        return t('sentenceSessionId', { value: criterion.sessionId });
      case 'custom_field':
        return t('sentenceCustomField', { value: criterion.customField });
      case 'called_list':
        return lists('sentence', { count: items });
      case 'session_id_list':
        return lists('sentenceSessionId', { count: items });
      case 'recycle_time':
        return t('sentenceRecycleTime', { window: windowWords(criterion) });
    }
  };
}
