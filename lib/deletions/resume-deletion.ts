import 'server-only';
import { appendAuditEvents } from '../audit/append-audit-events.ts';
import { Grant } from '../auth/authorize.ts';
import { type Db, getDb } from '../db/client.ts';
import { transact, UncertainCommitError } from '../db/transact.ts';
import type { LaneKey } from '../lanes/lane-lease.ts';
import { getRunner } from '../lanes/runner.ts';
import { logger } from '../logger.ts';
import { ok, type Result, refused } from '../result.ts';
import type { ControlRefusal } from './deletion-view.ts';
import { findStandstill } from './standstill.ts';

const answerWithinMs = 20_000;

/** Lets one's own paused deletion go on with the item it stopped at, under the session of today. */
export async function resumeDeletion(
  grant: Grant<'deletion:create'>,
  id: string,
): Promise<Result<null, ControlRefusal>> {
  Grant.assert(grant, 'deletion:create');
  const db = getDb();
  try {
    const standstill = await findStandstill(db);
    if (standstill) return refused(standstill);
    const resumed = await transact(db, async (trx) => {
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
    // It goes on from here: what happens now is told by its page, and never as "left as it is".
    await runNext(db, id, resumed).catch((error: unknown) =>
      logger.error({ err: error, deletionId: id }, 'a deletion goes on without its requester waiting for it'),
    );
    return ok(null);
  } catch (error) {
    if (error instanceof UncertainCommitError) throw error;
    logger.error({ err: error }, 'a deletion could not be resumed');
    return refused('audit_unavailable');
  }
}

async function runNext(db: Db, deletionId: string, campaign: LaneKey): Promise<void> {
  const next = await db
    .selectFrom('deletion_item')
    .select('id')
    .where('deletion_id', '=', deletionId)
    .where('status', '=', 'pending')
    .orderBy('position')
    .executeTakeFirst();
  if (next) await getRunner().runNow(campaign, next.id, answerWithinMs);
}
