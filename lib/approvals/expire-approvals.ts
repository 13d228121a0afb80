import 'server-only';
import { appendAuditEvents } from '../audit/append-audit-events.ts';
import { wallClockMs } from '../clock.ts';
import type { Db } from '../db/client.ts';
import { endDeletion } from '../deletions/stop-deletion.ts';

/** So many are ended in one look: nobody waits long for the database. */
const atOnce = 20;

/** Ends what waited for a second person for too long, and wipes its numbers. */
export async function expireApprovals(db: Db): Promise<void> {
  const due = await db
    .selectFrom('deletion')
    .select(['id', 'correlation_id', 'vdn_id', 'campaign_id', 'approval_expires_at'])
    .where('status', '=', 'awaiting_approval')
    .where('approval_expires_at', '<=', wallClockMs())
    .orderBy('id')
    .limit(atOnce)
    .execute();
  for (const deletion of due) {
    await db.transaction().execute(async (trx) => {
      const ended = await endDeletion(trx, deletion, 'expired', 'approval_expired', ['awaiting_approval']);
      if (!ended) return;
      await appendAuditEvents(trx, [
        {
          type: 'approval.expired',
          data: { digest: ended.digest, expiresAt: deletion.approval_expires_at ?? 0 },
          actor: null,
          correlationId: deletion.correlation_id,
          subject: {
            vdnId: deletion.vdn_id,
            campaignId: deletion.campaign_id,
            deletionId: deletion.id,
          },
        },
      ]);
    });
  }
}
