import 'server-only';
import { type AuditActor, appendAuditEvents } from '../audit/append-audit-events.ts';
import { wallClockMs } from '../clock.ts';
import { type Db, getDb } from '../db/client.ts';
import { newId } from '../ids.ts';
import type { Permission } from '../members/roles.ts';
import { type SignInMethod, sessionLimits } from './session-view.ts';
import { findSignedInMember, rightsOf, type SignedInMember } from './sessions.ts';

let mint: <P extends Permission>(permission: P, member: SignedInMember, address: string | null) => Grant<P>;

/**
 * The proof that a member has a right, given to every use case as its first argument. Only this file can
 * make one; a forged object fails the brand check; none can be sent to the browser.
 */
export class Grant<P extends Permission> {
  readonly #member: SignedInMember;
  readonly #address: string | null;
  readonly #permission: P;

  static {
    mint = (permission, member, address) => new Grant(permission, member, address);
  }

  private constructor(permission: P, member: SignedInMember, address: string | null) {
    this.#permission = permission;
    this.#member = member;
    this.#address = address;
  }

  /** The right that this grant proves; also gives the type parameter its weight. */
  get permission(): P {
    return this.#permission;
  }

  get memberId(): string {
    return this.#member.id;
  }

  get memberName(): string {
    return this.#member.name;
  }

  get sessionId(): string {
    return this.#member.sessionId;
  }

  /** True if the person proved who they are within the last minutes: what named acts ask for. */
  get isFresh(): boolean {
    return this.#member.authenticatedAt > wallClockMs() - sessionLimits.freshMs;
  }

  /** How the session began, and how its person can prove again who they are. */
  get signInMethod(): SignInMethod {
    return this.#member.method;
  }

  /** Who the audit names. */
  get actor(): AuditActor {
    const { id, name, roles, sessionId } = this.#member;
    return { id, name, roles, sessionId, address: this.#address };
  }

  /** True if the member also has `permission`. */
  has(permission: Permission): boolean {
    return this.#member.permissions.has(permission);
  }

  /** VDNs and single campaigns that the member may touch. */
  get scope(): SignedInMember['scope'] {
    return this.#member.scope;
  }

  /** The VDNs that the scope reaches into, wholly or for single campaigns. */
  get vdnIds(): readonly number[] {
    return [...new Set(this.#member.scope.map((entry) => entry.vdnId))].sort((a, b) => a - b);
  }

  /** True if the campaign is in the member's scope. */
  covers(campaign: { readonly vdnId: number; readonly campaignId: string }): boolean {
    return this.#member.scope.some(
      (entry) =>
        entry.vdnId === campaign.vdnId &&
        (entry.campaignId === undefined || entry.campaignId === campaign.campaignId),
    );
  }

  /** @throws TypeError unless `grant` was made here, for `permission` */
  static assert<Q extends Permission>(grant: Grant<Q>, permission: Q): void {
    if (!(#member in grant) || grant.#permission !== permission) {
      throw new TypeError(`no grant for ${permission}`);
    }
  }
}

export type Authorization<P extends Permission> =
  | { readonly ok: true; readonly grant: Grant<P> }
  | { readonly ok: false; readonly code: 'signed_out' | 'not_allowed' };

/**
 * Proves a right for the session of a request, from what the database says now. A refusal of a signed-in
 * member is itself audited.
 */
export async function authorizeSession<P extends Permission>(
  permission: P,
  sessionId: string | undefined,
  address: string | null,
): Promise<Authorization<P>> {
  const db = getDb();
  const member = sessionId === undefined ? undefined : await findSignedInMember(db, sessionId);
  if (!member) return { ok: false, code: 'signed_out' };
  const grant = mint(permission, member, address);
  if (member.permissions.has(permission)) return { ok: true, grant };
  await db
    .transaction()
    .execute((trx) =>
      appendAuditEvents(trx, [
        { type: 'access.refused', data: { permission }, actor: grant.actor, correlationId: newId('cor') },
      ]),
    );
  return { ok: false, code: 'not_allowed' };
}

/**
 * Keeps an attempt from another origin in the audit, if a signed-in member's session came with it: somebody tries
 * to act through them. Without a session anybody could fill the audit.
 */
export async function recordForeignOrigin(
  permission: Permission,
  sessionId: string | undefined,
  address: string | null,
): Promise<void> {
  const db = getDb();
  const member = sessionId === undefined ? undefined : await findSignedInMember(db, sessionId);
  if (!member) return;
  const { actor } = mint(permission, member, address);
  const data = { permission, because: 'foreign_origin' } as const;
  await db
    .transaction()
    .execute((trx) =>
      appendAuditEvents(trx, [{ type: 'access.refused', data, actor, correlationId: newId('cor') }]),
    );
}

export type FreshGrant<P extends Permission> =
  | { readonly ok: true; readonly grant: Grant<P> }
  | { readonly ok: false; readonly code: 'member_disabled' | 'right_lost' | 'session_ended' };

/**
 * The right of a member whose deletion runs without them, asked again before each call: a change of status,
 * role, scope or session acts on the next one. Idling does not end a deletion, nor does the limit of the session;
 * a person who ends it does.
 */
export async function freshGrant<P extends Permission>(
  db: Db,
  permission: P,
  member: { readonly id: string; readonly sessionId: string },
): Promise<FreshGrant<P>> {
  const row = await db
    .selectFrom('member')
    .innerJoin('member_session', 'member_session.member_id', 'member.id')
    .select(['member.name', 'member.status', 'member_session.address'])
    .select(['member_session.ended_at', 'member_session.ended_because'])
    .select(['member_session.authenticated_at', 'member_session.method'])
    .where('member.id', '=', member.id)
    .where('member_session.id', '=', member.sessionId)
    .executeTakeFirst();
  if (row?.status !== 'active') return { ok: false, code: 'member_disabled' };
  const isEnded = row.ended_at !== null && row.ended_because !== 'limit';
  if (isEnded) return { ok: false, code: 'session_ended' };
  const rights = await rightsOf(db, member.id);
  if (!rights.permissions.has(permission)) return { ok: false, code: 'right_lost' };
  const { name, method, authenticated_at: authenticatedAt } = row;
  const signedIn = { ...member, name, method, authenticatedAt, ...rights };
  return { ok: true, grant: mint(permission, signedIn, row.address) };
}
