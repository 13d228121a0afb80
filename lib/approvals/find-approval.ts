import 'server-only';
import { Grant } from '../auth/authorize.ts';
import { readRefusalOf } from '../campaigns/read-refusal.ts';
import { vendorLocale } from '../campaigns/vendor-client.ts';
import { getDb } from '../db/client.ts';
import { deletionView } from '../deletions/find-deletion.ts';
import { hasDrifted } from '../deletions/has-drifted.ts';
import type { Locale } from '../i18n/locales.ts';
import { storedApprovalReasons } from './approval-policy.ts';
import type { ApprovalView } from './approval-view.ts';
import { isSamePerson } from './is-same-person.ts';
import { readConfirmedCampaign } from './read-confirmed-campaign.ts';
import { waitingApprovals } from './waiting-approvals.ts';

/** One request as its approver decides about it, with the preview read again; undefined if none waits in the scope. */
export async function findApproval(
  grant: Grant<'approval:read'>,
  deletionId: string,
  locale: Locale,
): Promise<ApprovalView | undefined> {
  Grant.assert(grant, 'approval:read');
  const db = getDb();
  const row = await waitingApprovals(db, grant)
    .selectAll('deletion')
    .select('member.name as requester_name')
    .where('deletion.id', '=', deletionId)
    .executeTakeFirst();
  if (!row) return undefined;
  const facts = await readConfirmedCampaign(db, row, { locale: vendorLocale(locale) }).catch(
    (error: unknown) => ({
      refusal: readRefusalOf(error),
    }),
  );
  const isRead = !('refusal' in facts);
  return {
    deletion: await deletionView(db, row, null),
    because: storedApprovalReasons.parse(JSON.parse(row.approval_because ?? '[]')),
    digest: row.digest,
    expiresAt: row.approval_expires_at ?? 0,
    now: isRead
      ? { ok: true, status: facts.status, leftToCall: facts.leftToCall, readAt: facts.readAt }
      : { ok: false, code: facts.refusal },
    hasDrifted: isRead && hasDrifted(row.criterion_kind, row.preview_left_to_call, facts.leftToCall),
    isOwn: await isSamePerson(db, grant.memberId, row.requester_id),
  };
}
