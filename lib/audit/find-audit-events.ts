import 'server-only';
import { Grant } from '../auth/authorize.ts';
import { monotonicMs } from '../clock.ts';
import { type Db, getDb } from '../db/client.ts';
import { getEnv } from '../env.ts';
import type { AuditCursor, AuditFilter } from './audit-filter.ts';
import type { AuditDetail, AuditPage, AuditRow } from './audit-view.ts';
import { type AuditRecord, prepareSearch, type Stretch, searchWindows } from './search-records.ts';

const pageSize = 50;
/**
 * Records read for one page: a window, and another one as long as it is likely to be read within the time, ms. On
 * SQLite a query stops the whole process, so a search that finds little is continued by the next request.
 */
const windows = [200, 400, 800, 1_600, 3_200, 6_400] as const;
const searchForMs = 20;

function toRow(record: AuditRecord, campaignName: string | null): AuditRow {
  return {
    seq: record.seq,
    at: record.at,
    type: record.type,
    actorName: record.actor_name,
    vdnId: record.vdn_id,
    campaignId: record.campaign_id,
    campaignName,
    deletionId: record.deletion_id,
    data: JSON.parse(record.data),
  };
}

/** Names of the campaigns that these records are about, as far as a deletion told them. */
async function withCampaignNames(db: Db, records: readonly AuditRecord[]): Promise<AuditRow[]> {
  const ids = [...new Set(records.flatMap(({ deletion_id }) => deletion_id ?? []))];
  const deletions =
    ids.length === 0
      ? []
      : await db.selectFrom('deletion').select(['id', 'campaign_name']).where('id', 'in', ids).execute();
  const names = new Map(deletions.map(({ id, campaign_name }) => [id, campaign_name]));
  return records.map((record) => toRow(record, names.get(record.deletion_id ?? '') ?? null));
}

/**
 * Audit records that a filter asks for, newest first, a page at a time: `before` goes on to older ones, `after`
 * back to newer ones. Nothing is counted on the way, and no longer is read than a page may take: where that
 * was not enough, `searchedTo` says how far it came, and the cursor goes on from there.
 */
export async function findAuditEvents(
  grant: Grant<'audit:read'>,
  filter: AuditFilter,
  cursor: AuditCursor,
): Promise<AuditPage> {
  Grant.assert(grant, 'audit:read');
  const db = getDb();
  const search = await prepareSearch(db, filter, getEnv().ISALES_TIME_ZONE);
  const isUp = cursor.after !== undefined;
  const stretch: Stretch = isUp
    ? { direction: 'up', from: Math.max(search.above, cursor.after ?? 0), to: search.below }
    : { direction: 'down', from: Math.min(search.below, cursor.before ?? search.below), to: search.above };
  const found: AuditRecord[] = [];
  let next: number | null = null;
  const beganAt = monotonicMs();
  let [index, read] = [0, 0];
  for await (const window of searchWindows(db, search, stretch, windows, pageSize + 1)) {
    found.push(...window.records);
    next = window.next;
    read += windows[index] ?? 0;
    index += 1;
    const upcoming = windows[index];
    const tookMs = monotonicMs() - beganAt;
    if (found.length > pageSize || upcoming === undefined) break;
    if (tookMs + (tookMs / read) * upcoming > searchForMs) break;
  }
  const page = found.slice(0, pageSize);
  const hasMore = found.length > pageSize || next !== null;
  const isCut = next !== null && found.length <= pageSize;
  // the far end of the page in the direction of reading, and the near one
  const farEnd = isCut ? next : (page.at(-1)?.seq ?? null);
  const nearEnd = page[0]?.seq ?? null;
  const onward = hasMore ? farEnd : null;
  const isFirst = cursor.before === undefined && !isUp;
  const back = isFirst ? null : (nearEnd ?? (isUp ? cursor.after : cursor.before) ?? null);
  const rows = await withCampaignNames(db, isUp ? page.toReversed() : page);
  return {
    rows,
    olderCursor: isUp ? back : onward,
    newerCursor: isUp ? onward : back,
    searchedTo: isCut ? next : null,
  };
}

/** One record in full with its place in the chain; undefined if there is none. */
export async function findAuditEvent(
  grant: Grant<'audit:read'>,
  seq: number,
): Promise<AuditDetail | undefined> {
  Grant.assert(grant, 'audit:read');
  const db = getDb();
  const record = await db.selectFrom('audit_event').selectAll().where('seq', '=', seq).executeTakeFirst();
  const [row] = record ? await withCampaignNames(db, [record]) : [];
  if (!record || !row) return undefined;
  return {
    ...row,
    version: record.version,
    actorId: record.actor_id,
    actorRoles: record.actor_roles === '' ? [] : record.actor_roles.split(','),
    sessionId: record.session_id,
    address: record.address,
    correlationId: record.correlation_id,
    itemId: record.item_id,
    prevHash: record.prev_hash,
    hash: record.hash,
  };
}
