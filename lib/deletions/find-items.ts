import 'server-only';
import * as z from 'zod';
import { recordDownload } from '../audit/record-download.ts';
import { Grant } from '../auth/authorize.ts';
import { getDb } from '../db/client.ts';
import { ok, type Result, refused } from '../result.ts';
import { visibleDeletions } from './deletion-rows.ts';
import type { ItemPage, ItemView } from './deletion-view.ts';
import { itemView } from './item-view.ts';
import { itemStatuses } from './states.ts';

const pageSize = 50;
const downloadSize = 1_000;

export const itemQuery = z.object({
  status: z.enum(itemStatuses).optional(),
  after: z.coerce.number().int().min(0).default(0),
});
export type ItemQuery = z.infer<typeof itemQuery>;

export const downloadQuery = itemQuery.pick({ status: true }).extend({
  format: z.enum(['csv', 'xlsx']),
});
export type DownloadQuery = z.infer<typeof downloadQuery>;

function itemsOf(deletionId: string, { status, after }: ItemQuery, limit: number) {
  const items = getDb()
    .selectFrom('deletion_item')
    .selectAll()
    .where('deletion_id', '=', deletionId)
    .where('position', '>', after)
    .orderBy('position')
    .limit(limit);
  return status === undefined ? items : items.where('status', '=', status);
}

async function isVisible(grant: Grant<'deletion:read'>, deletionId: string): Promise<boolean> {
  const row = await visibleDeletions(getDb(), grant)
    .select('deletion.id')
    .where('deletion.id', '=', deletionId)
    .executeTakeFirst();
  return row !== undefined;
}

/** A page of the items of a deletion, of one outcome or all; undefined if the member may see no such deletion. */
export async function findItems(
  grant: Grant<'deletion:read'>,
  deletionId: string,
  query: ItemQuery,
): Promise<ItemPage | undefined> {
  Grant.assert(grant, 'deletion:read');
  if (!(await isVisible(grant, deletionId))) return undefined;
  const found = await itemsOf(deletionId, query, pageSize + 1).execute();
  const items = found.slice(0, pageSize).map(itemView);
  return { items, nextAfter: found.length > pageSize ? (items.at(-1)?.position ?? null) : null };
}

/** All items of a deletion, of one outcome or all, a thousand at a time, once the audit holds that they go out. */
export async function downloadItems(
  grant: Grant<'deletion:read'>,
  deletionId: string,
  { status, format }: DownloadQuery,
): Promise<Result<AsyncIterable<readonly ItemView[]>, 'not_found' | 'audit_unavailable'>> {
  Grant.assert(grant, 'deletion:read');
  if (!(await isVisible(grant, deletionId))) return refused('not_found');
  const download = { what: 'items', format, outcome: status ?? null, deletionId, listId: null } as const;
  const recorded = await recordDownload(getDb(), grant.actor, download);
  return recorded.ok ? ok(pages(deletionId, status)) : recorded;
}

async function* pages(deletionId: string, status: ItemQuery['status']): AsyncGenerator<readonly ItemView[]> {
  for (let after = 0; ; ) {
    const items = (await itemsOf(deletionId, { status, after }, downloadSize).execute()).map(itemView);
    const last = items.at(-1);
    if (!last) return;
    yield items;
    after = last.position;
  }
}
