import 'server-only';
import { type AuditActor, appendAuditEvents } from '../audit/append-audit-events.ts';
import type { SignInRefusal } from '../audit/events.ts';
import { wallClockMs } from '../clock.ts';
import { getDb, type Trx } from '../db/client.ts';
import { transact } from '../db/transact.ts';
import { newId } from '../ids.ts';
import { bindIdentity } from '../members/bind-identity.ts';
import { storeChange } from '../members/store-member.ts';
import { maskNumbersInText } from '../personal-data/mask.ts';
import { ok, type Result, refused } from '../result.ts';
import { readSettings } from '../settings/read-settings.ts';
import { lockMember } from './lock-member.ts';
import { findProvider, type Provider } from './provider.ts';
import { claimedRoles, hasAssurance, type ProviderClaims, providerClaims } from './provider-claims.ts';
import { type ProviderRefusal, sessionLimits } from './session-view.ts';
import { openSessions, rightsOf, type SignInOrigin, startSession } from './sessions.ts';
import { renewSession } from './step-up.ts';

/** What else a browser brings when it comes back from the provider. */
export interface ProviderReturn {
  readonly origin: SignInOrigin;
  /** Of its cookie: if it is open, the person was asked to prove again who they are. */
  readonly sessionId: string | undefined;
  /** The token of an invitation that is to be accepted. */
  readonly invitation: string | undefined;
}

/**
 * Starts a session for the member whom the provider knows by issuer and subject, or gives the open one a new secret
 * after a step-up. Names, addresses and user names of the token count for nothing: a person can change them at the
 * provider. Whoever is unknown is refused, unless an invitation says which member they are. Every refusal is audited.
 * @throws when the audit cannot be written: then nobody signs in
 */
export async function signInWithProvider(
  claims: unknown,
  back: ProviderReturn,
): Promise<Result<{ memberId: string; secret: string }, ProviderRefusal>> {
  const provider = findProvider();
  const parsed = providerClaims.safeParse(claims);
  if (!provider || !parsed.success || parsed.data.iss !== provider.issuer) {
    await getDb()
      .transaction()
      .execute((trx) => recordRefusal(trx, '', 'provider_refused', nobody(back)));
    return refused('provider_refused');
  }
  return transact(getDb(), (trx) => enter(trx, parsed.data, provider, back));
}

/** A return from the provider that was not believed, or a refusal of the provider's own. */
export async function recordProviderRefusal(origin: SignInOrigin): Promise<void> {
  await getDb()
    .transaction()
    .execute((trx) => recordRefusal(trx, '', 'provider_refused', nobody({ origin })));
}

async function enter(
  trx: Trx,
  claims: ProviderClaims,
  provider: Provider,
  back: ProviderReturn,
): Promise<Result<{ memberId: string; secret: string }, ProviderRefusal>> {
  const refuse = async (
    because: Exclude<ProviderRefusal, 'unavailable'>,
    member?: { id: string; name: string },
  ) => {
    await recordRefusal(trx, claims.preferred_username ?? claims.sub, because, nobody(back, member));
    return refused(because);
  };
  if (!hasAssurance(claims, provider)) return refuse('assurance_missing');
  if (back.invitation !== undefined && back.sessionId === undefined) {
    const identity = { issuer: claims.iss, subject: claims.sub };
    const bound = await bindIdentity(trx, back.invitation, identity, back.origin.address);
    if (!bound.ok) return refuse(bound.code);
  }
  const member = await trx
    .selectFrom('member')
    .select(['id', 'name'])
    .where('issuer', '=', claims.iss)
    .where('subject', '=', claims.sub)
    .executeTakeFirst();
  if (!member) return refuse('unknown_member');
  if ((await lockMember(trx, member.id)) !== 'active') return refuse('member_disabled', member);

  const { roleMapping } = await readSettings(trx);
  if (roleMapping.length > 0) {
    const roles = claimedRoles(claims, provider.rolesClaim, roleMapping);
    await storeChange(trx, member.id, { roles }, nobody(back, member));
    if (roles.length === 0) return refuse('no_role', member);
  }

  const authenticatedAt = Math.min(Math.floor((claims.auth_time ?? 0) * 1000), wallClockMs());
  const open = await findOpen(trx, back.sessionId);
  if (open) {
    if (open.member_id !== member.id) return refuse('other_person', member);
    if (authenticatedAt <= wallClockMs() - sessionLimits.freshMs) return refuse('not_fresh', member);
    const { roles } = await rightsOf(trx, member.id);
    const actor = { ...nobody(back, member), roles, sessionId: open.id };
    const secret = await renewSession(trx, open.id, authenticatedAt, 'single_sign_on', actor);
    return secret === undefined ? refuse('not_fresh', member) : ok({ memberId: member.id, secret });
  }
  const { roles } = await rightsOf(trx, member.id);
  const session = await startSession(trx, member.id, back.origin, 'single_sign_on', authenticatedAt);
  await appendAuditEvents(trx, [
    {
      type: 'session.started',
      data: { method: 'single_sign_on' },
      actor: { ...nobody(back, member), roles, sessionId: session.id },
      correlationId: newId('cor'),
    },
  ]);
  return ok({ memberId: member.id, secret: session.secret });
}

async function findOpen(trx: Trx, sessionId: string | undefined) {
  if (sessionId === undefined) return undefined;
  return openSessions(trx)
    .select(['member_session.id', 'member_session.member_id'])
    .where('member_session.id', '=', sessionId)
    .executeTakeFirst();
}

/** Whoever comes back, before a session says more. */
function nobody(
  { origin }: Pick<ProviderReturn, 'origin'>,
  member?: { readonly id: string; readonly name: string },
): AuditActor {
  return {
    id: member?.id ?? null,
    name: member?.name ?? null,
    roles: [],
    sessionId: null,
    address: origin.address,
  };
}

async function recordRefusal(trx: Trx, username: string, because: SignInRefusal, actor: AuditActor) {
  const data = { username: maskNumbersInText(username.slice(0, 255)), because };
  await appendAuditEvents(trx, [{ type: 'session.refused', data, actor, correlationId: newId('cor') }]);
}
