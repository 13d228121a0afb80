import type { Db } from '../../db/client.ts';
import type { AuditEventTable } from '../../db/schema.ts';

const batch = 500;

/**
 * Stores records as they are given, without a chain: for searches, which do not look at it. What is left out
 * is what the system did by itself.
 */
export async function storeRecords(
  db: Db,
  records: readonly (Pick<AuditEventTable, 'seq' | 'at' | 'type'> & Partial<AuditEventTable>)[],
): Promise<void> {
  const rows = records.map((record) => ({
    version: 1,
    actor_id: null,
    actor_name: null,
    actor_roles: '',
    session_id: null,
    address: null,
    correlation_id: `cor_${record.seq}`,
    vdn_id: null,
    campaign_id: null,
    deletion_id: null,
    item_id: null,
    data: '{}',
    prev_hash: '',
    hash: '',
    ...record,
  }));
  for (let at = 0; at < rows.length; at += batch) {
    await db
      .insertInto('audit_event')
      .values(rows.slice(at, at + batch))
      .execute();
  }
}
