'use client';
import { useFormatter, useTranslations } from 'use-intl';
import { Callout } from '#components/ui/callout.tsx';
import type { Tone } from '#components/ui/tone.ts';
import type { ReconciliationFinding, ReconciliationView } from '#lib/deletions/reconciliation.ts';
import { toTheSecond } from './zoned-time.tsx';

const tones: Record<ReconciliationFinding, Tone> = {
  matches: 'success',
  dialling: 'info',
  other_deletions: 'info',
  not_counted_as_left: 'info',
  unexplained: 'warning',
  not_known: 'unclear',
};

/** Numbers left to call before and after a deletion, beside the vendor's count, and what that says. */
export function Reconciliation({ counts }: { readonly counts: ReconciliationView }) {
  const t = useTranslations('deletions.reconciliation');
  const format = useFormatter();
  const { before, after, successCount, finding } = counts;
  const readAt = (at: number | null) =>
    at === null ? undefined : t('readAt', { time: format.dateTime(at, toTheSecond) });
  const figures = [
    { key: 'before', count: before, note: readAt(counts.beforeAt) },
    { key: 'after', count: after, note: readAt(counts.afterAt) },
    { key: 'fell', count: after === null ? null : before - after, note: undefined },
    { key: 'successCount', count: successCount, note: undefined },
  ] as const;
  return (
    <>
      <p className="text-sm text-ink-muted">{t(`scope.${counts.scope}`)}</p>
      <dl className="mt-3 grid grid-cols-2 gap-x-6 gap-y-4 lg:grid-cols-4">
        {figures.map(({ key, count, note }) => (
          <div key={key}>
            <dt className="text-sm text-ink-muted">{t(key)}</dt>
            <dd className="text-ink">
              {count !== null ? (
                <span className="text-lg font-semibold tabular-nums">{format.number(count)}</span>
              ) : finding === null ? (
                '…'
              ) : (
                t('notRead')
              )}
              {note ? <span className="block text-sm text-ink-muted">{note}</span> : null}
            </dd>
          </div>
        ))}
      </dl>
      <div aria-live="polite" className="mt-4 min-h-16">
        {finding === null ? (
          <p className="text-sm text-ink-muted">{t('pending')}</p>
        ) : (
          <Callout tone={tones[finding]} title={t(`finding.${finding}.what`)}>
            {t(`finding.${finding}.why`)}
          </Callout>
        )}
      </div>
    </>
  );
}
