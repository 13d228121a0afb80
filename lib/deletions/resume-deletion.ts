import 'server-only';
import { appendAuditEvents } from '../audit/append-audit-events.ts';
import { Grant } from '../auth/authorize.ts';
import { getDb } from '../db/client.ts';
import { getRunner } from '../lanes/runner.ts';
import { logger } from '../logger.ts';
import { ok, type Result, refused } from '../result.ts';
import type { ControlRefusal } from './deletion-view.ts';

const answerWithinMs = 20_000;

/** Lets one's own paused deletion go on with the item it stopped at, under the session of today. */
export async function resumeDeletion(
  grant: Grant<'deletion:create'>,
  id: string,
): Promise<Result<null, ControlRefusal>> {
  Grant.assert(grant, 'deletion:create');
  const db = getDb();
  try {
    const resumed = await db.transaction().execute(async (trx) => {
      const deletion = await trx
        .updateTable('deletion')
        .set({ status: 'queued', stop_reason: null, session_id: grant.sessionId })
        .where('id', '=', id)
        .where('requester_id', '=', grant.memberId)
        .where('status', '=', 'paused')
        .returning(['correlation_id', 'vdn_id', 'campaign_id', 'items'])
        .executeTakeFirst();
      if (!deletion) return undefined;
      const campaign = { vdnId: deletion.vdn_id, campaignId: deletion.campaign_id };
      await appendAuditEvents(trx, [
        {
          type: 'deletion.resumed',
          data: {},
          actor: grant.actor,
          correlationId: deletion.correlation_id,
          subject: { ...campaign, deletionId: id },
        },
      ]);
      return { ...campaign, isList: deletion.items > 1 };
    });
    if (!resumed) return refused('not_paused');
    if (resumed.isList) {
      getRunner().wake(resumed);
      return ok(null);
    }
    const next = await db
      .selectFrom('deletion_item')
      .select('id')
      .where('deletion_id', '=', id)
      .where('status', '=', 'pending')
      .orderBy('position')
      .executeTakeFirst();
    if (next) await getRunner().runNow(resumed, next.id, answerWithinMs);
    return ok(null);
  } catch (error) {
    logger.error({ err: error }, 'a deletion could not be resumed');
    return refused('audit_unavailable');
  }
}
