import 'server-only';
import * as z from 'zod';
import { appendAuditEvents } from '../audit/append-audit-events.ts';
import { Grant } from '../auth/authorize.ts';
import { vendorLocale } from '../campaigns/vendor-client.ts';
import { wallClockMs } from '../clock.ts';
import { type Db, getDb, type Trx } from '../db/client.ts';
import { transact, UncertainCommitError } from '../db/transact.ts';
import { lockDeletion } from '../deletions/complete-deletion.ts';
import { isBlank } from '../deletions/criterion.ts';
import { hasDrifted } from '../deletions/has-drifted.ts';
import type { Deletion } from '../deletions/prepare-call.ts';
import { campaignStatus } from '../deletions/preview.ts';
import type { CampaignFacts } from '../deletions/read-campaign-facts.ts';
import { findStandstill } from '../deletions/standstill.ts';
import { cancelDeletion, endDeletion } from '../deletions/stop-deletion.ts';
import type { Locale } from '../i18n/locales.ts';
import { getRunner } from '../lanes/runner.ts';
import { logger } from '../logger.ts';
import { maskNumbersInText } from '../personal-data/mask.ts';
import { ok, type Result, refused } from '../result.ts';
import { readSettings } from '../settings/read-settings.ts';
import { type ApprovalRefusal, commentLimit } from './approval-view.ts';
import { isSamePerson } from './is-same-person.ts';
import { notBeforeOf } from './not-before.ts';
import { readConfirmedCampaign } from './read-confirmed-campaign.ts';
import { waitingApprovals } from './waiting-approvals.ts';

const decision = z.strictObject({
  deletionId: z.string().max(40),
  /** Of what the approver saw. */
  digest: z.string().max(128),
  verdict: z.enum(['approve', 'refuse']),
  comment: z.string().max(commentLimit),
});
type Decision = z.infer<typeof decision>;

/**
 * Approves or refuses what another person asked for. Approving looks at the campaign once more: a count that has
 * moved too far since it was confirmed voids the request. What is approved runs at once, or after its delay.
 */
export async function decideApproval(
  grant: Grant<'approval:decide'>,
  input: unknown,
  locale: Locale,
): Promise<Result<null, ApprovalRefusal>> {
  Grant.assert(grant, 'approval:decide');
  const parsed = decision.safeParse(input);
  if (!parsed.success) return refused('input_invalid');
  const { deletionId, verdict, comment } = parsed.data;
  if (verdict === 'refuse' && isBlank(comment)) return refused('comment_required', 'comment');
  const db = getDb();
  const waiting = await waitingApprovals(db, grant)
    .selectAll('deletion')
    .where('deletion.id', '=', deletionId)
    .executeTakeFirst();
  if (!waiting) return refused('not_waiting');
  const facts = verdict === 'approve' ? await readNow(db, waiting, locale) : undefined;
  if (facts === null) return refused('campaign_unreadable');
  try {
    const result = await transact(db, (trx) => decide(trx, grant, parsed.data, facts));
    if (result.ok && verdict === 'approve') {
      getRunner().wake({ vdnId: waiting.vdn_id, campaignId: waiting.campaign_id });
    }
    return result;
  } catch (error) {
    if (error instanceof UncertainCommitError) throw error;
    logger.error({ err: error }, 'a decision about an approval could not be stored');
    return refused('audit_unavailable');
  }
}

/** Null if the campaign cannot be read now. */
async function readNow(db: Db, deletion: Deletion, locale: Locale): Promise<CampaignFacts | null> {
  return readConfirmedCampaign(db, deletion, { locale: vendorLocale(locale) }).catch(() => null);
}

async function decide(
  trx: Trx,
  grant: Grant<'approval:decide'>,
  { deletionId, digest, verdict, comment }: Decision,
  facts: CampaignFacts | undefined,
): Promise<Result<null, ApprovalRefusal>> {
  const deletion = await lockDeletion(trx, deletionId);
  const isWaiting =
    deletion.status === 'awaiting_approval' && (deletion.approval_expires_at ?? 0) > wallClockMs();
  if (!isWaiting) return refused('not_waiting');
  if (await isSamePerson(trx, grant.memberId, deletion.requester_id)) return refused('own_request');
  if (deletion.digest !== digest) return refused('content_changed');
  const about = {
    actor: grant.actor,
    correlationId: deletion.correlation_id,
    subject: { vdnId: deletion.vdn_id, campaignId: deletion.campaign_id, deletionId },
  };
  const said = maskNumbersInText(comment.trim());
  const decided = { approver_id: grant.memberId, decided_at: wallClockMs(), decision_comment: said };
  if (verdict === 'refuse' || !facts) {
    await trx.updateTable('deletion').set(decided).where('id', '=', deletionId).execute();
    await endDeletion(trx, deletion, 'rejected', 'approval_refused', ['awaiting_approval']);
    await appendAuditEvents(trx, [{ ...about, type: 'approval.refused', data: { digest, comment: said } }]);
    return ok(null);
  }
  const standstill = await findStandstill(trx);
  if (standstill) return refused(standstill);
  if (facts.status === campaignStatus.started) return refused('campaign_started');
  if (hasDrifted(deletion.criterion_kind, deletion.preview_left_to_call, facts.leftToCall)) {
    await cancelDeletion(trx, deletion, 'count_drifted', null);
    return refused('count_drifted');
  }
  const notBefore = notBeforeOf(await readSettings(trx), true);
  await trx
    .updateTable('deletion')
    .set({ ...decided, approved_digest: digest, status: 'queued', not_before: notBefore })
    .where('id', '=', deletionId)
    .execute();
  const { status, leftToCall, readAt } = facts;
  await appendAuditEvents(trx, [
    {
      ...about,
      type: 'approval.granted',
      data: { digest, comment: said, preview: { status, leftToCall, readAt }, notBefore },
    },
  ]);
  return ok(null);
}
