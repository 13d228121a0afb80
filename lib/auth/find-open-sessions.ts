import 'server-only';
import { getDb } from '../db/client.ts';
import { browserOf } from './browser-of.ts';
import type { SessionView } from './session-view.ts';
import { openSessions } from './sessions.ts';

/** A member's open sessions, the latest use first; `currentId` is the one of whoever asks. */
export async function findOpenSessions(memberId: string, currentId: string): Promise<SessionView[]> {
  const rows = await openSessions(getDb())
    .select(['id', 'method', 'started_at', 'last_seen_at', 'address', 'agent'])
    .where('member_id', '=', memberId)
    .orderBy('last_seen_at', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    isCurrent: row.id === currentId,
    method: row.method,
    startedAt: row.started_at,
    lastSeenAt: row.last_seen_at,
    address: row.address,
    browser: browserOf(row.agent),
  }));
}
