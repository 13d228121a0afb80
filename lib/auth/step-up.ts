import 'server-only';
import * as z from 'zod';
import { type AuditActor, appendAuditEvents } from '../audit/append-audit-events.ts';
import { wallClockMs } from '../clock.ts';
import type { Trx } from '../db/client.ts';
import { getDb } from '../db/client.ts';
import { UncertainCommitError } from '../db/transact.ts';
import { newId } from '../ids.ts';
import { logger } from '../logger.ts';
import { ok, type Result, refused } from '../result.ts';
import { Grant } from './authorize.ts';
import { passwordLength } from './password-policy.ts';
import { proveLocalMember } from './prove-local-member.ts';
import type { SignInMethod, StepUpRefusal } from './session-view.ts';
import { newSessionSecret } from './sessions.ts';

const stepUpInput = z.strictObject({
  password: z.string().min(1).max(passwordLength.max),
  code: z.string().max(64),
});

/**
 * A member proves again who they are, with the password and where there is one the second factor. The session goes
 * on under a new secret, returned for the cookie: the old one is worth nothing any more, and what runs under the
 * session runs on.
 */
export async function stepUp(
  grant: Grant<'account:use'>,
  input: unknown,
): Promise<Result<{ secret: string }, StepUpRefusal>> {
  Grant.assert(grant, 'account:use');
  const parsed = stepUpInput.safeParse(input);
  if (!parsed.success) return refused('input_invalid');
  const { actor, sessionId } = grant;
  try {
    const username = await usernameOf(grant);
    const proved = await proveLocalMember({ username, ...parsed.data }, actor.address, actor, (trx) =>
      renewSession(trx, sessionId, wallClockMs(), 'password', actor),
    );
    if (!proved.ok) return refused(proved.code === 'wrong_credentials' ? 'wrong_password' : proved.code);
    return proved.value === undefined ? refused('signed_out') : ok({ secret: proved.value });
  } catch (error) {
    if (error instanceof UncertainCommitError) throw error;
    logger.error({ err: error }, 'nobody can prove again who they are');
    return refused('audit_unavailable');
  }
}

/** The user name of whoever holds the grant. */
export async function usernameOf(grant: Grant<'account:use'>): Promise<string> {
  const member = await getDb()
    .selectFrom('member')
    .select('username')
    .where('id', '=', grant.memberId)
    .executeTakeFirstOrThrow();
  return member.username;
}

/**
 * Gives an open session a new secret and the time at which its person proved who they are (ms UTC), audited;
 * undefined if it has ended meanwhile.
 */
export async function renewSession(
  trx: Trx,
  sessionId: string,
  authenticatedAt: number,
  method: SignInMethod,
  actor: AuditActor,
): Promise<string | undefined> {
  const { secret, secretHash } = newSessionSecret();
  const renewed = await trx
    .updateTable('member_session')
    .set({ secret_hash: secretHash, authenticated_at: authenticatedAt })
    .where('id', '=', sessionId)
    .where('ended_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!renewed) return undefined;
  await appendAuditEvents(trx, [
    { type: 'session.stepped_up', data: { method }, actor, correlationId: newId('cor') },
  ]);
  return secret;
}
