'use client';
import { CircleCheck, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { Callout } from '#components/ui/callout.tsx';
import { DownloadButton } from '#components/ui/download-button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Select } from '#components/ui/select.tsx';
import { Cell, HeaderCell, Table, TableBody, TableHead, TableRow } from '#components/ui/table.tsx';
import { cleaningKinds } from '#lib/intake/list-report.ts';
import type { ListView } from '#lib/lists/list-view.ts';
import { limits } from '#lib/settings/limits.ts';

/** What was read: how many can be used, what was cleaned, and every refused line with its reason. */
export function ListReportPanel({
  list,
  onColumn,
}: {
  readonly list: ListView;
  /** Reads the list again with another column. */
  readonly onColumn: (column: number) => void;
}) {
  const t = useTranslations('lists');
  const { report } = list;
  const accepted = report.isTooManyRows ? 0 : report.accepted;
  const cleaned = cleaningKinds.filter((kind) => report.cleaned[kind] > 0);
  const facts = [
    t('lines', { count: report.lines }),
    ...(report.headerLine === null ? [] : [t('header')]),
    ...(report.duplicates > 0 ? [t('duplicates', { count: report.duplicates })] : []),
    ...(report.blank > 0 ? [t('blank', { count: report.blank })] : []),
    ...(report.encoding === null ? [] : [t(`encoding.${report.encoding}`)]),
  ];
  return (
    <section
      aria-label={t('list')}
      className="grid gap-4 rounded-md border border-line bg-canvas px-4 py-3.5"
    >
      <div className="flex flex-wrap items-baseline gap-x-6 gap-y-1" role="status">
        <p className="flex items-center gap-1.5 text-lg font-semibold text-ink">
          <CircleCheck aria-hidden className="size-4 text-success-ink" />
          {t('accepted', { count: accepted })}
        </p>
        {report.refused > 0 ? (
          <p className="flex items-center gap-1.5 text-base font-medium text-warning-ink">
            <TriangleAlert aria-hidden className="size-4" />
            {t('refused', { count: report.refused })}
          </p>
        ) : null}
        <p className="text-sm text-ink-muted">{facts.join(' · ')}</p>
      </div>
      {report.isTooManyRows ? (
        <Callout tone="warning">{t('tooManyRows', { max: limits.listRows })}</Callout>
      ) : null}
      {cleaned.length > 0 ? (
        <div>
          <p className="text-sm font-medium text-ink">{t('cleanedTitle')}</p>
          <ul className="mt-0.5 text-sm text-ink-muted">
            {cleaned.map((kind) => (
              <li key={kind}>{t(`cleaned.${kind}`, { count: report.cleaned[kind] })}</li>
            ))}
          </ul>
        </div>
      ) : null}
      {report.columns.length > 1 ? (
        <Field label={t('column')} isMessageReserved={false}>
          {(aria) => (
            <Select
              {...aria}
              value={String(report.column)}
              onChange={(event) => onColumn(Number(event.target.value))}
              options={report.columns.map((column) => ({
                value: String(column.index),
                label: t('columnOption', {
                  index: column.index + 1,
                  header: column.header ?? t('columnNoHeader'),
                  sample: column.sample,
                }),
              }))}
            />
          )}
        </Field>
      ) : null}
      {list.refusals.length > 0 ? <Refusals list={list} /> : null}
    </section>
  );
}

function Refusals({ list }: { readonly list: ListView }) {
  const t = useTranslations('lists');
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="text-sm font-medium text-ink">
          {t('refusedTitle')}{' '}
          {list.report.refused > list.refusals.length ? (
            <span className="font-normal text-ink-muted">
              {t('refusedMore', { count: list.refusals.length })}
            </span>
          ) : null}
        </p>
        <DownloadButton address={`/api/uploads/${encodeURIComponent(list.id)}/refused`} size="sm">
          {t('downloadRefused')}
        </DownloadButton>
      </div>
      <div className="rounded-md border border-line bg-surface">
        <Table caption={t('refusedTitle')}>
          <TableHead>
            <HeaderCell isNumeric>{t('line')}</HeaderCell>
            <HeaderCell>{t('reason')}</HeaderCell>
            <HeaderCell>{t('excerpt')}</HeaderCell>
          </TableHead>
          <TableBody>
            {list.refusals.map((refusal) => (
              <TableRow key={`${refusal.line}-${refusal.reason}-${refusal.excerpt}`}>
                <Cell isNumeric>{refusal.line}</Cell>
                <Cell>{t(`fault.${refusal.reason}`)}</Cell>
                <Cell className="font-mono text-sm wrap-anywhere">{refusal.excerpt}</Cell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
    </div>
  );
}
