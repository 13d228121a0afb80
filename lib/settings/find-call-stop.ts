import 'server-only';
import type { Db } from '../db/client.ts';
import type { CallStop } from './call-stop-view.ts';

/** Who stopped all calls, since when and why; undefined if calls may be made. Every member may know. */
export async function findCallStop(db: Db): Promise<CallStop | undefined> {
  const row = await db
    .selectFrom('call_switch')
    .innerJoin('member', 'member.id', 'call_switch.stopped_by')
    .select(['call_switch.stopped_at', 'call_switch.reason', 'member.name'])
    .where('call_switch.id', '=', 1)
    .executeTakeFirst();
  if (row?.stopped_at == null) return undefined;
  return { at: row.stopped_at, byName: row.name, reason: row.reason };
}
