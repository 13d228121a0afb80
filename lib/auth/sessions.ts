import 'server-only';
import { createHash, randomBytes } from 'node:crypto';
import { wallClockMs } from '../clock.ts';
import type { Db, Trx } from '../db/client.ts';
import { getEnv } from '../env.ts';
import { newId } from '../ids.ts';
import type { Permission, Role } from '../members/roles.ts';
import { rolePermissions } from '../members/roles.ts';
import { hasLocalSignIn } from './provider.ts';
import { hasSecondFactor } from './second-factor.ts';
import { type SignInMethod, sessionLimits } from './session-view.ts';

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
  readonly method: SignInMethod;
  /** ms UTC */
  readonly authenticatedAt: number;
}

/** A new secret for the cookie, and the hash under which it is stored. */
export function newSessionSecret(): { readonly secret: string; readonly secretHash: string } {
  const secret = randomBytes(32).toString('base64url');
  return { secret, secretHash: secretHashOf(secret) };
}

function secretHashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** The session that a cookie's secret belongs to now; a secret that was replaced finds none. */
export async function findSessionId(db: Db, secret: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('member_session')
    .select('id')
    .where('secret_hash', '=', secretHashOf(secret))
    .executeTakeFirst();
  return row?.id;
}

/** Where a sign-in comes from, as far as it is known. */
export interface SignInOrigin {
  readonly address: string | null;
  readonly agent: string | null;
}

/**
 * Starts a session and returns its id and the secret for the cookie; only its hash is stored. `authenticatedAt`
 * is when the person proved who they are, ms UTC.
 */
export async function startSession(
  trx: Trx,
  memberId: string,
  { address, agent }: SignInOrigin,
  method: SignInMethod = 'password',
  authenticatedAt = wallClockMs(),
): Promise<{ secret: string; id: string }> {
  const { secret, secretHash } = newSessionSecret();
  const id = newId('ses');
  const now = wallClockMs();
  await trx
    .insertInto('member_session')
    .values({
      id,
      secret_hash: secretHash,
      member_id: memberId,
      method,
      started_at: now,
      authenticated_at: authenticatedAt,
      last_seen_at: now,
      ended_at: null,
      ended_because: null,
      address,
      agent: agent?.slice(0, 200) ?? null,
    })
    .execute();
  return { secret, id };
}

/** Sessions that have neither ended nor reached a limit. */
export function openSessions(db: Db | Trx) {
  const now = wallClockMs();
  return db
    .selectFrom('member_session')
    .where('member_session.ended_at', 'is', null)
    .where('member_session.started_at', '>', now - sessionLimits.absoluteMs)
    .where('member_session.last_seen_at', '>', now - sessionLimits.idleMs);
}

/**
 * Every session of a member that ends when all do: also one that has idled out or reached its limit, since a deletion
 * that runs under it goes on (docs/decisions/0014).
 */
export async function sessionIdsToEnd(trx: Trx, memberId: string): Promise<string[]> {
  const rows = await trx
    .selectFrom('member_session')
    .select('id')
    .where('member_id', '=', memberId)
    .where((where) =>
      where.or([
        where('ended_at', 'is', null),
        where.and([
          where('ended_because', '=', 'limit'),
          where.exists(
            where
              .selectFrom('deletion')
              .select('deletion.id')
              .whereRef('deletion.session_id', '=', 'member_session.id')
              .where('deletion.is_open', '=', 1),
          ),
        ]),
      ]),
    )
    .execute();
  return rows.map(({ id }) => id);
}

/**
 * The member behind a session, with roles and scope read now; undefined if the session has ended, idled out
 * or reached its limit, or the member is disabled.
 */
export async function findSignedInMember(db: Db, sessionId: string): Promise<SignedInMember | undefined> {
  const now = wallClockMs();
  const row = await openSessions(db)
    .innerJoin('member', 'member.id', 'member_session.member_id')
    .select(['member.id', 'member.name'])
    .select(['member_session.last_seen_at', 'member_session.authenticated_at', 'member_session.method'])
    .where('member_session.id', '=', sessionId)
    .where('member.status', '=', 'active')
    .executeTakeFirst();
  // where passwords are no way in any more, what they opened is closed
  if (!row || (row.method === 'password' && !hasLocalSignIn())) return undefined;
  if (row.last_seen_at < now - sessionLimits.touchEveryMs) {
    await db.updateTable('member_session').set({ last_seen_at: now }).where('id', '=', sessionId).execute();
  }
  const { id, name, method } = row;
  const signedIn = { id, name, sessionId, method, authenticatedAt: row.authenticated_at };
  const rights = await rightsOf(db, id);
  const mustEnrol =
    getEnv().LOCAL_TOTP === 'required' && method === 'password' && !(await hasSecondFactor(db, id));
  // without the second factor that is required, one's own account is all there is
  return { ...signedIn, ...rights, ...(mustEnrol ? { permissions: new Set(['account:use'] as const) } : {}) };
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
