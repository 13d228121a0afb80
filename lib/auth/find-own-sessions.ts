import 'server-only';
import { Grant } from './authorize.ts';
import { findOpenSessions } from './find-open-sessions.ts';
import type { SessionView } from './session-view.ts';

/** One's own open sessions, the latest use first. */
export async function findOwnSessions(grant: Grant<'account:use'>): Promise<SessionView[]> {
  Grant.assert(grant, 'account:use');
  return findOpenSessions(grant.memberId, grant.sessionId);
}
