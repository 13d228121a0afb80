'use client';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { buttonClass } from '#components/ui/button-class.ts';
import { Callout } from '#components/ui/callout.tsx';
import type { RequestRefusal } from '#lib/deletions/deletion-view.ts';

/** Why a request did not become a deletion; `uncertain` if nobody knows whether it arrived. */
export type Problem = RequestRefusal | 'uncertain';

const needsReload: readonly Problem[] = ['form_outdated', 'key_reused'];

/** What went wrong and what to do now. Nothing that was typed is lost meanwhile. */
export function RequestProblem({
  problem,
  onReload,
}: {
  readonly problem: Problem;
  readonly onReload: () => void;
}) {
  const t = useTranslations();
  if (problem === 'uncertain') {
    return (
      <Callout
        tone="unclear"
        isLive
        title={t('newDeletion.uncertainTitle')}
        actions={
          <Link href="/deletions" target="_blank" className={buttonClass('secondary', 'sm')}>
            {t('newDeletion.checkDeletions')}
          </Link>
        }
      >
        {t('newDeletion.uncertainTodo')}
      </Callout>
    );
  }
  return (
    <Callout
      tone="warning"
      isLive
      title={t(`refusals.request.${problem}.what`)}
      actions={
        needsReload.includes(problem) ? (
          <Button size="sm" onClick={onReload}>
            {t('newDeletion.reload')}
          </Button>
        ) : problem === 'signed_out' ? (
          <Link href="/sign-in" target="_blank" className={buttonClass('secondary', 'sm')}>
            {t('signIn.title')}
          </Link>
        ) : null
      }
    >
      {t(`refusals.request.${problem}.todo`)}
    </Callout>
  );
}
