import 'server-only';
import { Grant } from '../auth/authorize.ts';
import { findOpenSessions } from '../auth/find-open-sessions.ts';
import { hasSecondFactor } from '../auth/second-factor.ts';
import { wallClockMs } from '../clock.ts';
import { getDb } from '../db/client.ts';
import { readSettings } from '../settings/read-settings.ts';
import type { MemberView } from './member-view.ts';
import { readMemberState } from './store-member.ts';

/** One member with rights, ways to sign in and open sessions; undefined if there is none. */
export async function findMember(
  grant: Grant<'member:read'>,
  memberId: string,
): Promise<MemberView | undefined> {
  Grant.assert(grant, 'member:read');
  const db = getDb();
  const member = await db
    .selectFrom('member')
    .select(['id', 'username', 'name', 'password_hash', 'subject', 'created_at'])
    .where('id', '=', memberId)
    .executeTakeFirst();
  const state = member && (await readMemberState(db, memberId));
  if (!member || !state) return undefined;
  const invitation = await db
    .selectFrom('member_invitation')
    .select('expires_at')
    .where('member_id', '=', memberId)
    .where('used_at', 'is', null)
    .where('expires_at', '>', wallClockMs())
    .executeTakeFirst();
  const hasIdentity = member.subject !== null;
  return {
    id: member.id,
    username: member.username,
    name: member.name,
    status: state.status,
    roles: state.roles,
    scope: state.scope,
    person: state.person,
    isSelf: member.id === grant.memberId,
    createdAt: member.created_at,
    way: hasIdentity ? 'single_sign_on' : member.password_hash === '' ? null : 'password',
    hasSecondFactor: await hasSecondFactor(db, memberId),
    invitedUntil: invitation?.expires_at ?? null,
    areRolesClaimed: hasIdentity && (await readSettings(db)).roleMapping.length > 0,
    sessions: await findOpenSessions(memberId, grant.sessionId),
  };
}
