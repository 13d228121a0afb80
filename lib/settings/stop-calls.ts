import 'server-only';
import * as z from 'zod';
import { appendAuditEvents } from '../audit/append-audit-events.ts';
import { Grant } from '../auth/authorize.ts';
import { wallClockMs } from '../clock.ts';
import { getDb } from '../db/client.ts';
import { transact, UncertainCommitError } from '../db/transact.ts';
import { newId } from '../ids.ts';
import { logger } from '../logger.ts';
import { maskNumbersInText } from '../personal-data/mask.ts';
import { ok, type Result, refused } from '../result.ts';
import { type CallStopRefusal, stopReasonLimit } from './call-stop-view.ts';

const stopReason = z.string().trim().min(1).max(stopReasonLimit);

/**
 * Stops every call of every member: no intent is stored after this, so nothing is sent. A call whose intent was
 * stored before keeps its true outcome.
 */
export async function stopCalls(
  grant: Grant<'calls:stop'>,
  reason: unknown,
): Promise<Result<null, CallStopRefusal>> {
  Grant.assert(grant, 'calls:stop');
  const parsed = stopReason.safeParse(reason);
  if (!parsed.success) return refused('reason_required');
  const said = maskNumbersInText(parsed.data);
  try {
    return await transact(getDb(), async (trx): Promise<Result<null, CallStopRefusal>> => {
      const stopped = await trx
        .updateTable('call_switch')
        .set({ stopped_at: wallClockMs(), stopped_by: grant.memberId, reason: said })
        .where('id', '=', 1)
        .where('stopped_at', 'is', null)
        .returning('id')
        .executeTakeFirst();
      if (!stopped) return refused('already_stopped');
      await appendAuditEvents(trx, [
        { type: 'calls.stopped', data: { reason: said }, actor: grant.actor, correlationId: newId('cor') },
      ]);
      return ok(null);
    });
  } catch (error) {
    if (error instanceof UncertainCommitError) throw error;
    logger.error({ err: error }, 'the calls could not be stopped');
    return refused('audit_unavailable');
  }
}
