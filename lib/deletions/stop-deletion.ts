import 'server-only';
import { type AuditActor, appendAuditEvents } from '../audit/append-audit-events.ts';
import { wallClockMs } from '../clock.ts';
import type { Trx } from '../db/client.ts';
import { sealAfter } from './failed-numbers.ts';
import type { StopReason } from './states.ts';

interface StoppedDeletion {
  readonly id: string;
  readonly correlation_id: string;
  readonly vdn_id: number;
  readonly campaign_id: string;
}

function subjectOf(deletion: StoppedDeletion) {
  return { vdnId: deletion.vdn_id, campaignId: deletion.campaign_id, deletionId: deletion.id };
}

/** Lets a deletion stand still until a person goes on with it; nothing of it is sent meanwhile. */
export async function pauseDeletion(
  trx: Trx,
  deletion: StoppedDeletion,
  because: StopReason,
  detail: string | null,
  actor: AuditActor | null = null,
): Promise<void> {
  const paused = await trx
    .updateTable('deletion')
    .set({ status: 'paused', stop_reason: because })
    .where('id', '=', deletion.id)
    .where('status', 'in', ['queued', 'running'])
    .returning('id')
    .executeTakeFirst();
  if (!paused) return;
  await appendAuditEvents(trx, [
    {
      type: 'deletion.paused',
      data: { because, detail },
      actor,
      correlationId: deletion.correlation_id,
      subject: subjectOf(deletion),
    },
  ]);
}

/**
 * Ends a deletion: what waits is cancelled, what was sent keeps its true outcome.
 * Returns false if it had ended before.
 */
export async function cancelDeletion(
  trx: Trx,
  deletion: StoppedDeletion,
  because: StopReason,
  actor: AuditActor | null,
): Promise<boolean> {
  const ended = await trx
    .updateTable('deletion')
    .set({ status: 'cancelled', stop_reason: because, is_open: 0, finished_at: wallClockMs() })
    .where('id', '=', deletion.id)
    .where('status', 'in', ['queued', 'running', 'paused'])
    .returning('id')
    .executeTakeFirst();
  if (!ended) return false;
  await trx
    .updateTable('deletion_item')
    .set({ status: 'cancelled', value_sealed: sealAfter('cancelled') })
    .where('deletion_id', '=', deletion.id)
    .where('status', '=', 'pending')
    .execute();
  await trx
    .updateTable('deletion_item')
    .set({ retry_at: null })
    .where('deletion_id', '=', deletion.id)
    .where('status', '=', 'unknown')
    .where('retry_at', 'is not', null)
    .execute();
  await appendAuditEvents(trx, [
    {
      type: 'deletion.cancelled',
      data: { because, detail: null },
      actor,
      correlationId: deletion.correlation_id,
      subject: subjectOf(deletion),
    },
  ]);
  return true;
}
