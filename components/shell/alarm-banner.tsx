'use client';
import { OctagonAlert } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'use-intl';

/** Says on every page that nothing is deleted, because audit records have gone. */
export function AlarmBanner({ mayAcknowledge }: { readonly mayAcknowledge: boolean }) {
  const t = useTranslations('shell');
  return (
    <p
      role="alert"
      className="flex flex-wrap items-center justify-center gap-x-2 border-b border-danger-line bg-danger-soft px-4 py-1.5 text-center text-sm text-danger-ink"
    >
      <OctagonAlert aria-hidden className="size-4 shrink-0" strokeWidth={1.75} />
      <span>
        <strong className="font-semibold">{t('alarm')}</strong> · {t('alarmWhat')}
      </span>
      {mayAcknowledge ? (
        <Link href="/audit/alarm" prefetch={false} className="font-semibold underline underline-offset-2">
          {t('alarmOpen')}
        </Link>
      ) : (
        <span>{t('alarmAdmin')}</span>
      )}
    </p>
  );
}
