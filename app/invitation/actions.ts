'use server';

import type { InvitationRefusal } from '#lib/auth/account-view.ts';
import { keepInvitation, readProviderReturn } from '#lib/auth/provider-return.ts';
import { isOwnOrigin, requestFacts } from '#lib/auth/request-facts.ts';
import { acceptInvitation, readInvitation } from '#lib/members/accept-invitation.ts';
import { ok, type Result, refused } from '#lib/result.ts';

/** Whom an invitation is for. An action although it reads: the token must not stand in an address. */
export async function readInvitationAction(
  token: unknown,
): Promise<Result<{ readonly username: string; readonly name: string }, InvitationRefusal>> {
  if (!(await isOwnOrigin())) return refused('foreign_origin');
  return readInvitation(token);
}

/** Keeps the invitation while its holder is at the provider of single sign-on, and says whether it holds. */
export async function joinAtProviderAction(token: unknown): Promise<Result<null, InvitationRefusal>> {
  if (!(await isOwnOrigin())) return refused('foreign_origin');
  if ((await readProviderReturn()).sessionId !== undefined) return refused('signed_in');
  const invited = await readInvitation(token);
  if (!invited.ok) return invited;
  await keepInvitation(String(token));
  return ok(null);
}

/** Sets the password of the member whom an invitation is for, once. */
export async function acceptInvitationAction(
  input: unknown,
): Promise<Result<{ readonly username: string }, InvitationRefusal>> {
  if (!(await isOwnOrigin())) return refused('foreign_origin');
  return acceptInvitation(input, (await requestFacts()).address);
}
