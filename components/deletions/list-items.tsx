'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ChevronLeft, ChevronRight, Download } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { ReadFault } from '#components/campaigns/read-fault.tsx';
import { readJson } from '#components/campaigns/read-json.ts';
import { Button } from '#components/ui/button.tsx';
import { buttonClass } from '#components/ui/button-class.ts';
import { Select } from '#components/ui/select.tsx';
import type { DeletionView, ItemPage } from '#lib/deletions/deletion-view.ts';
import { type ItemStatus, itemStatuses } from '#lib/deletions/states.ts';
import { isMoving } from './deletion-query.ts';
import { ItemTable } from './item-table.tsx';

const refreshMs = 3_000;

/** The items of a list, page by page, of one outcome or all, with the way to download them. */
export function ListItems({ view }: { readonly view: DeletionView }) {
  const t = useTranslations();
  const [status, setStatus] = useState<ItemStatus | ''>('');
  // where each page before this one began: the way back
  const [starts, setStarts] = useState<readonly number[]>([]);
  const after = starts.at(-1) ?? 0;
  const address = `/api/deletions/${encodeURIComponent(view.id)}/items`;
  const filter = status === '' ? '' : `status=${status}`;
  const page = useQuery({
    // read once more when the list comes to rest
    queryKey: ['items', view.id, status, after, isMoving(view)],
    queryFn: ({ signal }) => readJson<ItemPage>(`${address}?${filter}&after=${after}`, signal),
    placeholderData: keepPreviousData,
    refetchInterval: isMoving(view) ? refreshMs : false,
  });
  const nextAfter = page.data?.nextAfter ?? null;
  return (
    <div className="grid gap-3">
      <ItemTable
        view={view}
        items={page.data?.items ?? []}
        actions={
          <>
            <Select
              aria-label={t('deletions.items.filter')}
              value={status}
              onChange={(event) => {
                setStatus(itemStatuses.find((each) => each === event.target.value) ?? '');
                setStarts([]);
              }}
              placeholder={t('deletions.items.all')}
              options={itemStatuses.map((each) => ({ value: each, label: t(`domain.itemStatus.${each}`) }))}
              className="w-40"
            />
            {(['csv', 'xlsx'] as const).map((format) => (
              <a
                key={format}
                href={`${address}/download?${new URLSearchParams({ format, ...(status === '' ? {} : { status }) })}`}
                download
                className={buttonClass('secondary', 'sm')}
              >
                <Download aria-hidden className="size-4" />
                {t(`deletions.items.download.${format}`)}
              </a>
            ))}
          </>
        }
      />
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
