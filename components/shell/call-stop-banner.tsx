'use client';
import { OctagonX } from 'lucide-react';
import { useFormatter, useTranslations } from 'use-intl';
import { toTheSecond } from '#components/deletions/zoned-time.tsx';
import type { CallStop } from '#lib/settings/call-stop-view.ts';

/** Says on every page that nothing is sent: who stopped it, since when and why. */
export function CallStopBanner({ callStop }: { readonly callStop: CallStop | null }) {
  const t = useTranslations('shell');
  const format = useFormatter();
  return (
    <div role="status">
      {callStop ? (
        <p className="flex items-start justify-center gap-2 bg-warning px-4 py-1.5 text-sm text-on-warning">
          <OctagonX aria-hidden className="mt-0.5 size-4 shrink-0" strokeWidth={1.75} />
          <span className="min-w-0 wrap-anywhere">
            <strong className="font-semibold">{t('callsStopped')}</strong> ·{' '}
            {t('callsStoppedWhat', {
              name: callStop.byName,
              time: format.dateTime(callStop.at, toTheSecond),
              reason: callStop.reason,
            })}
          </span>
        </p>
      ) : null}
    </div>
  );
}
