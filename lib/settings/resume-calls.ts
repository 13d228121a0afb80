import 'server-only';
import { appendAuditEvents } from '../audit/append-audit-events.ts';
import { Grant } from '../auth/authorize.ts';
import { getDb } from '../db/client.ts';
import { transact, UncertainCommitError } from '../db/transact.ts';
import { newId } from '../ids.ts';
import { logger } from '../logger.ts';
import { ok, type Result, refused } from '../result.ts';
import type { CallStopRefusal } from './call-stop-view.ts';

/** Lets calls be made again. What stood still meanwhile goes on only when its requester says so. */
export async function resumeCalls(grant: Grant<'calls:stop'>): Promise<Result<null, CallStopRefusal>> {
  Grant.assert(grant, 'calls:stop');
  try {
    return await transact(getDb(), async (trx): Promise<Result<null, CallStopRefusal>> => {
      // locked before it is read: two who press at once resume once
      const row = await trx
        .updateTable('call_switch')
        .set((column) => ({ reason: column.ref('reason') }))
        .where('id', '=', 1)
        .where('stopped_at', 'is not', null)
        .returning(['stopped_at', 'stopped_by', 'reason'])
        .executeTakeFirst();
      if (row?.stopped_at == null || row.stopped_by === null) return refused('not_stopped');
      await trx
        .updateTable('call_switch')
        .set({ stopped_at: null, stopped_by: null, reason: '' })
        .where('id', '=', 1)
        .execute();
      await appendAuditEvents(trx, [
        {
          type: 'calls.resumed',
          data: { stoppedAt: row.stopped_at, stoppedBy: row.stopped_by, reason: row.reason },
          actor: grant.actor,
          correlationId: newId('cor'),
        },
      ]);
      return ok(null);
    });
  } catch (error) {
    if (error instanceof UncertainCommitError) throw error;
    logger.error({ err: error }, 'the calls could not be resumed');
    return refused('audit_unavailable');
  }
}
