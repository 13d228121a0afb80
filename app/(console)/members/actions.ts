'use server';

import { authorizeAction } from '#lib/auth/require-grant.ts';
import { changeMember } from '#lib/members/change-member.ts';
import { endMemberSessions } from '#lib/members/end-member-sessions.ts';
import { inviteAgain, inviteMember } from '#lib/members/invite-member.ts';
import type { InvitationView, MemberRefusal } from '#lib/members/member-view.ts';
import { resetSecondFactor } from '#lib/members/reset-second-factor.ts';
import type { Result } from '#lib/result.ts';

/** A new member, and the link by which they join. */
export async function inviteMemberAction(input: unknown): Promise<Result<InvitationView, MemberRefusal>> {
  const authorization = await authorizeAction('member:manage', { fresh: true });
  if (!authorization.ok) return authorization;
  return inviteMember(authorization.grant, input);
}

/** Another link for a member; earlier ones are void. */
export async function inviteAgainAction(memberId: unknown): Promise<Result<InvitationView, MemberRefusal>> {
  const authorization = await authorizeAction('member:manage', { fresh: true });
  if (!authorization.ok) return authorization;
  return inviteAgain(authorization.grant, memberId);
}

/** Roles, scope or status of another member. */
export async function changeMemberAction(input: unknown): Promise<Result<null, MemberRefusal>> {
  const authorization = await authorizeAction('member:manage', { fresh: true });
  if (!authorization.ok) return authorization;
  return changeMember(authorization.grant, input);
}

/** One session of another member, or all. */
export async function endMemberSessionsAction(input: unknown): Promise<Result<null, MemberRefusal>> {
  const authorization = await authorizeAction('member:manage', { fresh: true });
  if (!authorization.ok) return authorization;
  return endMemberSessions(authorization.grant, input);
}

/** The second factor of another member. */
export async function resetSecondFactorAction(memberId: unknown): Promise<Result<null, MemberRefusal>> {
  const authorization = await authorizeAction('member:manage', { fresh: true });
  if (!authorization.ok) return authorization;
  return resetSecondFactor(authorization.grant, memberId);
}
