import 'server-only';
import { type AuditActor, appendAuditEvents } from '../audit/append-audit-events.ts';
import { wallClockMs } from '../clock.ts';
import type { Trx } from '../db/client.ts';
import { newId } from '../ids.ts';
import { lockMember } from './lock-member.ts';
import type { SessionEnd } from './session-view.ts';

/**
 * Ends sessions of one member, audited; the cookies are worth nothing from then on. Returns how many were still
 * open. `actor` is whoever ends them.
 */
export async function endSessions(
  trx: Trx,
  memberId: string,
  sessionIds: readonly string[],
  because: SessionEnd,
  actor: AuditActor | null,
): Promise<number> {
  if (sessionIds.length === 0) return 0;
  await lockMember(trx, memberId);
  const ended = await trx
    .updateTable('member_session')
    .set({ ended_at: wallClockMs(), ended_because: because })
    .where('member_id', '=', memberId)
    .where('id', 'in', sessionIds)
    .where((where) =>
      where.or([
        where('ended_at', 'is', null),
        // a limit stops no deletion that runs under the session; a person does
        ...(because === 'limit' ? [] : [where('ended_because', '=', 'limit')]),
      ]),
    )
    .returning('id')
    .execute();
  if (ended.length === 0) return 0;
  const correlationId = newId('cor');
  await appendAuditEvents(
    trx,
    ended.map(({ id }) => ({
      type: 'session.ended',
      data: { because, memberId, sessionId: id },
      actor,
      correlationId,
    })),
  );
  return ended.length;
}
