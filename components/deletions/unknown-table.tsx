'use client';
import { type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { Cell, HeaderCell, Table, TableBody, TableHead, TableRow } from '#components/ui/table.tsx';
import { VisuallyHidden } from '#components/ui/visually-hidden.tsx';
import type { DeletionView, ItemView } from '#lib/deletions/deletion-view.ts';
import { VendorQuote } from './vendor-quote.tsx';
import { ZonedTime } from './zoned-time.tsx';

/**
 * Items whose outcome is unknown, each with why, and what the call log has told. What waits for this person
 * can be decided one by one or several together; what the call log may still tell cannot.
 */
export function UnknownTable({
  view,
  items,
  actions,
  empty,
  onDecide,
}: {
  readonly view: DeletionView;
  readonly items: readonly ItemView[];
  readonly actions: ReactNode;
  readonly empty: ReactNode;
  readonly onDecide: (items: readonly ItemView[]) => void;
}) {
  const t = useTranslations();
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const waiting = view.mayDecide ? items.filter((item) => item.waitsForPerson) : [];
  // what was picked on another page, or has been decided meanwhile, is not decided from here
  const chosen = waiting.filter((item) => picked.has(item.id));
  const pick = (ids: readonly string[], isPicked: boolean) =>
    setPicked((before) => {
      const after = new Set(before);
      for (const id of ids) isPicked ? after.add(id) : after.delete(id);
      return after;
    });
  return (
    <Panel
      isFlush
      title={t('deletions.unknowns.title')}
      description={t('deletions.unknowns.hint')}
      actions={actions}
    >
      {view.mayDecide ? (
        <div className="flex min-h-12 flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b border-line px-4 py-2 sm:px-5">
          <Checkbox
            label={t('deletions.unknowns.pickAll', { count: waiting.length })}
            isDisabled={waiting.length === 0}
            isChecked={waiting.length > 0 && chosen.length === waiting.length}
            onChange={(isPicked) =>
              pick(
                waiting.map((item) => item.id),
                isPicked,
              )
            }
          />
          <div className="flex items-center gap-3">
            <p aria-live="polite" className="text-sm text-ink-muted">
              {t('deletions.unknowns.picked', { count: chosen.length })}
            </p>
            <Button size="sm" disabled={chosen.length === 0} onClick={() => onDecide(chosen)}>
              {t('deletions.unknowns.decidePicked')}
            </Button>
          </div>
        </div>
      ) : null}
      {items.length === 0 ? (
        empty
      ) : (
        <Table caption={t('deletions.unknowns.title')}>
          <TableHead>
            {view.mayDecide ? (
              <HeaderCell className="w-8 pr-0!">
                <VisuallyHidden>{t('deletions.unknowns.pick')}</VisuallyHidden>
              </HeaderCell>
            ) : null}
            <HeaderCell isNumeric>{t('deletions.items.position')}</HeaderCell>
            <HeaderCell>{t('deletions.items.value')}</HeaderCell>
            <HeaderCell>{t('deletions.unknowns.why')}</HeaderCell>
            <HeaderCell>{t('deletions.unknowns.sent')}</HeaderCell>
            {view.mayDecide ? (
              <HeaderCell>
                <VisuallyHidden>{t('deletions.unknowns.decide')}</VisuallyHidden>
              </HeaderCell>
            ) : null}
          </TableHead>
          <TableBody>
            {items.map((item) => (
              <TableRow key={item.id} className={picked.has(item.id) ? 'bg-accent-soft' : ''}>
                {view.mayDecide ? (
                  <Cell className="pr-0!">
                    {item.waitsForPerson ? (
                      <Checkbox
                        isLabelHidden
                        label={t('deletions.unknowns.pickOne', nameOf(item))}
                        isChecked={picked.has(item.id)}
                        onChange={(isPicked) => pick([item.id], isPicked)}
                      />
                    ) : null}
                  </Cell>
                ) : null}
                <th
                  scope="row"
                  className="px-3 py-2.5 text-right align-top font-normal text-ink-muted first:pl-4 sm:first:pl-5"
                >
                  {item.position}
                </th>
                <Cell className="font-mono text-sm whitespace-nowrap">{item.value}</Cell>
                <Cell className="min-w-52 text-pretty">
                  {item.unknownReason === null
                    ? t('deletions.items.nothing')
                    : t(`domain.unknownReason.${item.unknownReason}`)}
                  <CallLogSaid item={item} />
                  {item.resultDesc ? <VendorQuote text={item.resultDesc} /> : null}
                </Cell>
                <Cell>
                  {item.sentAt === null ? t('deletions.items.nothing') : <ZonedTime at={item.sentAt} />}
                  <span className="block text-sm whitespace-nowrap text-ink-muted">
                    {t('deletions.unknowns.attempts', { count: item.attempts })}
                  </span>
                </Cell>
                {view.mayDecide ? (
                  <Cell className="text-right">
                    {item.waitsForPerson ? (
                      <Button size="sm" onClick={() => onDecide([item])}>
                        {t('deletions.unknowns.decide')}
                        <VisuallyHidden>{t('deletions.unknowns.decideWhich', nameOf(item))}</VisuallyHidden>
                      </Button>
                    ) : null}
                  </Cell>
                ) : null}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </Panel>
  );
}

function nameOf(item: ItemView) {
  return { position: String(item.position), value: item.value };
}

/** Whether the call log may still tell, or why it could not. */
function CallLogSaid({ item }: { readonly item: ItemView }) {
  const t = useTranslations('deletions.unknowns');
  const isLooking = item.attempts === 1 && item.nextLookAt !== null;
  return (
    <span className="mt-0.5 block text-sm text-ink-muted">
      {isLooking ? t('looking') : item.attempts > 1 ? t('sentTwice') : t('notFound', { looks: item.looks })}
      {isLooking ? (
        <span className="block">
          {t('nextLook')} <ZonedTime at={item.nextLookAt} />
        </span>
      ) : null}
      {item.secondTryAt === null ? null : (
        <span className="block">
          {t('secondTry')} <ZonedTime at={item.secondTryAt} />
        </span>
      )}
    </span>
  );
}
