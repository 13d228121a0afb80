import 'server-only';
import type { Selectable } from 'kysely';
import type { Grant } from '../auth/authorize.ts';
import { wallClockMs } from '../clock.ts';
import type { DeletionTable } from '../db/schema.ts';

type Row = Pick<
  Selectable<DeletionTable>,
  'requester_id' | 'vdn_id' | 'campaign_id' | 'status' | 'items' | 'not_before'
>;

/** True while a deletion waits for its time: nothing of it was sent. */
export function isDelayed(row: Pick<Row, 'status' | 'not_before'>): boolean {
  return row.status === 'queued' && row.not_before !== null && row.not_before > wallClockMs();
}

/**
 * Who may end a deletion: its requester until it is through, and until its time has come everyone who may cancel in
 * its campaign.
 */
export function mayCancel(
  row: Row,
  viewer: Grant<'deletion:read'> | Grant<'deletion:cancel'> | null,
): boolean {
  if (!viewer?.has('deletion:cancel')) return false;
  const campaign = { vdnId: row.vdn_id, campaignId: row.campaign_id };
  if (isDelayed(row) && viewer.covers(campaign)) return true;
  if (row.requester_id !== viewer.memberId) return false;
  const isWaiting = row.status === 'queued' || row.status === 'awaiting_approval' || row.status === 'paused';
  return isWaiting || (row.items > 1 && row.status === 'running');
}
