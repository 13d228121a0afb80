import { readResponse } from '#lib/auth/read-response.ts';
import { authorizeRequest } from '#lib/auth/require-grant.ts';
import { findDeletion } from '#lib/deletions/find-deletion.ts';
import { ok, refused } from '#lib/result.ts';

/** A deletion as its page polls it. */
export async function GET(
  _request: Request,
  context: { params: Promise<{ deletionId: string }> },
): Promise<Response> {
  const authorization = await authorizeRequest('deletion:read');
  if (!authorization.ok) return readResponse(authorization);
  const deletion = await findDeletion(authorization.grant, (await context.params).deletionId);
  return readResponse(deletion ? ok(deletion) : refused('not_found'));
}
