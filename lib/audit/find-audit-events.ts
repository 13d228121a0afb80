import 'server-only';
import type { Selectable } from 'kysely';
import { Grant } from '../auth/authorize.ts';
import { type Db, getDb } from '../db/client.ts';
import type { AuditEventTable } from '../db/schema.ts';
import type { AuditDetail, AuditRow } from './audit-view.ts';

const pageSize = 50;

function recordsOf(db: Db) {
  return db
    .selectFrom('audit_event')
    .leftJoin('deletion', 'deletion.id', 'audit_event.deletion_id')
    .selectAll('audit_event')
    .select('deletion.campaign_name');
}

type StoredRecord = Selectable<AuditEventTable> & { readonly campaign_name: string | null };

function toRow(record: StoredRecord): AuditRow {
  return {
    seq: record.seq,
    at: record.at,
    type: record.type,
    actorName: record.actor_name,
    vdnId: record.vdn_id,
    campaignId: record.campaign_id,
    campaignName: record.campaign_name,
    deletionId: record.deletion_id,
    data: JSON.parse(record.data),
  };
}

/**
 * Audit records, newest first, a page at a time: `before` goes on to older ones, `after` back to newer ones.
 * Nothing is counted on the way.
 */
export async function findAuditEvents(
  grant: Grant<'audit:read'>,
  query: { readonly before?: number; readonly after?: number },
): Promise<{ rows: AuditRow[]; olderCursor: number | null; newerCursor: number | null }> {
  Grant.assert(grant, 'audit:read');
  const isBackwards = query.after !== undefined;
  let records = recordsOf(getDb())
    .orderBy('audit_event.seq', isBackwards ? 'asc' : 'desc')
    .limit(pageSize + 1);
  if (query.after !== undefined) records = records.where('audit_event.seq', '>', query.after);
  else if (query.before !== undefined) records = records.where('audit_event.seq', '<', query.before);
  const found = await records.execute();
  const page = found.slice(0, pageSize).map(toRow);
  const hasMore = found.length > pageSize;
  const rows = isBackwards ? page.reverse() : page;
  const oldest = rows.at(-1)?.seq ?? null;
  const newest = rows[0]?.seq ?? null;
  return {
    rows,
    olderCursor: hasMore || isBackwards ? oldest : null,
    newerCursor: (isBackwards ? hasMore : query.before !== undefined) ? newest : null,
  };
}

/** One record in full with its place in the chain; undefined if there is none. */
export async function findAuditEvent(
  grant: Grant<'audit:read'>,
  seq: number,
): Promise<AuditDetail | undefined> {
  Grant.assert(grant, 'audit:read');
  const record = await recordsOf(getDb()).where('audit_event.seq', '=', seq).executeTakeFirst();
  if (!record) return undefined;
  return {
    ...toRow(record),
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
