import { findVerifications } from '#lib/audit/verify-audit.ts';
import { readResponse } from '#lib/auth/read-response.ts';
import { authorizeRequest } from '#lib/auth/require-grant.ts';
import { ok } from '#lib/result.ts';

/** Runs of the verifier as their page polls them. */
export async function GET(): Promise<Response> {
  const authorization = await authorizeRequest('audit:read');
  if (!authorization.ok) return readResponse(authorization);
  return readResponse(ok(await findVerifications(authorization.grant)));
}
