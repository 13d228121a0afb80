import 'server-only';
import { getDb } from '../db/client.ts';

const recentCalls = 50;

/** What a delete call of a campaign took on average of late, ms; null if there was none to measure. */
export async function findRecentCallMs(campaignId: string, vdnId: number): Promise<number | null> {
  const calls = await getDb()
    .selectFrom('deletion_item')
    .select(['sent_at', 'answered_at'])
    .where('vdn_id', '=', vdnId)
    .where('campaign_id', '=', campaignId)
    .where('settled_by', '=', 'answer')
    .orderBy('sent_at', 'desc')
    .limit(recentCalls)
    .execute();
  const times = calls.flatMap(({ sent_at, answered_at }) =>
    sent_at === null || answered_at === null ? [] : [Math.max(0, answered_at - sent_at)],
  );
  return times.length === 0 ? null : times.reduce((sum, ms) => sum + ms, 0) / times.length;
}
