'use client';
import { Unplug } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { digestOf } from './digest-of.ts';

/** A fault of ours: the number that the log knows it by, and another try. */
export function ErrorScreen({ error, retry }: { readonly error: unknown; readonly retry: () => void }) {
  const t = useTranslations();
  const digest = digestOf(error);
  return (
    <div role="alert">
      <EmptyState
        icon={Unplug}
        title={<h1>{t('shell.errorTitle')}</h1>}
        action={
          <Button variant="primary" onClick={retry}>
            {t('common.retry')}
          </Button>
        }
      >
        <p>{t('shell.errorWhat')}</p>
        <p className="mt-2">{t('shell.errorUncertain')}</p>
        {digest === undefined ? null : (
          <p className="mt-4 text-sm">
            {t('shell.errorDigest')} <code className="font-mono text-ink select-all">{digest}</code>
          </p>
        )}
      </EmptyState>
    </div>
  );
}
