'use server';

import type { VerificationRefusal } from '#lib/audit/verification-view.ts';
import { verifyAudit } from '#lib/audit/verify-audit.ts';
import { authorizeAction } from '#lib/auth/require-grant.ts';
import type { Result } from '#lib/result.ts';

/** Begins to verify the whole audit; the page follows it. */
export async function verifyAuditAction(): Promise<
  Result<{ readonly id: string }, VerificationRefusal | 'signed_out' | 'not_allowed' | 'foreign_origin'>
> {
  const authorization = await authorizeAction('audit:read');
  if (!authorization.ok) return authorization;
  return verifyAudit(authorization.grant);
}
