'use server';

import { authorizeAction } from '#lib/auth/require-grant.ts';
import type { RequestedDeletion, RequestRefusal } from '#lib/deletions/deletion-view.ts';
import { requestDeletion } from '#lib/deletions/request-deletion.ts';
import { getLocale } from '#lib/i18n/get-translator.ts';
import type { Result } from '#lib/result.ts';

/** Takes a confirmed deletion and runs it. */
export async function requestDeletionAction(
  request: unknown,
): Promise<Result<RequestedDeletion, RequestRefusal>> {
  const authorization = await authorizeAction('deletion:create');
  if (!authorization.ok) return authorization;
  return requestDeletion(authorization.grant, request, await getLocale());
}
