import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { engines } from '../db/testing/test-database.ts';
import { acceptInvitation, readInvitation } from '../members/accept-invitation.ts';
import { inviteAgainFromShell, inviteFromShell } from '../members/invite-member.ts';
import { invitedMember } from '../members/store-member.ts';
import { startTestConsole, type TestConsole } from '../testing/test-console.ts';
import { authorizeSession } from './authorize.ts';
import { changeOwnPassword } from './change-own-password.ts';
import { beginTotp, confirmTotp, removeTotp } from './enrol-second-factor.ts';
import { findSessionId } from './sessions.ts';
import { signInWithPassword } from './sign-in-with-password.ts';
import { stepUp } from './step-up.ts';
import { totpAt, totpStepOf } from './totp.ts';

const password = 'correct horse battery';
const nowhere = { address: null, agent: null };

/** The wall clock, from now on `ms` ahead. */
function passMs(ms: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms });
}

describe.each(engines)('a local member (%s)', (engine) => {
  let console: TestConsole;
  let members = 0;

  beforeAll(async () => {
    console = await startTestConsole(engine);
  });
  afterAll(() => console.stop());
  afterEach(() => vi.useRealTimers());

  async function invited() {
    members += 1;
    const username = `invited${members}`;
    const member = invitedMember.parse({ username, name: username, roles: ['admin'], scope: [] });
    const invitation = await inviteFromShell(console.db, member);
    if (!invitation.ok) throw new Error(invitation.code);
    return { username, token: invitation.value.token };
  }
  async function withPassword() {
    const { username, token } = await invited();
    const accepted = await acceptInvitation({ token, password }, null);
    if (!accepted.ok) throw new Error(accepted.code);
    return username;
  }
  const signIn = (username: string, code = '', secret = password) =>
    signInWithPassword({ username, password: secret, code }, nowhere);
  async function grantOf(signedIn: Awaited<ReturnType<typeof signIn>>) {
    if (!signedIn.ok) throw new Error(signedIn.code);
    const sessionId = await findSessionId(console.db, signedIn.value.secret);
    const authorization = await authorizeSession('account:use', sessionId, null);
    if (!authorization.ok) throw new Error(authorization.code);
    return authorization.grant;
  }
  /** A member with a confirmed second factor; `code` gives the app's code so many steps from now. */
  async function withSecondFactor() {
    const username = await withPassword();
    const grant = await grantOf(await signIn(username));
    const begun = await beginTotp(grant);
    if (!begun.ok) throw new Error(begun.code);
    const { secret } = begun.value;
    const code = (steps = 0) => totpAt(secret, totpStepOf(Date.now()) + steps);
    const confirmed = await confirmTotp(grant, code(-1));
    if (!confirmed.ok) throw new Error(confirmed.code);
    return { username, secret, code, recoveryCodes: confirmed.value.recoveryCodes };
  }
  const everything = async () =>
    JSON.stringify([
      await console.db.selectFrom('audit_event').selectAll().execute(),
      await console.db.selectFrom('member_invitation').selectAll().execute(),
      await console.db.selectFrom('member_totp').selectAll().execute(),
      await console.db.selectFrom('member_recovery_code').selectAll().execute(),
      await console.db.selectFrom('sign_in_try').selectAll().execute(),
    ]);
  const lastData = async () => {
    const { type, data } = await console.db
      .selectFrom('audit_event')
      .select(['type', 'data'])
      .orderBy('seq', 'desc')
      .executeTakeFirstOrThrow();
    return { type, data: JSON.parse(data) as Record<string, unknown> };
  };

  it('has no password before the invitation is accepted, and sets one with it, once', async () => {
    const { username, token } = await invited();
    for (const guess of ['', '-', password]) expect((await signIn(username, '', guess)).ok).toBe(false);
    expect(await readInvitation(token)).toEqual({ ok: true, value: { username, name: username } });
    expect(await acceptInvitation({ token, password: 'too short' }, null)).toMatchObject({
      code: 'too_short',
    });
    expect((await acceptInvitation({ token, password }, null)).ok).toBe(true);
    expect(await lastData()).toMatchObject({ type: 'member.password_set', data: { by: 'invitation' } });
    expect((await signIn(username)).ok).toBe(true);
    expect(await acceptInvitation({ token, password: 'another long phrase' }, null)).toMatchObject({
      code: 'invitation_void',
    });
    expect(await everything()).not.toContain(token);
  });

  it('is not let in by an invitation that is over, that another one followed, or that is none', async () => {
    const late = await invited();
    passMs(24 * 3_600_000 + 1);
    expect(await acceptInvitation({ token: late.token, password }, null)).toMatchObject({
      code: 'invitation_void',
    });
    vi.useRealTimers();
    const first = await invited();
    expect((await inviteAgainFromShell(console.db, first.username)).ok).toBe(true);
    for (const token of [first.token, 'none', '']) {
      expect((await readInvitation(token)).ok).toBe(false);
      expect((await acceptInvitation({ token, password }, null)).ok).toBe(false);
    }
  });

  it('is asked for a code once the app has confirmed its first, each code only once', async () => {
    const { username, secret, code } = await withSecondFactor();
    expect(await signIn(username)).toEqual({ ok: false, code: 'code_needed' });
    expect(await signIn(username, '000000')).toEqual({ ok: false, code: 'wrong_code' });
    expect(await lastData()).toMatchObject({ data: { because: 'wrong_code' } });
    // the code that confirmed it has been taken
    expect(await signIn(username, code(-1))).toEqual({ ok: false, code: 'wrong_code' });
    const now = code();
    expect((await signIn(username, now)).ok).toBe(true);
    expect(await signIn(username, now)).toEqual({ ok: false, code: 'wrong_code' });
    // whoever has the code alone learns nothing
    expect(await signIn(username, code(1), 'not the password')).toEqual({
      ok: false,
      code: 'wrong_credentials',
    });
    expect(await everything()).not.toContain(secret);
  });

  it('gets in with a recovery code, once, and the audit says so', async () => {
    const { username, recoveryCodes } = await withSecondFactor();
    const [first = '', second = ''] = recoveryCodes;
    expect(new Set(recoveryCodes).size).toBe(10);
    expect((await signIn(username, first.toLowerCase())).ok).toBe(true);
    expect(await lastData()).toMatchObject({
      type: 'member.second_factor_changed',
      data: { change: 'recovery_code_used' },
    });
    expect(await signIn(username, first)).toEqual({ ok: false, code: 'wrong_code' });
    expect((await signIn(username, second.replaceAll('-', ' '))).ok).toBe(true);
    expect(await everything()).not.toContain(first.replaceAll('-', ''));
  });

  it('proves itself again with both, and takes the factor away only then', async () => {
    const { username, code } = await withSecondFactor();
    const signedIn = await signIn(username, code());
    const grant = await grantOf(signedIn);
    passMs(3_600_000);
    expect(await stepUp(grant, { password, code: '' })).toEqual({ ok: false, code: 'code_needed' });
    expect((await stepUp(grant, { password, code: code() })).ok).toBe(true);
    vi.useRealTimers();
    expect((await removeTotp(grant)).ok).toBe(true);
    expect((await signIn(username)).ok).toBe(true);
    expect(await removeTotp(grant)).toMatchObject({ code: 'not_enrolled' });
  });

  it('takes another password by proving the old one, and all other sessions end', async () => {
    const username = await withPassword();
    const grant = await grantOf(await signIn(username));
    const other = await grantOf(await signIn(username));
    const next = 'another long phrase';
    expect(await changeOwnPassword(grant, { current: 'wrong', code: '', next })).toMatchObject({
      code: 'wrong_password',
    });
    expect(await changeOwnPassword(grant, { current: password, code: '', next: 'short' })).toMatchObject({
      code: 'too_short',
    });
    expect((await changeOwnPassword(grant, { current: password, code: '', next })).ok).toBe(true);
    expect((await authorizeSession('account:use', other.sessionId, null)).ok).toBe(false);
    expect((await authorizeSession('account:use', grant.sessionId, null)).ok).toBe(true);
    expect(await signIn(username)).toEqual({ ok: false, code: 'wrong_credentials' });
    expect((await signIn(username, '', next)).ok).toBe(true);
    expect(await everything()).not.toContain(next);
  });

  it('waits longer and longer after wrong tries, also a name that nobody has, and never for ever', async () => {
    const username = await withPassword();
    for (const name of [username, `nobody.${username}`]) {
      const codes: string[] = [];
      for (let tries = 0; tries < 8; tries += 1) {
        const result = await signIn(name, '', 'wrong wrong wrong');
        if (!result.ok) codes.push(result.code);
      }
      expect(codes.slice(0, 5)).toEqual(Array(5).fill('wrong_credentials'));
      expect(codes.slice(-2)).toEqual(['throttled', 'throttled']);
    }
    expect(await lastData()).toMatchObject({ type: 'session.refused', data: { because: 'throttled' } });
    // the right password waits, too: whoever guesses must not learn that it was right
    expect(await signIn(username)).toEqual({ ok: false, code: 'throttled' });
    passMs(15 * 60_000 + 1);
    expect((await signIn(username)).ok).toBe(true);
    expect(await signIn(username, '', 'wrong wrong wrong')).toEqual({ ok: false, code: 'wrong_credentials' });
    expect(await everything()).not.toContain(`account:${username}`);
  });
});
