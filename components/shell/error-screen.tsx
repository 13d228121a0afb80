'use client';
import { Unplug } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { digestOf } from './digest-of.ts';
import { MessageScreen } from './message-screen.tsx';

/** A fault of ours: the number that the log knows it by, and another try. */
export function ErrorScreen({ error, retry }: { readonly error: unknown; readonly retry: () => void }) {
  const t = useTranslations();
  const digest = digestOf(error);
  return (
    <div role="alert">
      <MessageScreen
        icon={Unplug}
        title={t('shell.errorTitle')}
        action={
          <Button variant="primary" onClick={retry}>
            {t('common.retry')}
          </Button>
        }
      >
        <p>{t('shell.errorWhat')}</p>
        <p>{t('shell.errorUncertain')}</p>
        {digest === undefined ? null : (
          <p className="text-sm">
            {t('shell.errorDigest')} <code className="font-mono text-ink select-all">{digest}</code>
          </p>
        )}
      </MessageScreen>
    </div>
  );
}
