import 'server-only';
import { getDb } from '../db/client.ts';
import { endSessions } from './end-session.ts';
import { findSessionId, findSignedInMember } from './sessions.ts';

/** Ends the session of a cookie's secret; the cookie is worth nothing from then on. */
export async function signOut(secret: string): Promise<void> {
  const db = getDb();
  const sessionId = await findSessionId(db, secret);
  const member = sessionId === undefined ? undefined : await findSignedInMember(db, sessionId);
  if (!member) return;
  const { id, name, roles } = member;
  const actor = { id, name, roles, sessionId: member.sessionId, address: null };
  await db.transaction().execute((trx) => endSessions(trx, id, [member.sessionId], 'signed_out', actor));
}
