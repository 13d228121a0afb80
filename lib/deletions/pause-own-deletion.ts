import 'server-only';
import { Grant } from '../auth/authorize.ts';
import { getDb } from '../db/client.ts';
import { transact, UncertainCommitError } from '../db/transact.ts';
import { logger } from '../logger.ts';
import { ok, type Result, refused } from '../result.ts';
import type { ControlRefusal } from './deletion-view.ts';
import { pauseDeletion } from './stop-deletion.ts';
import { waitForCallUnderWay } from './wait-for-call.ts';

/** Lets one's own list stand still: the call under way is answered and recorded, nothing more is sent. */
export async function pauseOwnDeletion(
  grant: Grant<'deletion:create'>,
  id: string,
): Promise<Result<null, ControlRefusal>> {
  Grant.assert(grant, 'deletion:create');
  const db = getDb();
  try {
    const isPaused = await transact(db, async (trx) => {
      const deletion = await trx
        .selectFrom('deletion')
        .select(['id', 'correlation_id', 'vdn_id', 'campaign_id'])
        .where('id', '=', id)
        .where('requester_id', '=', grant.memberId)
        .where('status', 'in', ['queued', 'running'])
        .executeTakeFirst();
      if (deletion) await pauseDeletion(trx, deletion, 'paused_by_member', null, grant.actor);
      return deletion !== undefined;
    });
    if (!isPaused) return refused('not_running');
    await waitForCallUnderWay(db, id);
    return ok(null);
  } catch (error) {
    if (error instanceof UncertainCommitError) throw error;
    logger.error({ err: error }, 'a deletion could not be paused');
    return refused('audit_unavailable');
  }
}
