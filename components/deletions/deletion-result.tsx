'use client';
import { CircleHelp } from 'lucide-react';
import { useFormatter, useTranslations } from 'use-intl';
import { Callout } from '#components/ui/callout.tsx';
import { Panel } from '#components/ui/panel.tsx';
import type { DeletionView, ItemView } from '#lib/deletions/deletion-view.ts';
import { deletedCount, differenceOf, expectationOf, outcomeOf, resultSentence } from './deletion-outcome.ts';
import { Reconciliation } from './reconciliation.tsx';
import { resultCodeWords } from './result-code-words.ts';
import { VendorQuote } from './vendor-quote.tsx';
import { toTheSecond } from './zoned-time.tsx';

/** What came of a deletion: the count large, beside it what was expected and why the two differ. */
export function DeletionResult({ view }: { readonly view: DeletionView }) {
  const t = useTranslations('deletions');
  const isOneNumber = view.items.length === 1 && expectationOf(view).of === 'numbers';
  const count = deletedCount(view);
  return (
    <Panel title={t('result.title')} titleId="result-title">
      <div className="grid gap-x-8 gap-y-6 md:grid-cols-2">
        <div>
          <Figure view={view} />
          {/* announced when it changes: the page goes on by itself */}
          <p aria-live="polite" className="mt-3 min-h-11 text-base text-pretty text-ink">
            {t(`result.${resultSentence(view)}`, { count: count ?? 0 })}
          </p>
        </div>
        <Comparison view={view} />
      </div>
      {isOneNumber && count !== null && count > 1 ? (
        <Callout tone="warning" title={t('result.several', { count })} className="mt-5">
          {t('result.severalWhat')}
        </Callout>
      ) : null}
      {view.reconciliation ? (
        <section aria-labelledby="reconciliation-title" className="mt-6 border-t border-line pt-5">
          <h3 id="reconciliation-title" className="mb-3 text-base font-semibold text-ink">
            {t('reconciliation.title')}
          </h3>
          <Reconciliation counts={view.reconciliation} />
        </section>
      ) : null}
      {view.items.map((item) => (
        <ItemExplained key={item.id} item={item} isSettling={view.isSettling} />
      ))}
    </Panel>
  );
}

/** The count if the vendor told it, else the state in a word; an unknown outcome is no number. */
function Figure({ view }: { readonly view: DeletionView }) {
  const t = useTranslations();
  const format = useFormatter();
  const outcome = outcomeOf(view);
  const count = deletedCount(view);
  if (count !== null && (outcome === 'deleted' || outcome === 'nothing_matched')) {
    return (
      <p className="flex min-h-13 flex-wrap items-end gap-x-3 gap-y-1">
        <span className="text-figure font-semibold tracking-tight text-ink">{format.number(count)}</span>
        <span className="pb-1 text-base text-ink-muted">{t('deletions.result.countUnit')}</span>
      </p>
    );
  }
  const isUnsent = outcome === 'pending' || outcome === 'cancelled';
  return (
    <p className="flex min-h-13 flex-wrap items-center gap-x-3 gap-y-1">
      <span
        className={
          outcome === 'unknown'
            ? 'inline-flex items-center gap-2 text-2xl font-semibold text-unclear-ink'
            : 'text-2xl font-semibold text-ink'
        }
      >
        {outcome === 'unknown' ? <CircleHelp aria-hidden className="size-6 shrink-0" /> : null}
        {isUnsent ? t(`domain.deletionStatus.${view.status}`) : t(`domain.itemStatus.${outcome}`)}
      </span>
      {outcome === 'deleted' ? (
        <span className="text-base text-ink-muted">{t('deletions.result.countNotTold')}</span>
      ) : null}
    </p>
  );
}

function Comparison({ view }: { readonly view: DeletionView }) {
  const t = useTranslations();
  const format = useFormatter();
  const expected = expectationOf(view);
  const outcome = outcomeOf(view);
  const count = outcome === 'deleted' || outcome === 'nothing_matched' ? deletedCount(view) : null;
  const difference = count === null ? undefined : differenceOf(expected, count);
  return (
    <div className="md:border-l md:border-line md:pl-8">
      <h3 className="sr-only">{t('deletions.result.expectedTitle')}</h3>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-base">
        <dt className="text-ink-muted">{t('deletions.expected.one')}</dt>
        <dd className="text-ink">
          {expected.of === 'numbers'
            ? t('common.numbers', { count: expected.count })
            : expected.of === 'unavailable'
              ? t('deletions.expected.unavailable')
              : t(`deletions.expected.${expected.of}`, { count: expected.count })}
        </dd>
        {count !== null ? (
          <>
            <dt className="text-ink-muted">{t('deletions.expected.got')}</dt>
            <dd className="font-medium text-ink">{t('common.numbers', { count })}</dd>
          </>
        ) : null}
        {difference && difference.by !== null ? (
          <>
            <dt className="text-ink-muted">{t('deletions.expected.difference')}</dt>
            <dd className="text-ink">
              {difference.by === 0
                ? t('deletions.expected.none')
                : t(difference.by < 0 ? 'deletions.expected.less' : 'deletions.expected.more', {
                    count: Math.abs(difference.by),
                  })}
            </dd>
          </>
        ) : null}
      </dl>
      {difference?.why ? (
        <p className="mt-2 text-sm text-pretty text-ink-muted">{t(`deletions.expected.${difference.why}`)}</p>
      ) : null}
      <p className="mt-2 text-sm text-ink-muted">
        {t('deletions.expected.readAt', { time: format.dateTime(view.preview.readAt, toTheSecond) })}
      </p>
    </div>
  );
}

/** What an item's outcome means and what to do now. Only what needs explaining says something. */
function ItemExplained({ item, isSettling }: { readonly item: ItemView; readonly isSettling: boolean }) {
  const t = useTranslations();
  if (item.status === 'rejected') {
    const words = resultCodeWords(t, item.resultCode ?? '');
    return (
      <Callout tone="warning" title={words.what} className="mt-5">
        <p>{t('deletions.vendor.todo', { todo: words.todo })}</p>
        <p className="mt-1 text-sm text-ink-muted">
          {t('deletions.vendor.code', { code: item.resultCode ?? t('common.none') })}
          {item.settledBy && item.settledBy !== 'answer'
            ? ` · ${t('deletions.result.settledBy', { by: t(`domain.settledBy.${item.settledBy}`) })}`
            : null}
        </p>
        {item.resultDesc ? <VendorQuote text={item.resultDesc} /> : null}
      </Callout>
    );
  }
  if (item.status === 'unknown') {
    return (
      <Callout tone="unclear" title={t('deletions.unknown.title')} className="mt-5">
        {item.unknownReason ? (
          <p>{t('deletions.unknown.reason', { reason: t(`domain.unknownReason.${item.unknownReason}`) })}</p>
        ) : null}
        <p className="mt-1">
          <span className="font-medium">{t('deletions.unknown.nextTitle')}</span>
          {' · '}
          {isSettling ? t('deletions.unknown.settling') : t('deletions.unknown.waiting')}
        </p>
        <p className="mt-1">{t('deletions.unknown.never')}</p>
        {item.resultDesc ? <VendorQuote text={item.resultDesc} /> : null}
      </Callout>
    );
  }
  return null;
}
