import 'server-only';
import * as z from 'zod';
import { type AuditActor, appendAuditEvents } from '../audit/append-audit-events.ts';
import { wallClockMs } from '../clock.ts';
import { getDb, type Trx } from '../db/client.ts';
import { transact, UncertainCommitError } from '../db/transact.ts';
import { newId } from '../ids.ts';
import { logger } from '../logger.ts';
import { ok, type Result, refused } from '../result.ts';
import { Grant } from './authorize.ts';
import { isPassword, passwordLength } from './password.ts';
import type { SignInMethod, StepUpRefusal } from './session-view.ts';
import { newSessionSecret } from './sessions.ts';

const stepUpInput = z.strictObject({ password: z.string().min(1).max(passwordLength.max) });

/**
 * A member proves again who they are, with the password. The session goes on under a new secret, returned for the
 * cookie: the old one is worth nothing any more, and what runs under the session runs on.
 */
export async function stepUp(
  grant: Grant<'account:use'>,
  input: unknown,
): Promise<Result<{ secret: string }, StepUpRefusal>> {
  Grant.assert(grant, 'account:use');
  const parsed = stepUpInput.safeParse(input);
  if (!parsed.success) return refused('input_invalid');
  const db = getDb();
  const member = await db
    .selectFrom('member')
    .select(['username', 'password_hash'])
    .where('id', '=', grant.memberId)
    .executeTakeFirst();
  const matches = await isPassword(member?.password_hash, parsed.data.password);
  try {
    return await transact(db, async (trx): Promise<Result<{ secret: string }, StepUpRefusal>> => {
      if (!matches) {
        await appendAuditEvents(trx, [
          {
            type: 'session.refused',
            data: { username: member?.username ?? '', because: 'wrong_password' },
            actor: grant.actor,
            correlationId: newId('cor'),
          },
        ]);
        return refused('wrong_password');
      }
      const { actor, sessionId } = grant;
      const secret = await renewSession(trx, sessionId, wallClockMs(), 'password', actor);
      return secret === undefined ? refused('signed_out') : ok({ secret });
    });
  } catch (error) {
    if (error instanceof UncertainCommitError) throw error;
    logger.error({ err: error }, 'nobody can prove again who they are');
    return refused('audit_unavailable');
  }
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
