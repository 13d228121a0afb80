'use server';

import type { ApprovalRefusal } from '#lib/approvals/approval-view.ts';
import { decideApproval } from '#lib/approvals/decide-approval.ts';
import { authorizeAction } from '#lib/auth/require-grant.ts';
import { getLocale } from '#lib/i18n/get-translator.ts';
import type { Result } from '#lib/result.ts';

/** Approves or refuses what another member asked for. */
export async function decideApprovalAction(decision: unknown): Promise<Result<null, ApprovalRefusal>> {
  const authorization = await authorizeAction('approval:decide', { fresh: true });
  if (!authorization.ok) return authorization;
  return decideApproval(authorization.grant, decision, await getLocale());
}
