import 'server-only';
import { createHash, randomBytes } from 'node:crypto';
import { wallClockMs } from '../clock.ts';
import type { Db, Trx } from '../db/client.ts';
import type { Permission, Role } from '../members/roles.ts';
import { rolePermissions } from '../members/roles.ts';

/** A session ends after this much time, whatever happens, and after this much without a request, ms. */
export const sessionLimits = {
  absoluteMs: 12 * 3_600_000,
  idleMs: 60 * 60_000,
  touchEveryMs: 60_000,
} as const;

export interface MemberScope {
  readonly vdnId: number;
  /** Undefined for the whole VDN. */
  readonly campaignId: string | undefined;
}

/** A member as the database knows them this very moment. */
export interface SignedInMember {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly permissions: ReadonlySet<Permission>;
  readonly scope: readonly MemberScope[];
  readonly sessionId: string;
}

/** The id under which the session of a cookie's secret is stored. */
export function sessionIdOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Starts a session and returns the secret for the cookie; only its hash is stored. */
export async function startSession(
  trx: Trx,
  memberId: string,
  address: string | null,
): Promise<{ secret: string; id: string }> {
  const secret = randomBytes(32).toString('base64url');
  const id = sessionIdOf(secret);
  const now = wallClockMs();
  await trx
    .insertInto('member_session')
    .values({ id, member_id: memberId, started_at: now, last_seen_at: now, ended_at: null, address })
    .execute();
  return { secret, id };
}

/**
 * The member behind a session, with roles and scope read now; undefined if the session has ended, idled out
 * or reached its limit, or the member is disabled.
 */
export async function findSignedInMember(db: Db, sessionId: string): Promise<SignedInMember | undefined> {
  const now = wallClockMs();
  const row = await db
    .selectFrom('member_session')
    .innerJoin('member', 'member.id', 'member_session.member_id')
    .select(['member.id', 'member.name', 'member_session.last_seen_at'])
    .where('member_session.id', '=', sessionId)
    .where('member_session.ended_at', 'is', null)
    .where('member_session.started_at', '>', now - sessionLimits.absoluteMs)
    .where('member_session.last_seen_at', '>', now - sessionLimits.idleMs)
    .where('member.status', '=', 'active')
    .executeTakeFirst();
  if (!row) return undefined;
  if (row.last_seen_at < now - sessionLimits.touchEveryMs) {
    await db.updateTable('member_session').set({ last_seen_at: now }).where('id', '=', sessionId).execute();
  }
  return { id: row.id, name: row.name, sessionId, ...(await rightsOf(db, row.id)) };
}

/** Roles, permissions and scope of a member, as stored now. */
export async function rightsOf(
  db: Db,
  memberId: string,
): Promise<Pick<SignedInMember, 'roles' | 'permissions' | 'scope'>> {
  // one after the other: inside a transaction there is one connection
  const roles = await db
    .selectFrom('member_role')
    .select('role')
    .where('member_id', '=', memberId)
    .orderBy('role')
    .execute();
  const scope = await db
    .selectFrom('member_scope')
    .select(['vdn_id', 'campaign_id'])
    .where('member_id', '=', memberId)
    .execute();
  return {
    roles: roles.map((row) => row.role),
    permissions: new Set(roles.flatMap((row) => rolePermissions[row.role])),
    scope: scope.map((row) => ({
      vdnId: row.vdn_id,
      campaignId: row.campaign_id === '' ? undefined : row.campaign_id,
    })),
  };
}
