'use client';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Callout } from '#components/ui/callout.tsx';
import type { DeletionView } from '#lib/deletions/deletion-view.ts';
import type { Undecided } from './decide-dialog.tsx';

/** Unknown outcomes that the call log could not settle: a person finds out, one by one or all at once. */
export function DecideNotice({
  view,
  onShow,
  onDecide,
}: {
  readonly view: DeletionView;
  /** Leads to the items that wait, in the table. */
  readonly onShow: () => void;
  readonly onDecide: (about: Undecided) => void;
}) {
  const t = useTranslations('deletions.decide');
  const { undecided } = view;
  return (
    <Callout
      tone="unclear"
      title={view.list ? t('titleList', { count: undecided }) : t('title')}
      actions={
        view.list ? (
          <>
            <Button onClick={onShow}>{t('show')}</Button>
            <Button onClick={() => onDecide({ all: undecided })}>{t('openAll', { count: undecided })}</Button>
          </>
        ) : (
          <Button onClick={() => onDecide({ items: view.items })}>{t('open')}</Button>
        )
      }
    >
      {t(view.list ? 'whatList' : 'what')}
    </Callout>
  );
}
