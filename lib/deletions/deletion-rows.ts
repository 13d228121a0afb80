import 'server-only';
import type { Grant } from '../auth/authorize.ts';
import { wallClockMs } from '../clock.ts';
import type { Db } from '../db/client.ts';

/**
 * Deletions that a member may see, and nothing else: their own, and with `deletion:read_all` those of others
 * within the scope; whoever may cancel there, also what waits for its time; whoever reads the audit, the receipt of
 * each. Every read of deletions starts here.
 */
export function visibleDeletions(db: Db, grant: Grant<'deletion:read'> | Grant<'receipt:read'>) {
  return db
    .selectFrom('deletion')
    .innerJoin('member', 'member.id', 'deletion.requester_id')
    .where((where) => {
      if (grant.permission === 'receipt:read' && grant.has('audit:read')) return where.lit(true);
      const own = where('deletion.requester_id', '=', grant.memberId);
      if (grant.scope.length === 0) return own;
      const inScope = grant.scope.map((entry) =>
        entry.campaignId === undefined
          ? where('deletion.vdn_id', '=', entry.vdnId)
          : where.and([
              where('deletion.vdn_id', '=', entry.vdnId),
              where('deletion.campaign_id', '=', entry.campaignId),
            ]),
      );
      if (grant.has('deletion:read_all')) return where.or([own, ...inScope]);
      if (!grant.has('deletion:cancel')) return own;
      const isDelayed = where.and([
        where('deletion.status', '=', 'queued'),
        where('deletion.not_before', '>', wallClockMs()),
      ]);
      return where.or([own, where.and([isDelayed, where.or(inScope)])]);
    });
}
