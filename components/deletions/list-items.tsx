'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ChevronLeft, ChevronRight, ListX } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { ReadFault } from '#components/campaigns/read-fault.tsx';
import { readJson } from '#components/campaigns/read-json.ts';
import { Button } from '#components/ui/button.tsx';
import { DownloadButton } from '#components/ui/download-button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { Select } from '#components/ui/select.tsx';
import type { DeletionView, ItemPage, ItemView } from '#lib/deletions/deletion-view.ts';
import { type ItemStatus, itemStatuses } from '#lib/deletions/states.ts';
import { isMoving, itemsKey } from './deletion-query.ts';
import { ItemTable } from './item-table.tsx';
import { UnknownTable } from './unknown-table.tsx';

const refreshMs = 3_000;

/** One outcome, or all. */
export type ItemFilter = ItemStatus | '';

/** The items of a list, page by page, of one outcome or all, with the way to download them. */
export function ListItems({
  view,
  status,
  onStatus,
  onDecide,
}: {
  readonly view: DeletionView;
  readonly status: ItemFilter;
  readonly onStatus: (status: ItemFilter) => void;
  readonly onDecide: (items: readonly ItemView[]) => void;
}) {
  const t = useTranslations();
  // where each page of this outcome before this one began: the way back
  const [way, setWay] = useState<{ readonly of: ItemFilter; readonly starts: readonly number[] }>();
  const starts = way?.of === status ? way.starts : [];
  const setStarts = (next: readonly number[]) => setWay({ of: status, starts: next });
  const after = starts.at(-1) ?? 0;
  const address = `/api/deletions/${encodeURIComponent(view.id)}/items`;
  const filter = status === '' ? '' : `status=${status}`;
  const page = useQuery({
    // read once more when the list comes to rest
    queryKey: [...itemsKey(view.id), status, after, isMoving(view)],
    queryFn: ({ signal }) => readJson<ItemPage>(`${address}?${filter}&after=${after}`, signal),
    placeholderData: keepPreviousData,
    refetchInterval: isMoving(view) ? refreshMs : false,
  });
  const nextAfter = page.data?.nextAfter ?? null;
  // of another outcome while the page of this one is read
  const items = (page.data?.items ?? []).filter((item) => status === '' || item.status === status);
  const actions = (
    <>
      <Select
        aria-label={t('deletions.items.filter')}
        value={status}
        onChange={(event) => onStatus(itemStatuses.find((each) => each === event.target.value) ?? '')}
        placeholder={t('deletions.items.all')}
        options={itemStatuses.map((each) => ({ value: each, label: t(`domain.itemStatus.${each}`) }))}
        className="w-40"
      />
      {(['csv', 'xlsx'] as const).map((format) => (
        <DownloadButton
          key={format}
          address={`${address}/download`}
          fields={{ format, ...(status === '' ? {} : { status }) }}
          size="sm"
        >
          {t(`deletions.items.download.${format}`)}
        </DownloadButton>
      ))}
    </>
  );
  const empty =
    page.isSuccess && !page.isPlaceholderData && items.length === 0 ? (
      <EmptyState icon={ListX} title={t('deletions.items.none')} />
    ) : null;
  return (
    <div className="grid gap-3">
      {status === 'unknown' ? (
        <UnknownTable view={view} items={items} actions={actions} empty={empty} onDecide={onDecide} />
      ) : empty ? (
        <Panel
          isFlush
          title={t('deletions.items.title')}
          description={t('deletions.items.hint')}
          actions={actions}
        >
          {empty}
        </Panel>
      ) : (
        <ItemTable view={view} items={items} actions={actions} />
      )}
      {page.error ? <ReadFault error={page.error} onRetry={() => void page.refetch()} /> : null}
      <nav aria-label={t('deletions.items.paging')} className="flex justify-end gap-2">
        <Button size="sm" disabled={starts.length === 0} onClick={() => setStarts(starts.slice(0, -1))}>
          <ChevronLeft aria-hidden className="size-4" />
          {t('deletions.items.before')}
        </Button>
        <Button
          size="sm"
          disabled={nextAfter === null}
          onClick={() => (nextAfter === null ? undefined : setStarts([...starts, nextAfter]))}
        >
          {t('deletions.items.next')}
          <ChevronRight aria-hidden className="size-4" />
        </Button>
      </nav>
    </div>
  );
}
