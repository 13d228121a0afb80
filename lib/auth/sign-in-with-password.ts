import 'server-only';
import * as z from 'zod';
import { type AuditActor, appendAuditEvents } from '../audit/append-audit-events.ts';
import type { SignInRefusal } from '../audit/events.ts';
import { getDb } from '../db/client.ts';
import { newId } from '../ids.ts';
import { maskNumbersInText } from '../personal-data/mask.ts';
import { isPassword, passwordLength } from './password.ts';
import { rightsOf, type SignInOrigin, startSession } from './sessions.ts';

const credentialsInput = z.object({
  username: z.string().trim().min(1).max(64),
  password: z.string().min(1).max(passwordLength.max),
});

/**
 * Starts a session for a local member, or answers undefined: unknown, wrong password and disabled look alike
 * to the person and take equally long; the audit knows which it was.
 * @throws when the audit cannot be written: then nobody signs in
 */
export async function signInWithPassword(
  credentials: unknown,
  origin: SignInOrigin,
): Promise<{ memberId: string; secret: string } | undefined> {
  const input = credentialsInput.safeParse(credentials);
  if (!input.success) return undefined;
  const { username, password } = input.data;
  const { address } = origin;
  const db = getDb();
  const member = await db
    .selectFrom('member')
    .select(['id', 'name', 'password_hash', 'status'])
    .where('username', '=', username.toLowerCase())
    .executeTakeFirst();
  const matches = await isPassword(member?.password_hash, password);
  const refusal: SignInRefusal | undefined = !member
    ? 'unknown_member'
    : !matches
      ? 'wrong_password'
      : member.status === 'disabled'
        ? 'member_disabled'
        : undefined;
  const correlationId = newId('cor');
  if (!member || refusal !== undefined) {
    const actor: AuditActor | null = member
      ? { id: member.id, name: member.name, roles: [], sessionId: null, address }
      : { id: null, name: null, roles: [], sessionId: null, address };
    await db.transaction().execute((trx) =>
      appendAuditEvents(trx, [
        {
          type: 'session.refused',
          data: { username: maskNumbersInText(username), because: refusal ?? 'unknown_member' },
          actor,
          correlationId,
        },
      ]),
    );
    return undefined;
  }
  const { roles } = await rightsOf(db, member.id);
  return db.transaction().execute(async (trx) => {
    const session = await startSession(trx, member.id, origin);
    const actor = { id: member.id, name: member.name, roles, sessionId: session.id, address };
    await appendAuditEvents(trx, [
      { type: 'session.started', data: { method: 'password' }, actor, correlationId },
    ]);
    return { memberId: member.id, secret: session.secret };
  });
}
