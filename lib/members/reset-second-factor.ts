import 'server-only';
import { appendAuditEvents } from '../audit/append-audit-events.ts';
import { Grant } from '../auth/authorize.ts';
import { endSessions } from '../auth/end-session.ts';
import { lockMember } from '../auth/lock-member.ts';
import { dropSecondFactor } from '../auth/second-factor.ts';
import { sessionIdsToEnd } from '../auth/sessions.ts';
import { getDb } from '../db/client.ts';
import { transact } from '../db/transact.ts';
import { newId } from '../ids.ts';
import { ok, type Result, refused } from '../result.ts';
import type { MemberRefusal } from './member-view.ts';
import { recorded } from './recorded.ts';

/** Takes another member's second factor away, who has lost phone and recovery codes; their sessions end. */
export async function resetSecondFactor(
  grant: Grant<'member:manage'>,
  memberId: unknown,
): Promise<Result<null, MemberRefusal>> {
  Grant.assert(grant, 'member:manage');
  if (!grant.isFresh) return refused('step_up_needed');
  if (typeof memberId !== 'string') return refused('input_invalid');
  if (memberId === grant.memberId) return refused('own_account');
  return recorded(() =>
    transact(getDb(), async (trx): Promise<Result<null, MemberRefusal>> => {
      await lockMember(trx, memberId);
      if (!(await dropSecondFactor(trx, memberId))) return refused('no_second_factor');
      await endSessions(trx, memberId, await sessionIdsToEnd(trx, memberId), 'ended_by_admin', grant.actor);
      await appendAuditEvents(trx, [
        {
          type: 'member.second_factor_changed',
          data: { memberId, change: 'removed' },
          actor: grant.actor,
          correlationId: newId('cor'),
        },
      ]);
      return ok(null);
    }),
  );
}
