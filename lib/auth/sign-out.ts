import 'server-only';
import { appendAuditEvents } from '../audit/append-audit-events.ts';
import { wallClockMs } from '../clock.ts';
import { getDb } from '../db/client.ts';
import { newId } from '../ids.ts';
import { findSignedInMember, sessionIdOf } from './sessions.ts';

/** Ends the session of a cookie's secret; the cookie is worth nothing from then on. */
export async function signOut(secret: string): Promise<void> {
  const db = getDb();
  const sessionId = sessionIdOf(secret);
  const member = await findSignedInMember(db, sessionId);
  if (!member) return;
  const { id, name, roles } = member;
  await db.transaction().execute(async (trx) => {
    await trx
      .updateTable('member_session')
      .set({ ended_at: wallClockMs() })
      .where('id', '=', sessionId)
      .execute();
    await appendAuditEvents(trx, [
      {
        type: 'session.ended',
        data: { because: 'signed_out' },
        actor: { id, name, roles, sessionId, address: null },
        correlationId: newId('cor'),
      },
    ]);
  });
}
