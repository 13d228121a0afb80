import 'server-only';
import * as z from 'zod';
import { appendAuditEvents } from '../audit/append-audit-events.ts';
import type { InvitationRefusal } from '../auth/account-view.ts';
import { endSessions } from '../auth/end-session.ts';
import { lockMember } from '../auth/lock-member.ts';
import { hashPassword } from '../auth/password.ts';
import { passwordFault, passwordLength } from '../auth/password-policy.ts';
import { hasLocalSignIn } from '../auth/provider.ts';
import { dropSecondFactor } from '../auth/second-factor.ts';
import { sessionIdsToEnd } from '../auth/sessions.ts';
import { getDb } from '../db/client.ts';
import { transact, UncertainCommitError } from '../db/transact.ts';
import { newId } from '../ids.ts';
import { logger } from '../logger.ts';
import { ok, type Result, refused } from '../result.ts';
import { findInvited, takeInvitation } from './invitations.ts';

const token = z.string().min(1).max(100);
const acceptInput = z.strictObject({ token, password: z.string().max(4 * passwordLength.max) });

/** Whom an invitation is for, so that the page can greet them; needs no grant, since the token proves it. */
export async function readInvitation(
  input: unknown,
): Promise<Result<{ readonly username: string; readonly name: string }, InvitationRefusal>> {
  const parsed = token.safeParse(input);
  const invited = parsed.success ? await findInvited(getDb(), parsed.data) : undefined;
  return invited ? ok({ username: invited.username, name: invited.name }) : refused('invitation_void');
}

/**
 * Whoever holds an invitation sets the password of its member, once. All sessions end and the second factor goes:
 * it is also the way back in for a person who has lost both.
 */
export async function acceptInvitation(
  input: unknown,
  address: string | null,
): Promise<Result<{ readonly username: string }, InvitationRefusal>> {
  const parsed = acceptInput.safeParse(input);
  if (!parsed.success || !hasLocalSignIn()) return refused('input_invalid');
  const { password } = parsed.data;
  const db = getDb();
  const invited = await findInvited(db, parsed.data.token);
  if (!invited) return refused('invitation_void');
  const { memberId, username, name } = invited;
  const fault = passwordFault(password, username);
  if (fault) return refused(fault);
  const passwordHash = await hashPassword(password);
  const actor = { id: memberId, name, roles: [], sessionId: null, address };
  try {
    return await transact(db, async (trx): Promise<Result<{ username: string }, InvitationRefusal>> => {
      if ((await lockMember(trx, memberId)) !== 'active') return refused('invitation_void');
      if (!(await takeInvitation(trx, parsed.data.token))) return refused('invitation_void');
      const { subject } = await trx
        .selectFrom('member')
        .select('subject')
        .where('id', '=', memberId)
        .executeTakeFirstOrThrow();
      await trx
        .updateTable('member')
        // whoever had single sign-on leaves it: one way in for each member
        .set({ password_hash: passwordHash, issuer: null, subject: null })
        .where('id', '=', memberId)
        .execute();
      const hadSecondFactor = await dropSecondFactor(trx, memberId);
      await endSessions(trx, memberId, await sessionIdsToEnd(trx, memberId), 'password_changed', actor);
      const correlationId = newId('cor');
      await appendAuditEvents(trx, [
        {
          type: 'member.password_set',
          data: { memberId, by: 'invitation', ...(subject === null ? {} : { identityRemoved: true }) },
          actor,
          correlationId,
        },
        ...(hadSecondFactor
          ? [
              {
                type: 'member.second_factor_changed' as const,
                data: { memberId, change: 'removed' as const },
                actor,
                correlationId,
              },
            ]
          : []),
      ]);
      return ok({ username });
    });
  } catch (error) {
    if (error instanceof UncertainCommitError) throw error;
    logger.error({ err: error }, 'an invitation could not be accepted');
    return refused('audit_unavailable');
  }
}
