'use client';
import { SearchX } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { buttonClass } from '#components/ui/button-class.ts';
import { EmptyState } from '#components/ui/empty-state.tsx';

/** Missing and out of scope look alike: an address must not tell what exists. */
export function NotFoundScreen() {
  const t = useTranslations('shell');
  return (
    <EmptyState
      icon={SearchX}
      title={<h1>{t('notFoundTitle')}</h1>}
      action={
        <Link href="/" prefetch={false} className={buttonClass()}>
          {t('toFirstScreen')}
        </Link>
      }
    >
      {t('notFoundWhat')}
    </EmptyState>
  );
}
