import 'server-only';
import * as z from 'zod';
import { appendAuditEvents } from '../audit/append-audit-events.ts';
import { wallClockMs } from '../clock.ts';
import { UncertainCommitError } from '../db/transact.ts';
import { newId } from '../ids.ts';
import { logger } from '../logger.ts';
import { ok, type Result, refused } from '../result.ts';
import type { PasswordRefusal } from './account-view.ts';
import { Grant } from './authorize.ts';
import { endSessions } from './end-session.ts';
import { hashPassword } from './password.ts';
import { passwordFault, passwordLength } from './password-policy.ts';
import { proveLocalMember } from './prove-local-member.ts';
import { sessionIdsToEnd } from './sessions.ts';
import { renewSession, usernameOf } from './step-up.ts';

const changeInput = z.strictObject({
  current: z.string().min(1).max(passwordLength.max),
  code: z.string().max(64),
  // NFKC may shorten or lengthen: the policy has the last word
  next: z.string().max(4 * passwordLength.max),
});

/**
 * A local member takes another password, proving the old one and where there is one the second factor. All other
 * sessions end; the one that asks goes on under a new secret, returned for the cookie.
 */
export async function changeOwnPassword(
  grant: Grant<'account:use'>,
  input: unknown,
): Promise<Result<{ secret: string }, PasswordRefusal>> {
  Grant.assert(grant, 'account:use');
  const parsed = changeInput.safeParse(input);
  if (!parsed.success) return refused('input_invalid');
  if (grant.signInMethod !== 'password') return refused('not_allowed');
  const { current: password, code, next } = parsed.data;
  const { actor, memberId, sessionId } = grant;
  try {
    const username = await usernameOf(grant);
    const fault = passwordFault(next, username);
    if (fault) return refused(fault);
    const passwordHash = await hashPassword(next);
    const proved = await proveLocalMember({ username, password, code }, actor.address, actor, async (trx) => {
      await trx
        .updateTable('member')
        .set({ password_hash: passwordHash })
        .where('id', '=', memberId)
        .execute();
      const ids = (await sessionIdsToEnd(trx, memberId)).filter((id) => id !== sessionId);
      const secret = await renewSession(trx, sessionId, wallClockMs(), 'password', actor);
      await endSessions(trx, memberId, ids, 'password_changed', actor);
      await appendAuditEvents(trx, [
        {
          type: 'member.password_set',
          data: { memberId, by: 'self' },
          actor,
          correlationId: newId('cor'),
        },
      ]);
      return secret;
    });
    if (!proved.ok) return refused(proved.code === 'wrong_credentials' ? 'wrong_password' : proved.code);
    return proved.value === undefined ? refused('signed_out') : ok({ secret: proved.value });
  } catch (error) {
    if (error instanceof UncertainCommitError) throw error;
    logger.error({ err: error }, 'a password could not be changed');
    return refused('audit_unavailable');
  }
}
