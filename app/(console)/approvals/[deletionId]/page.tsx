import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { ApprovalDetail } from '#components/approvals/approval-detail.tsx';
import { findApproval } from '#lib/approvals/find-approval.ts';
import { requireGrant } from '#lib/auth/require-grant.ts';
import { getDb } from '#lib/db/client.ts';
import { getLocale, getTranslator } from '#lib/i18n/get-translator.ts';
import { readSettings } from '#lib/settings/read-settings.ts';
import { decideApprovalAction } from './actions.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator('approvals'))('detail.decision') };
}

export default async function ApprovalPage({
  params,
}: {
  readonly params: Promise<{ readonly deletionId: string }>;
}) {
  const grant = await requireGrant('approval:read');
  const { deletionId } = await params;
  const approval = await findApproval(grant, deletionId, await getLocale());
  // what has been decided meanwhile is a deletion like any other
  if (!approval) redirect(`/deletions/${encodeURIComponent(deletionId)}`);
  const { coolingOffMinutes } = await readSettings(getDb());
  return (
    <ApprovalDetail
      approval={approval}
      coolingOffMinutes={coolingOffMinutes}
      decideApprovalAction={decideApprovalAction}
    />
  );
}
