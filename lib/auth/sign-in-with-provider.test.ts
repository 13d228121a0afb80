import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { engines } from '../db/testing/test-database.ts';
import { acceptInvitation } from '../members/accept-invitation.ts';
import { inviteAgainFromShell, inviteFromShell } from '../members/invite-member.ts';
import { changeMemberFromShell, invitedMember } from '../members/store-member.ts';
import { storeSettings } from '../testing/store-settings.ts';
import { startTestConsole, type TestConsole } from '../testing/test-console.ts';
import { authorizeSession } from './authorize.ts';
import { sessionLimits } from './session-view.ts';
import { findSessionId } from './sessions.ts';
import { type ProviderReturn, signInWithProvider } from './sign-in-with-provider.ts';

const iss = 'https://id.example/realm';
const from: ProviderReturn = {
  origin: { address: '192.0.2.7', agent: null },
  sessionId: undefined,
  invitation: undefined,
};
const nowS = () => Math.floor(Date.now() / 1000);

function passMs(ms: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms });
}

describe.each(engines)('single sign-on (%s)', (engine) => {
  let console: TestConsole;
  let people = 0;

  beforeAll(async () => {
    console = await startTestConsole(engine, {
      OIDC_ISSUER: iss,
      OIDC_CLIENT_ID: 'console',
      OIDC_CLIENT_SECRET: 'a secret of sixteen characters',
      OIDC_ROLES_CLAIM: 'groups',
      OIDC_AMR: 'mfa',
      LOCAL_SIGN_IN: 'on',
    });
  });
  afterAll(() => console.stop());
  afterEach(async () => {
    vi.useRealTimers();
    await storeSettings(console.db, { roleMapping: [] });
  });

  const claimsOf = (sub: string, more: object = {}) => ({
    iss,
    sub,
    amr: ['pwd', 'mfa'],
    auth_time: nowS(),
    ...more,
  });
  async function invited() {
    people += 1;
    const username = `person${people}`;
    const member = invitedMember.parse({ username, name: username, roles: ['operator'], scope: ['12'] });
    const invitation = await inviteFromShell(console.db, member);
    if (!invitation.ok) throw new Error(invitation.code);
    return { username, sub: `subject-${people}`, ...invitation.value };
  }
  async function joined() {
    const person = await invited();
    const signedIn = await signInWithProvider(claimsOf(person.sub), { ...from, invitation: person.token });
    if (!signedIn.ok) throw new Error(signedIn.code);
    return { ...person, secret: signedIn.value.secret };
  }
  async function grantOf(secret: string) {
    const sessionId = await findSessionId(console.db, secret);
    const authorization = await authorizeSession('account:use', sessionId, null);
    if (!authorization.ok) throw new Error(authorization.code);
    return authorization.grant;
  }
  async function lastEvent() {
    const { type, data, actor_id } = await console.db
      .selectFrom('audit_event')
      .select(['type', 'data', 'actor_id'])
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow();
    return { type, actor: actor_id, data: JSON.parse(data) as Record<string, unknown> };
  }
  async function countSessions() {
    return (await console.db.selectFrom('member_session').select('id').execute()).length;
  }

  it('lets nobody in whom no invitation made a member, whatever name they claim', async () => {
    const { username } = await joined();
    const before = await countSessions();
    for (const claims of [
      claimsOf('somebody'),
      claimsOf('somebody', { preferred_username: username, name: username, email: `${username}@id.example` }),
    ]) {
      expect(await signInWithProvider(claims, from)).toEqual({ ok: false, code: 'unknown_member' });
      expect(await lastEvent()).toMatchObject({
        type: 'session.refused',
        actor: null,
        data: { because: 'unknown_member' },
      });
    }
    expect(await countSessions()).toBe(before);
  });

  it('is not put off by claims that nobody asked for', async () => {
    const { sub } = await joined();
    for (const more of [
      { preferred_username: null, acr: 1 },
      { name: ['x'], auth_time: nowS() + 0.5 },
    ]) {
      expect(await signInWithProvider(claimsOf(sub, more), from)).toMatchObject({ ok: true });
    }
  });

  it('binds issuer and subject to the invited member, once, and knows them from then on', async () => {
    const person = await joined();
    const row = await console.db
      .selectFrom('member')
      .select(['issuer', 'subject', 'password_hash'])
      .where('id', '=', person.memberId)
      .executeTakeFirstOrThrow();
    expect({ ...row }).toEqual({ issuer: iss, subject: person.sub, password_hash: '' });
    expect(await lastEvent()).toMatchObject({
      type: 'session.started',
      actor: person.memberId,
      data: { method: 'single_sign_on' },
    });
    const grant = await grantOf(person.secret);
    expect(grant.signInMethod).toBe('single_sign_on');
    expect(grant.isFresh).toBe(true);

    const again = await signInWithProvider(claimsOf(person.sub, { preferred_username: 'renamed' }), from);
    expect(again).toMatchObject({ ok: true, value: { memberId: person.memberId } });
    expect(await signInWithProvider(claimsOf('thief'), { ...from, invitation: person.token })).toEqual({
      ok: false,
      code: 'invitation_void',
    });
  });

  it('does not make one person two members', async () => {
    const one = await joined();
    const other = await invited();
    expect(await signInWithProvider(claimsOf(one.sub), { ...from, invitation: other.token })).toEqual({
      ok: false,
      code: 'identity_taken',
    });
    // the invitation is still there for the person it is for
    const joinedAfterwards = await signInWithProvider(claimsOf(other.sub), {
      ...from,
      invitation: other.token,
    });
    expect(joinedAfterwards.ok).toBe(true);
  });

  it('takes the identity away from whoever sets a password by an invitation, and the password by joining', async () => {
    const person = await joined();
    const again = await inviteAgainFromShell(console.db, person.username);
    if (!again.ok) throw new Error(again.code);
    expect(
      await acceptInvitation({ token: again.value.token, password: 'correct horse battery' }, null),
    ).toMatchObject({ ok: true });
    expect(await signInWithProvider(claimsOf(person.sub), from)).toEqual({
      ok: false,
      code: 'unknown_member',
    });
    await expect(grantOf(person.secret)).rejects.toThrow('signed_out');
  });

  it('believes no other issuer, not even with a known subject, and nothing that is no token', async () => {
    const { sub } = await joined();
    for (const claims of [
      claimsOf(sub, { iss: 'https://id.example/other' }),
      claimsOf(sub, { iss: `${iss}/` }),
      claimsOf(''),
      claimsOf('x'.repeat(256)),
      {},
      null,
    ]) {
      expect(await signInWithProvider(claims, from)).toEqual({ ok: false, code: 'provider_refused' });
      expect((await lastEvent()).data).toEqual({ username: '', because: 'provider_refused' });
    }
  });

  it('demands what the provider must vouch for', async () => {
    const { sub } = await joined();
    for (const amr of [undefined, null, [], ['pwd'], ['MFA'], 'mfa', [1]]) {
      expect(await signInWithProvider(claimsOf(sub, { amr }), from)).toEqual({
        ok: false,
        code: 'assurance_missing',
      });
    }
  });

  it('refuses a disabled member, and says in the audit who it was', async () => {
    const person = await joined();
    await changeMemberFromShell(console.db, person.username, { status: 'disabled' });
    expect(await signInWithProvider(claimsOf(person.sub), from)).toEqual({
      ok: false,
      code: 'member_disabled',
    });
    expect(await lastEvent()).toMatchObject({ actor: person.memberId, data: { because: 'member_disabled' } });
    await expect(grantOf(person.secret)).rejects.toThrow('signed_out');
  });

  it('gives roles from the claim where they are mapped, and takes them away with it', async () => {
    const person = await joined();
    await storeSettings(console.db, {
      roleMapping: [
        { value: 'cc-approvers', role: 'approver' },
        { value: 'cc-auditors', role: 'auditor' },
      ],
    });
    const signIn = (groups: unknown) => signInWithProvider(claimsOf(person.sub, { groups }), from);
    const first = await signIn(['cc-auditors', 'cc-approvers', 'admin', 'operator']);
    if (!first.ok) throw new Error(first.code);
    expect((await grantOf(first.value.secret)).actor.roles).toEqual(['approver', 'auditor']);
    const second = await signIn('cc-auditors');
    if (!second.ok) throw new Error(second.code);
    // also in the session that began before
    expect((await grantOf(first.value.secret)).actor.roles).toEqual(['auditor']);
    const changes = await console.db
      .selectFrom('audit_event')
      .select('data')
      .where('type', '=', 'member.changed')
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow();
    expect(JSON.parse(changes.data)).toMatchObject({
      memberId: person.memberId,
      before: { roles: ['approver', 'auditor'], scope: ['12'] },
      after: { roles: ['auditor'], scope: ['12'] },
    });
    for (const groups of [undefined, [], ['other'], { value: 'cc-auditors' }, [['cc-auditors']]]) {
      expect(await signIn(groups)).toEqual({ ok: false, code: 'no_role' });
    }
    await expect(grantOf(first.value.secret)).rejects.toThrow('not_allowed');
  });

  describe('a step-up', () => {
    it('goes on with the same session under a new secret, as fresh as the provider says', async () => {
      const person = await joined();
      const sessionId = await findSessionId(console.db, person.secret);
      passMs(sessionLimits.freshMs + 1_000);
      expect((await grantOf(person.secret)).isFresh).toBe(false);
      const proved = await signInWithProvider(claimsOf(person.sub), { ...from, sessionId });
      if (!proved.ok) throw new Error(proved.code);
      expect(await findSessionId(console.db, proved.value.secret)).toBe(sessionId);
      expect(await findSessionId(console.db, person.secret)).toBeUndefined();
      expect((await grantOf(proved.value.secret)).isFresh).toBe(true);
      expect(await lastEvent()).toMatchObject({
        type: 'session.stepped_up',
        actor: person.memberId,
        data: { method: 'single_sign_on' },
      });
    });

    it('is none if the provider did not ask anew, or does not say when it asked', async () => {
      const person = await joined();
      const sessionId = await findSessionId(console.db, person.secret);
      for (const auth_time of [undefined, null, 'yesterday', -1, nowS() - sessionLimits.freshMs / 1000 - 1]) {
        expect(await signInWithProvider(claimsOf(person.sub, { auth_time }), { ...from, sessionId })).toEqual(
          { ok: false, code: 'not_fresh' },
        );
      }
      expect(await findSessionId(console.db, person.secret)).toBe(sessionId);
    });

    it('is none for somebody else, who is not let into this session', async () => {
      const person = await joined();
      const other = await joined();
      const sessionId = await findSessionId(console.db, person.secret);
      expect(await signInWithProvider(claimsOf(other.sub), { ...from, sessionId })).toEqual({
        ok: false,
        code: 'other_person',
      });
      expect((await grantOf(person.secret)).memberId).toBe(person.memberId);
    });

    it('accepts no invitation on the way', async () => {
      const person = await joined();
      const other = await invited();
      const sessionId = await findSessionId(console.db, person.secret);
      expect(
        await signInWithProvider(claimsOf('stranger'), { ...from, sessionId, invitation: other.token }),
      ).toEqual({ ok: false, code: 'unknown_member' });
    });
  });

  it('of long ago lets people in who must prove again who they are before what weighs a lot', async () => {
    const person = await joined();
    const signedIn = await signInWithProvider(claimsOf(person.sub, { auth_time: nowS() - 8 * 3600 }), from);
    if (!signedIn.ok) throw new Error(signedIn.code);
    expect((await grantOf(signedIn.value.secret)).isFresh).toBe(false);
  });
});
