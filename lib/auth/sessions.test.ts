import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { engines } from '../db/testing/test-database.ts';
import { requestDeletion } from '../deletions/request-deletion.ts';
import { createMember } from '../members/store-member.ts';
import { startTestConsole, type TestConsole, type TestMember } from '../testing/test-console.ts';
import { authorizeSession, freshGrant } from './authorize.ts';
import { browserOf } from './browser-of.ts';
import { endOwnSessions } from './end-own-sessions.ts';
import { endSessionsAtLimit } from './end-sessions-at-limit.ts';
import { findOwnSessions } from './find-own-sessions.ts';
import { sessionLimits } from './session-view.ts';
import { findSessionId } from './sessions.ts';
import { signInWithPassword } from './sign-in-with-password.ts';
import { stepUp } from './step-up.ts';

const password = 'correct horse battery';
const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:150.0) Gecko/20100101 Firefox/150.0';

/** The wall clock, from now on `ms` ahead. */
function passMs(ms: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms });
}

describe.each(engines)('a session (%s)', (engine) => {
  let console: TestConsole;
  let members = 0;

  beforeAll(async () => {
    console = await startTestConsole(engine);
  });
  afterAll(() => console.stop());
  afterEach(() => vi.useRealTimers());

  /** Somebody new who has just signed in, with the secret of their cookie. */
  async function signedIn(): Promise<TestMember & { readonly secret: string }> {
    members += 1;
    const username = `person${members}`;
    const rights = { roles: ['operator' as const], scope: ['12'] };
    await createMember(console.db, { username, name: username, password, ...rights });
    return signInAgain(username);
  }
  async function signInAgain(username: string) {
    const session = await signInWithPassword({ username, password }, { address: null, agent: firefox });
    if (!session.ok) throw new Error(session.code);
    const { memberId: id, secret } = session.value;
    const sessionId = await findSessionId(console.db, secret);
    return { id, username, sessionId: sessionId ?? '', secret };
  }
  const isSignedIn = async ({ sessionId }: TestMember) =>
    (await authorizeSession('account:use', sessionId, null)).ok;
  const grantOf = (member: TestMember) => console.grant('account:use', member);
  const right = (member: TestMember) =>
    freshGrant(console.db, 'deletion:create', { id: member.id, sessionId: member.sessionId });
  const lastEvent = async () => {
    const { type, data, actor_id } = await console.db
      .selectFrom('audit_event')
      .selectAll()
      .orderBy('seq', 'desc')
      .executeTakeFirstOrThrow();
    return { type, actor: actor_id, data: JSON.parse(data) as Record<string, unknown> };
  };

  it('ends by itself after its idle time, and after its absolute time however busy it is', async () => {
    const idle = await signedIn();
    passMs(sessionLimits.idleMs - 1_000);
    expect(await isSignedIn(idle)).toBe(true);
    passMs(sessionLimits.idleMs);
    expect(await isSignedIn(idle)).toBe(false);

    const busy = await signedIn();
    for (let at = 0; at < sessionLimits.absoluteMs - sessionLimits.idleMs; at += sessionLimits.idleMs / 2) {
      passMs(sessionLimits.idleMs / 2);
      expect(await isSignedIn(busy)).toBe(true);
    }
    passMs(sessionLimits.idleMs / 2);
    passMs(sessionLimits.idleMs / 2);
    expect(await isSignedIn(busy)).toBe(false);
  });

  it('is recorded as ended at its limit, once, and what runs under it runs on', async () => {
    const member = await signedIn();
    passMs(sessionLimits.idleMs + 1_000);
    await endSessionsAtLimit(console.db);
    const data = { because: 'limit', memberId: member.id, sessionId: member.sessionId };
    expect(await lastEvent()).toEqual({ type: 'session.ended', actor: null, data });
    const count = async () =>
      (await console.db.selectFrom('audit_event').select('seq').where('type', '=', 'session.ended').execute())
        .length;
    const before = await count();
    await endSessionsAtLimit(console.db);
    expect(await count()).toBe(before);
    expect((await right(member)).ok).toBe(true);
  });

  it('is fresh for ten minutes, and again after the password, under a new secret and the same id', async () => {
    const member = await signedIn();
    expect((await grantOf(member)).isFresh).toBe(true);
    passMs(sessionLimits.freshMs);
    const stale = await grantOf(member);
    expect(stale.isFresh).toBe(false);

    expect(await stepUp(stale, { password: 'not the password', code: '' })).toEqual({
      ok: false,
      code: 'wrong_password',
    });
    expect(await lastEvent()).toMatchObject({ type: 'session.refused', actor: member.id });
    for (const nonsense of [
      null,
      {},
      { password: '', code: '' },
      { password, code: '', more: 1 },
      { password: ['x'], code: '' },
    ]) {
      expect(await stepUp(stale, nonsense)).toEqual({ ok: false, code: 'input_invalid' });
    }
    expect((await grantOf(member)).isFresh).toBe(false);

    const proved = await stepUp(stale, { password, code: '' });
    if (!proved.ok) throw new Error(proved.code);
    expect(await lastEvent()).toEqual({
      type: 'session.stepped_up',
      actor: member.id,
      data: { method: 'password' },
    });
    expect(await findSessionId(console.db, member.secret)).toBeUndefined();
    expect(await findSessionId(console.db, proved.value.secret)).toBe(member.sessionId);
    expect((await grantOf(member)).isFresh).toBe(true);
    // what was requested before goes on: its session has not ended
    expect((await right(member)).ok).toBe(true);
  });

  it('must be fresh for a list above the limit, and the refusal is audited', async () => {
    const member = await signedIn();
    const numbers = Array.from({ length: 101 }, (_, index) => String(13_800_000_000 + index));
    const campaign = console.campaign(numbers.map((called) => ({ called })));
    passMs(sessionLimits.freshMs);
    const ask = async () => {
      const list = await console.list(member, numbers);
      const criterion = { kind: 'called_list', listId: list.id } as const;
      const confirmation = { typedDigits: '101' };
      const request = await console.request(member, campaign, criterion, { confirmation });
      return requestDeletion(await console.grant('deletion:create', member), request, 'zh-CN');
    };
    expect(await ask()).toEqual({ ok: false, code: 'step_up_needed' });
    expect(await lastEvent()).toMatchObject({
      type: 'deletion.refused',
      data: { because: 'step_up_needed' },
    });
    expect((await stepUp(await grantOf(member), { password, code: '' })).ok).toBe(true);
    expect((await ask()).ok).toBe(true);
  });

  it('is listed for its own person, who ends it or all others; what ran under it stops', async () => {
    const first = await signedIn();
    const second = await signInAgain(first.username);
    const third = await signInAgain(first.username);
    const stranger = await signedIn();
    const listed = await findOwnSessions(await grantOf(second));
    expect(listed.map(({ id, isCurrent, browser }) => [id, isCurrent, browser]).sort()).toEqual(
      [first, second, third]
        .map(({ sessionId }) => [sessionId, sessionId === second.sessionId, 'Firefox · Windows'])
        .sort(),
    );

    const grant = await grantOf(second);
    for (const sessionId of [stranger.sessionId, 'ses_unknown']) {
      expect(await endOwnSessions(grant, { sessionId })).toEqual({ ok: false, code: 'session_gone' });
    }
    expect(await isSignedIn(stranger)).toBe(true);

    expect((await endOwnSessions(grant, { sessionId: first.sessionId })).ok).toBe(true);
    expect(await lastEvent()).toEqual({
      type: 'session.ended',
      actor: first.id,
      data: { because: 'ended_by_self', memberId: first.id, sessionId: first.sessionId },
    });
    expect(await right(first)).toEqual({ ok: false, code: 'session_ended' });

    expect((await endOwnSessions(grant, 'others')).ok).toBe(true);
    expect([await isSignedIn(first), await isSignedIn(second), await isSignedIn(third)]).toEqual([
      false,
      true,
      false,
    ]);
  });
});

describe('the name of a browser', () => {
  it.each([
    [firefox, 'Firefox · Windows'],
    [
      'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/150.0 Safari/537.36 Edg/150.0',
      'Edge · Windows',
    ],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) AppleWebKit/605 Version/20 Safari/605', 'Safari · macOS'],
    ['Mozilla/5.0 (Linux; Android 16) AppleWebKit/537 Chrome/150.0 Mobile Safari/537', 'Chrome · Android'],
    ['<script>alert(1)</script>', null],
    [null, null],
  ])('of %j is %j', (agent, name) => {
    expect(browserOf(agent)).toBe(name);
  });
});
