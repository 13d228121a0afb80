import 'server-only';
import { appendAuditEvents } from '../audit/append-audit-events.ts';
import { wallClockMs } from '../clock.ts';
import type { Trx } from '../db/client.ts';
import type { Deletion } from './prepare-call.ts';

/**
 * The row of a deletion, locked until the end of `trx`. Whoever changes items or appends to the audit beside it
 * locks the deletion first: in one order nobody waits in a circle.
 */
export async function lockDeletion(trx: Trx, id: string): Promise<Deletion> {
  return trx
    .updateTable('deletion')
    .set((row) => ({ is_open: row.ref('is_open') }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/**
 * Ends a deletion that has no item left to call: none that waits, none under way, none that has its one more try
 * before it. An unknown outcome beyond that is settled on its own.
 */
export async function completeIfDone(
  trx: Trx,
  deletion: Pick<Deletion, 'id' | 'correlation_id' | 'vdn_id' | 'campaign_id'>,
): Promise<void> {
  const ofDeletion = trx.selectFrom('deletion_item').where('deletion_id', '=', deletion.id);
  for (const status of ['pending', 'sent'] as const) {
    // in the order of the index: PostgreSQL would else expect one of many soon, and read through those that are done
    const left = await ofDeletion
      .select('id')
      .where('status', '=', status)
      .orderBy('position')
      .limit(1)
      .executeTakeFirst();
    if (left) return;
  }
  const retried = await ofDeletion
    .select('id')
    .where('status', '=', 'unknown')
    .where('retry_at', 'is not', null)
    .limit(1)
    .executeTakeFirst();
  if (retried) return;
  const completed = await trx
    .updateTable('deletion')
    .set({ status: 'completed', stop_reason: null, is_open: 0, finished_at: wallClockMs() })
    .where('id', '=', deletion.id)
    .where('status', 'in', ['queued', 'running', 'paused'])
    .returning('id')
    .executeTakeFirst();
  if (!completed) return;
  const counts = await trx
    .selectFrom('deletion_item')
    .select(['status', (select) => select.fn.countAll<number>().as('items')])
    .where('deletion_id', '=', deletion.id)
    .groupBy('status')
    .execute();
  await appendAuditEvents(trx, [
    {
      type: 'deletion.completed',
      data: { outcomes: Object.fromEntries(counts.map((count) => [count.status, Number(count.items)])) },
      actor: null,
      correlationId: deletion.correlation_id,
      subject: { vdnId: deletion.vdn_id, campaignId: deletion.campaign_id, deletionId: deletion.id },
    },
  ]);
}
