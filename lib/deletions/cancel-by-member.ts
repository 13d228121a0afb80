import 'server-only';
import { Grant } from '../auth/authorize.ts';
import { getDb } from '../db/client.ts';
import { transact, UncertainCommitError } from '../db/transact.ts';
import { logger } from '../logger.ts';
import { ok, type Result, refused } from '../result.ts';
import type { ControlRefusal } from './deletion-view.ts';
import { mayCancel } from './may-cancel.ts';
import { cancelDeletion } from './stop-deletion.ts';
import { waitForCallUnderWay } from './wait-for-call.ts';

/**
 * Ends a deletion that is one's own, or that waits for its time in one's scope: nothing more is sent for it, and what
 * was sent keeps its true outcome.
 */
export async function cancelByMember(
  grant: Grant<'deletion:cancel'>,
  id: string,
): Promise<Result<null, ControlRefusal>> {
  Grant.assert(grant, 'deletion:cancel');
  const db = getDb();
  try {
    const refusal = await transact(db, async (trx): Promise<ControlRefusal | undefined> => {
      const deletion = await trx.selectFrom('deletion').selectAll().where('id', '=', id).executeTakeFirst();
      const isOwn = deletion?.requester_id === grant.memberId;
      if (deletion?.is_open !== 1 || !(isOwn || mayCancel(deletion, grant))) return 'already_ended';
      const unsent = await trx
        .selectFrom('deletion_item')
        .select('id')
        .where('deletion_id', '=', id)
        .where('status', '=', 'pending')
        .limit(1)
        .executeTakeFirst();
      if (!unsent) return 'call_under_way';
      const because = isOwn ? 'cancelled_by_member' : 'cancelled_by_other';
      const isCancelled = await cancelDeletion(trx, deletion, because, grant.actor);
      return isCancelled ? undefined : 'already_ended';
    });
    if (refusal) return refused(refusal);
    await waitForCallUnderWay(db, id);
    return ok(null);
  } catch (error) {
    if (error instanceof UncertainCommitError) throw error;
    logger.error({ err: error }, 'a deletion could not be cancelled');
    return refused('audit_unavailable');
  }
}
