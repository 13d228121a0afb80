import 'server-only';
import { Grant } from '../auth/authorize.ts';
import { getDb } from '../db/client.ts';
import { logger } from '../logger.ts';
import { ok, type Result, refused } from '../result.ts';
import type { ControlRefusal } from './deletion-view.ts';
import { pauseDeletion } from './stop-deletion.ts';

/** Lets one's own list stand still: the call under way is answered and recorded, nothing more is sent. */
export async function pauseOwnDeletion(
  grant: Grant<'deletion:create'>,
  id: string,
): Promise<Result<null, ControlRefusal>> {
  Grant.assert(grant, 'deletion:create');
  try {
    const isPaused = await getDb()
      .transaction()
      .execute(async (trx) => {
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
    return isPaused ? ok(null) : refused('not_running');
  } catch (error) {
    logger.error({ err: error }, 'a deletion could not be paused');
    return refused('audit_unavailable');
  }
}
