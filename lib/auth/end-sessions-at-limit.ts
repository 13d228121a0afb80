import 'server-only';
import { wallClockMs } from '../clock.ts';
import type { Db } from '../db/client.ts';
import { endSessions } from './end-session.ts';
import { sessionLimits } from './session-view.ts';

/** At most this many at once: the audit is locked no longer than it takes to write them. */
const batch = 100;

/**
 * Closes the books on sessions that have idled out or reached their limit: they were worth nothing from that moment
 * on, this records it. What runs under them goes on (docs/decisions/0014).
 */
export async function endSessionsAtLimit(db: Db): Promise<void> {
  const now = wallClockMs();
  const over = await db
    .selectFrom('member_session')
    .select(['id', 'member_id'])
    .where('ended_at', 'is', null)
    .where((where) =>
      where.or([
        where('started_at', '<=', now - sessionLimits.absoluteMs),
        where('last_seen_at', '<=', now - sessionLimits.idleMs),
      ]),
    )
    .limit(batch)
    .execute();
  for (const { id, member_id } of over) {
    await db.transaction().execute((trx) => endSessions(trx, member_id, [id], 'limit', null));
  }
}
