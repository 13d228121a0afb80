import 'server-only';
import { Grant } from '../auth/authorize.ts';
import { getDb } from '../db/client.ts';
import type { CriterionKind, RecycleMode } from './criterion.ts';
import type { CampaignRef, DeletionReason } from './deletion-input.ts';

/** What a deliberate repeat starts from: everything but the value, which is not kept in clear. */
export interface RepeatableDeletion {
  readonly deletionId: string;
  readonly campaign: CampaignRef & { readonly name: string };
  readonly kind: CriterionKind;
  readonly mode: RecycleMode | null;
  readonly date: string | null;
  readonly time: string | null;
  readonly archiveHistory: 0 | 1;
  readonly reason: DeletionReason;
}

/** One of the member's own deletions to repeat; undefined if it is none of theirs or out of their scope now. */
export async function findRepeatable(
  grant: Grant<'deletion:create'>,
  id: string,
): Promise<RepeatableDeletion | undefined> {
  Grant.assert(grant, 'deletion:create');
  const row = await getDb()
    .selectFrom('deletion')
    .selectAll()
    .where('id', '=', id)
    .where('requester_id', '=', grant.memberId)
    .executeTakeFirst();
  if (!row || !grant.covers({ vdnId: row.vdn_id, campaignId: row.campaign_id })) return undefined;
  return {
    deletionId: row.id,
    campaign: { vdnId: row.vdn_id, campaignId: row.campaign_id, name: row.campaign_name },
    kind: row.criterion_kind,
    mode: row.criterion_mode,
    date: row.criterion_date,
    time: row.criterion_time,
    archiveHistory: row.archive_history === 0 ? 0 : 1,
    reason: { category: row.reason_category, text: row.reason_text, ticket: row.ticket },
  };
}
