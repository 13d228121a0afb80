import 'server-only';
import * as z from 'zod';
import { Grant } from '../auth/authorize.ts';
import { endSessions } from '../auth/end-session.ts';
import { lockMember } from '../auth/lock-member.ts';
import { sessionIdsToEnd } from '../auth/sessions.ts';
import { getDb } from '../db/client.ts';
import { transact } from '../db/transact.ts';
import { ok, type Result, refused } from '../result.ts';
import type { MemberRefusal } from './member-view.ts';
import { recorded } from './recorded.ts';

const endInput = z.strictObject({
  memberId: z.string().max(64),
  which: z.union([z.literal('all'), z.strictObject({ sessionId: z.string().max(64) })]),
});

/** Ends one session of another member, or all; what runs under it stops before its next call. */
export async function endMemberSessions(
  grant: Grant<'member:manage'>,
  input: unknown,
): Promise<Result<null, MemberRefusal>> {
  Grant.assert(grant, 'member:manage');
  if (!grant.isFresh) return refused('step_up_needed');
  const parsed = endInput.safeParse(input);
  if (!parsed.success) return refused('input_invalid');
  const { memberId, which } = parsed.data;
  if (memberId === grant.memberId) return refused('own_account');
  return recorded(() =>
    transact(getDb(), async (trx): Promise<Result<null, MemberRefusal>> => {
      await lockMember(trx, memberId);
      const ids = which === 'all' ? await sessionIdsToEnd(trx, memberId) : [which.sessionId];
      const ended = await endSessions(trx, memberId, ids, 'ended_by_admin', grant.actor);
      return ended > 0 ? ok(null) : refused('session_gone');
    }),
  );
}
