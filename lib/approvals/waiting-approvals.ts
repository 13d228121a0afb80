import 'server-only';
import type { Grant } from '../auth/authorize.ts';
import { wallClockMs } from '../clock.ts';
import type { Db } from '../db/client.ts';

/** Deletions that wait for a second person within a member's scope. Every read of approvals starts here. */
export function waitingApprovals(db: Db, grant: Grant<'approval:read'> | Grant<'approval:decide'>) {
  return db
    .selectFrom('deletion')
    .innerJoin('member', 'member.id', 'deletion.requester_id')
    .where('deletion.status', '=', 'awaiting_approval')
    .where('deletion.approval_expires_at', '>', wallClockMs())
    .where((where) =>
      where.or(
        // without a scope nobody sees anything
        grant.scope.map((entry) =>
          where.and([
            where('deletion.vdn_id', '=', entry.vdnId),
            ...(entry.campaignId === undefined ? [] : [where('deletion.campaign_id', '=', entry.campaignId)]),
          ]),
        ),
      ),
    );
}
