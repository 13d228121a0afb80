import 'server-only';
import { getDb } from '../db/client.ts';
import { Grant } from './authorize.ts';
import { browserOf } from './browser-of.ts';
import type { SessionView } from './session-view.ts';
import { openSessions } from './sessions.ts';

/** One's own open sessions, the latest use first. */
export async function findOwnSessions(grant: Grant<'account:use'>): Promise<SessionView[]> {
  Grant.assert(grant, 'account:use');
  const rows = await openSessions(getDb())
    .select(['id', 'method', 'started_at', 'last_seen_at', 'address', 'agent'])
    .where('member_id', '=', grant.memberId)
    .orderBy('last_seen_at', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    isCurrent: row.id === grant.sessionId,
    method: row.method,
    startedAt: row.started_at,
    lastSeenAt: row.last_seen_at,
    address: row.address,
    browser: browserOf(row.agent),
  }));
}
