'use server';

import type { InvitationRefusal } from '#lib/auth/account-view.ts';
import { isOwnOrigin, requestFacts } from '#lib/auth/request-facts.ts';
import { acceptInvitation, readInvitation } from '#lib/members/accept-invitation.ts';
import { type Result, refused } from '#lib/result.ts';

/** Whom an invitation is for. An action although it reads: the token must not stand in an address. */
export async function readInvitationAction(
  token: unknown,
): Promise<Result<{ readonly username: string; readonly name: string }, InvitationRefusal>> {
  if (!(await isOwnOrigin())) return refused('foreign_origin');
  return readInvitation(token);
}

/** Sets the password of the member whom an invitation is for, once. */
export async function acceptInvitationAction(
  input: unknown,
): Promise<Result<{ readonly username: string }, InvitationRefusal>> {
  if (!(await isOwnOrigin())) return refused('foreign_origin');
  return acceptInvitation(input, (await requestFacts()).address);
}
