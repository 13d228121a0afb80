'use client';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { buttonClass } from '#components/ui/button-class.ts';
import { Callout } from '#components/ui/callout.tsx';
import { ReadError } from './read-json.ts';

/** Why a read failed, in words, with what to do and the way to try again. */
export function ReadFault({ error, onRetry }: { readonly error: Error; readonly onRetry: () => void }) {
  const t = useTranslations();
  const code = error instanceof ReadError ? error.code : 'vendor_unreachable';
  return (
    <Callout
      tone="warning"
      isLive
      title={t(`refusals.read.${code}.what`)}
      actions={
        <>
          <Button size="sm" onClick={onRetry}>
            {t('common.retry')}
          </Button>
          {code === 'signed_out' ? (
            <Link href="/sign-in" target="_blank" className={buttonClass('secondary', 'sm')}>
              {t('signIn.title')}
            </Link>
          ) : null}
        </>
      }
    >
      {t(`refusals.read.${code}.todo`)}
    </Callout>
  );
}
