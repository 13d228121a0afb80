import 'server-only';
import { type AuditActor, appendAuditEvents } from '../audit/append-audit-events.ts';
import { wallClockMs } from '../clock.ts';
import type { Trx } from '../db/client.ts';
import { sealAfter } from './failed-numbers.ts';
import type { DeletionStatus, StopReason } from './states.ts';

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
 * Ends a deletion: what waits is cancelled, what was sent keeps its true outcome. An approval is void if nobody but
 * the system ends it. Returns false if it had ended before.
 */
export async function cancelDeletion(
  trx: Trx,
  deletion: StoppedDeletion,
  because: StopReason,
  actor: AuditActor | null,
): Promise<boolean> {
  const ended = await endDeletion(trx, deletion, 'cancelled', because, [
    'awaiting_approval',
    'queued',
    'running',
    'paused',
  ]);
  if (!ended) return false;
  const about = { correlationId: deletion.correlation_id, subject: subjectOf(deletion) };
  const { digest, approver_id: approverId, approval_because } = ended;
  await appendAuditEvents(trx, [
    ...(actor === null && approval_because !== null
      ? [{ ...about, type: 'approval.voided', data: { digest, because, approverId }, actor } as const]
      : []),
    { ...about, type: 'deletion.cancelled', data: { because, detail: null }, actor },
  ]);
  return true;
}

/**
 * Ends a deletion that stands in one of the states `from`, and cancels what waits of it. Numbers of a list are kept to
 * be repeated, unless nobody ever approved them. The caller appends what it was; undefined if it stood in no such state.
 */
export async function endDeletion(
  trx: Trx,
  deletion: Pick<StoppedDeletion, 'id'>,
  status: 'cancelled' | 'rejected' | 'expired',
  because: StopReason,
  from: readonly DeletionStatus[],
) {
  const ended = await trx
    .updateTable('deletion')
    .set({ status, stop_reason: because, is_open: 0, finished_at: wallClockMs() })
    .where('id', '=', deletion.id)
    .where('status', 'in', from)
    .returning(['digest', 'approver_id', 'approved_digest', 'approval_because'])
    .executeTakeFirst();
  if (!ended) return undefined;
  const wasNeverApproved = ended.approval_because !== null && ended.approved_digest === null;
  await trx
    .updateTable('deletion_item')
    .set({ status: 'cancelled', value_sealed: wasNeverApproved ? null : sealAfter('cancelled') })
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
  return ended;
}
