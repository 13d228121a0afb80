import 'server-only';
import { Grant } from '../auth/authorize.ts';
import { getDb } from '../db/client.ts';
import { logger } from '../logger.ts';
import { ok, type Result, refused } from '../result.ts';
import type { ControlRefusal } from './deletion-view.ts';
import { cancelDeletion } from './stop-deletion.ts';

/** Ends one's own deletion: nothing more is sent for it, and what was sent keeps its true outcome. */
export async function cancelOwnDeletion(
  grant: Grant<'deletion:create'>,
  id: string,
): Promise<Result<null, ControlRefusal>> {
  Grant.assert(grant, 'deletion:create');
  try {
    const isCancelled = await getDb()
      .transaction()
      .execute(async (trx) => {
        const deletion = await trx
          .selectFrom('deletion')
          .select(['id', 'correlation_id', 'vdn_id', 'campaign_id'])
          .where('id', '=', id)
          .where('requester_id', '=', grant.memberId)
          .executeTakeFirst();
        return deletion ? cancelDeletion(trx, deletion, 'cancelled_by_member', grant.actor) : false;
      });
    return isCancelled ? ok(null) : refused('already_ended');
  } catch (error) {
    logger.error({ err: error }, 'a deletion could not be cancelled');
    return refused('audit_unavailable');
  }
}
