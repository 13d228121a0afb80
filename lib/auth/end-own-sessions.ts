import 'server-only';
import * as z from 'zod';
import { getDb } from '../db/client.ts';
import { transact, UncertainCommitError } from '../db/transact.ts';
import { logger } from '../logger.ts';
import { ok, type Result, refused } from '../result.ts';
import { Grant } from './authorize.ts';
import { endSessions } from './end-session.ts';
import { lockMember } from './lock-member.ts';
import type { EndSessionRefusal } from './session-view.ts';
import { openSessions } from './sessions.ts';

const which = z.union([z.literal('others'), z.strictObject({ sessionId: z.string().max(64) })]);

/** Ends one of one's own sessions, or all others but the one that asks. */
export async function endOwnSessions(
  grant: Grant<'account:use'>,
  input: unknown,
): Promise<Result<null, EndSessionRefusal>> {
  Grant.assert(grant, 'account:use');
  const parsed = which.safeParse(input);
  if (!parsed.success) return refused('session_gone');
  try {
    return await transact(getDb(), async (trx): Promise<Result<null, EndSessionRefusal>> => {
      await lockMember(trx, grant.memberId);
      const ids =
        parsed.data === 'others'
          ? (
              await openSessions(trx)
                .select('id')
                .where('member_id', '=', grant.memberId)
                .where('id', '!=', grant.sessionId)
                .execute()
            ).map((row) => row.id)
          : [parsed.data.sessionId];
      const ended = await endSessions(trx, grant.memberId, ids, 'ended_by_self', grant.actor);
      return ended > 0 || parsed.data === 'others' ? ok(null) : refused('session_gone');
    });
  } catch (error) {
    if (error instanceof UncertainCommitError) throw error;
    logger.error({ err: error }, 'a session could not be ended');
    return refused('audit_unavailable');
  }
}
