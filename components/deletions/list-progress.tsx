'use client';
import { useFormatter, useTranslations } from 'use-intl';
import { useDurationWords } from '#components/lists/use-duration-words.ts';
import { Panel } from '#components/ui/panel.tsx';
import { ProgressBar } from '#components/ui/progress-bar.tsx';
import type { DeletionView, ListProgress } from '#lib/deletions/deletion-view.ts';
import type { ItemStatus } from '#lib/deletions/states.ts';
import { OutcomeBadge } from './outcome-badge.tsx';

/** Outcomes in the order in which a person asks for them. */
const shown = [
  'deleted',
  'nothing_matched',
  'rejected',
  'unknown',
  'sent',
  'pending',
  'cancelled',
] as const satisfies readonly ItemStatus[];

/** How far a list has come: the share that is through, each outcome with its count, pace and expected end. */
export function ListProgressPanel({
  view,
  list,
}: {
  readonly view: DeletionView;
  readonly list: ListProgress;
}) {
  const t = useTranslations('deletions.progress');
  const format = useFormatter();
  const durationWords = useDurationWords();
  const { counts, items, paceMs, deletedRows } = list;
  const left = counts.pending + counts.sent;
  const through = items - left;
  const isRunning = view.status === 'queued' || view.status === 'running';
  return (
    <Panel title={t('title')} titleId="progress-title">
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
        <p className="flex items-end gap-x-3">
          <span className="text-figure font-semibold tracking-tight text-ink">
            {format.number(deletedRows)}
          </span>
          <span className="pb-1 text-base text-ink-muted">{t('deletedRows')}</span>
        </p>
        <p className="text-base text-ink">
          {t('through', { through, items })}
          {isRunning && paceMs !== null && paceMs > 0 ? (
            <span className="block text-right text-sm text-ink-muted">
              {t('pace', { perMinute: Math.round(60_000 / paceMs) })}
              {left > 0 ? ` · ${t('remaining', { duration: durationWords(left * paceMs) })}` : null}
            </span>
          ) : null}
        </p>
      </div>
      <div className="mt-4">
        <ProgressBar label={t('title')} value={through} max={items} />
      </div>
      <dl className="mt-5 grid grid-cols-[repeat(auto-fill,minmax(12.5rem,1fr))] gap-x-6 gap-y-3">
        {shown
          .filter((status) => counts[status] > 0 || status === 'deleted' || status === 'nothing_matched')
          .map((status) => (
            <div key={status}>
              <dt>
                <OutcomeBadge outcome={status} />
              </dt>
              <dd className="mt-1 text-lg font-semibold text-ink">{format.number(counts[status])}</dd>
            </div>
          ))}
      </dl>
      {counts.unknown > 0 ? <p className="mt-4 text-sm text-ink-muted">{t('unknownNote')}</p> : null}
    </Panel>
  );
}
