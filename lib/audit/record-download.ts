import 'server-only';
import type { Db } from '../db/client.ts';
import { newId } from '../ids.ts';
import { logger } from '../logger.ts';
import { ok, type Result, refused } from '../result.ts';
import { type AuditActor, appendAuditEvents } from './append-audit-events.ts';
import type { AuditEventData } from './events.ts';

/**
 * Says that a file goes out, before its first byte: what cannot be recorded is not handed out. The deletion stands
 * in the data and is no subject: a receipt is made of the records about it, and must not change by being taken.
 */
export async function recordDownload(
  db: Db,
  actor: AuditActor,
  data: AuditEventData['download.started']['data'],
): Promise<Result<void, 'audit_unavailable'>> {
  try {
    await db
      .transaction()
      .execute((trx) =>
        appendAuditEvents(trx, [{ type: 'download.started', data, actor, correlationId: newId('cor') }]),
      );
    return ok(undefined);
  } catch (error) {
    logger.error({ err: error }, 'a download could not be recorded, and was refused');
    return refused('audit_unavailable');
  }
}
