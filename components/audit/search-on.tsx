'use client';
import { SearchX } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';

/** Nothing found so far: the search goes on by itself, a stretch with each request, until the person stops it. */
export function SearchOn({ href, searchedTo }: { readonly href: string; readonly searchedTo: number }) {
  const t = useTranslations('audit.filter');
  const router = useRouter();
  const [isStopped, setIsStopped] = useState(false);
  useEffect(() => {
    if (!isStopped) router.replace(href, { scroll: false });
  }, [router, href, isStopped]);
  return (
    <EmptyState
      icon={SearchX}
      title={t(isStopped ? 'noneYetTitle' : 'searchingTitle', { seq: String(searchedTo) })}
      action={
        <Button onClick={() => setIsStopped(!isStopped)}>{t(isStopped ? 'goOn' : 'stopSearching')}</Button>
      }
    >
      {t('noneYetWhat')}
    </EmptyState>
  );
}
