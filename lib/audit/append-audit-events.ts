import 'server-only';
import { sql } from 'kysely';
import { wallClockMs } from '../clock.ts';
import type { Trx } from '../db/client.ts';
import type { AuditEventTable } from '../db/schema.ts';
import type { Role } from '../members/roles.ts';
import { type AuditEventData, type AuditEventType, auditEventVersions } from './events.ts';
import { recordHash } from './record-hash.ts';

/** Who did it: taken from a grant, or null for what the system did by itself. */
export interface AuditActor {
  readonly id: string | null;
  readonly name: string | null;
  readonly roles: readonly Role[];
  readonly sessionId: string | null;
  readonly address: string | null;
}

/** One fact to append. `correlationId` joins everything that came of one human act. */
export type NewAuditEvent = {
  [Type in AuditEventType]: {
    readonly type: Type;
    readonly data: AuditEventData[Type]['data'];
    readonly actor: AuditActor | null;
    readonly correlationId: string;
    readonly subject?: {
      readonly vdnId?: number;
      readonly campaignId?: string;
      readonly deletionId?: string;
      readonly itemId?: string;
    };
  };
}[AuditEventType];

/**
 * Appends events to the chain in the transaction of the change they describe, in the order given. The head
 * row is locked first, so that appenders of all processes come one after another and the chain cannot fork.
 * @throws when the events cannot be stored: the transaction then fails, and what they describe does not happen
 */
export async function appendAuditEvents(trx: Trx, events: readonly NewAuditEvent[]): Promise<void> {
  const head = await trx
    .updateTable('audit_head')
    .set({ seq: sql<number>`seq + ${events.length}` })
    .where('id', '=', 1)
    .returning(['seq', 'hash'])
    .executeTakeFirstOrThrow();
  let seq = head.seq - events.length;
  let hash = head.hash;
  const at = wallClockMs();
  const records: AuditEventTable[] = events.map((event) => {
    seq += 1;
    const record: Omit<AuditEventTable, 'hash'> = {
      seq,
      at,
      type: event.type,
      version: auditEventVersions[event.type],
      actor_id: event.actor?.id ?? null,
      actor_name: event.actor?.name ?? null,
      actor_roles: (event.actor?.roles ?? []).join(','),
      session_id: event.actor?.sessionId ?? null,
      address: event.actor?.address ?? null,
      correlation_id: event.correlationId,
      vdn_id: event.subject?.vdnId ?? null,
      campaign_id: event.subject?.campaignId ?? null,
      deletion_id: event.subject?.deletionId ?? null,
      item_id: event.subject?.itemId ?? null,
      data: JSON.stringify(event.data),
      prev_hash: hash,
    };
    hash = recordHash(record);
    return { ...record, hash };
  });
  await trx.insertInto('audit_event').values(records).execute();
  await trx.updateTable('audit_head').set({ hash }).where('id', '=', 1).execute();
}
