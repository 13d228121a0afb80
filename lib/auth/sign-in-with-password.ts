import 'server-only';
import * as z from 'zod';
import { appendAuditEvents } from '../audit/append-audit-events.ts';
import { newId } from '../ids.ts';
import { ok, type Result, refused } from '../result.ts';
import { passwordLength } from './password-policy.ts';
import { type ProofRefusal, proveLocalMember } from './prove-local-member.ts';
import { rightsOf, type SignInOrigin, startSession } from './sessions.ts';

const credentialsInput = z.object({
  username: z.string().trim().min(1).max(64),
  password: z.string().min(1).max(passwordLength.max),
  code: z.string().max(64).default(''),
});

/**
 * Starts a session for a local member: unknown, wrong password and disabled look alike to the person and take
 * equally long; the audit knows which it was.
 * @throws when the audit cannot be written: then nobody signs in
 */
export async function signInWithPassword(
  credentials: unknown,
  origin: SignInOrigin,
): Promise<Result<{ memberId: string; secret: string }, ProofRefusal>> {
  const input = credentialsInput.safeParse(credentials);
  if (!input.success) return refused('wrong_credentials');
  const proved = await proveLocalMember(input.data, origin.address, null, async (trx, { id, name }) => {
    const { roles } = await rightsOf(trx, id);
    const session = await startSession(trx, id, origin);
    const actor = { id, name, roles, sessionId: session.id, address: origin.address };
    await appendAuditEvents(trx, [
      { type: 'session.started', data: { method: 'password' }, actor, correlationId: newId('cor') },
    ]);
    return { memberId: id, secret: session.secret };
  });
  return proved.ok ? ok(proved.value) : refused(proved.code);
}
