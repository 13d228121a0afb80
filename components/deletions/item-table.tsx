'use client';
import type { ReactNode } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { Panel } from '#components/ui/panel.tsx';
import { Cell, HeaderCell, Table, TableBody, TableHead, TableRow } from '#components/ui/table.tsx';
import { VisuallyHidden } from '#components/ui/visually-hidden.tsx';
import type { DeletionView, ItemView } from '#lib/deletions/deletion-view.ts';
import { criterionWords } from './criterion-words.ts';
import { OutcomeBadge } from './outcome-badge.tsx';
import { resultCodeWords } from './result-code-words.ts';
import { ZonedTime } from './zoned-time.tsx';

/** Each vendor call of a deletion: when it left, when the answer came, and what it said. */
export function ItemTable({
  view,
  items,
  actions,
}: {
  readonly view: DeletionView;
  readonly items: readonly ItemView[];
  readonly actions?: ReactNode;
}) {
  const t = useTranslations();
  const format = useFormatter();
  const nothing = t('deletions.items.nothing');
  return (
    <Panel
      isFlush
      title={t('deletions.items.title')}
      description={t('deletions.items.hint')}
      actions={actions}
    >
      <Table caption={t('deletions.items.title')}>
        <TableHead>
          <HeaderCell isNumeric>{t('deletions.items.position')}</HeaderCell>
          <HeaderCell>{t('deletions.items.value')}</HeaderCell>
          <HeaderCell>{t('deletions.items.status')}</HeaderCell>
          <HeaderCell isNumeric>{t('deletions.items.successCount')}</HeaderCell>
          <HeaderCell>{t('deletions.items.resultCode')}</HeaderCell>
          <HeaderCell isNumeric>{t('deletions.items.attempts')}</HeaderCell>
          <HeaderCell>{t('deletions.items.times')}</HeaderCell>
        </TableHead>
        <TableBody>
          {items.map((item) => (
            <TableRow key={item.id}>
              <th
                scope="row"
                className="px-3 py-2.5 text-right align-top font-normal text-ink-muted first:pl-4 sm:first:pl-5"
              >
                {item.position}
              </th>
              <Cell className="font-mono text-sm whitespace-nowrap">
                {item.value || criterionWords(t, format, view.criterion).value}
              </Cell>
              <Cell>
                <OutcomeBadge outcome={item.status} />
                {view.list ? <Explanation item={item} /> : null}
                {item.settledBy && item.settledBy !== 'answer' ? (
                  <span className="mt-1 block text-sm whitespace-nowrap text-ink-muted">
                    {t('deletions.result.settledBy', { by: t(`domain.settledBy.${item.settledBy}`) })}
                  </span>
                ) : null}
              </Cell>
              <Cell isNumeric>{item.successCount === null ? nothing : format.number(item.successCount)}</Cell>
              <Cell className="font-mono text-sm">{item.resultCode ?? nothing}</Cell>
              <Cell isNumeric>{item.attempts}</Cell>
              <Cell>
                {item.sentAt === null ? nothing : <Moment name="sentAt" at={item.sentAt} />}
                {item.answeredAt === null ? null : <Moment name="answeredAt" at={item.answeredAt} />}
              </Cell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Panel>
  );
}

/** True for the answer to a second try: the call before it was lost, and stays unknown. */
function isSecondTry(item: ItemView): item is ItemView & { readonly status: 'deleted' | 'nothing_matched' } {
  const isAnswered = item.status === 'deleted' || item.status === 'nothing_matched';
  return isAnswered && item.settledBy === 'answer' && item.unknownReason !== null;
}

/** In a word what stands behind an outcome that is none of the expected. */
function Explanation({ item }: { readonly item: ItemView }) {
  const t = useTranslations();
  const words =
    item.status === 'rejected' && item.resultCode !== null
      ? resultCodeWords(t, item.resultCode).what
      : item.status === 'unknown' && item.unknownReason !== null
        ? t(`domain.unknownReason.${item.unknownReason}`)
        : isSecondTry(item)
          ? t(`deletions.items.secondTry.${item.status}`)
          : null;
  return words === null ? null : <span className="mt-1 block text-sm text-ink-muted">{words}</span>;
}

function Moment({ name, at }: { readonly name: 'sentAt' | 'answeredAt'; readonly at: number }) {
  const t = useTranslations('deletions.items');
  return (
    <span className="block whitespace-nowrap">
      <VisuallyHidden>{t(name)} </VisuallyHidden>
      <ZonedTime at={at} isShort />
    </span>
  );
}
