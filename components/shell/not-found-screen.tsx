'use client';
import { SearchX } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { buttonClass } from '#components/ui/button-class.ts';
import { MessageScreen } from './message-screen.tsx';

/** Missing and out of scope look alike: an address must not tell what exists. */
export function NotFoundScreen() {
  const t = useTranslations('shell');
  return (
    <MessageScreen
      icon={SearchX}
      title={t('notFoundTitle')}
      action={
        <Link href="/" prefetch={false} className={buttonClass()}>
          {t('toFirstScreen')}
        </Link>
      }
    >
      <p>{t('notFoundWhat')}</p>
    </MessageScreen>
  );
}
