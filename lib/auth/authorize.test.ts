import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../db/testing/test-database.ts';
import { findDeletions } from '../deletions/find-deletions.ts';
import type { Permission, Role } from '../members/roles.ts';
import { changeMemberFromShell } from '../members/store-member.ts';
import { startTestConsole, type TestConsole, type TestMember } from '../testing/test-console.ts';
import { authorizeSession, Grant } from './authorize.ts';
import { sessionLimits } from './session-view.ts';
import { findSessionId } from './sessions.ts';
import { signInWithPassword } from './sign-in-with-password.ts';
import { signOut } from './sign-out.ts';

const nowhere = { address: null, agent: null };

const permissions: readonly Permission[] = [
  'campaign:read',
  'deletion:create',
  'deletion:read',
  'deletion:read_all',
  'audit:read',
  'member:read',
];

describe.each(engines)('a grant (%s)', (engine) => {
  let console: TestConsole;

  beforeAll(async () => {
    console = await startTestConsole(engine);
  });
  afterAll(() => console.stop());

  const codeFor = async (permission: Permission, member: TestMember) => {
    const authorization = await authorizeSession(permission, member.sessionId, null);
    return authorization.ok ? 'granted' : authorization.code;
  };
  const lastEvent = async () => {
    const record = await console.db
      .selectFrom('audit_event')
      .select(['type', 'data', 'actor_id'])
      .orderBy('seq', 'desc')
      .executeTakeFirstOrThrow();
    return { ...record, data: JSON.parse(record.data) as Record<string, unknown> };
  };

  it.each<[Role, Permission[]]>([
    ['operator', ['campaign:read', 'deletion:create', 'deletion:read']],
    ['approver', ['campaign:read', 'deletion:read', 'deletion:read_all']],
    ['auditor', ['audit:read']],
    ['admin', ['member:read']],
  ])('gives a %s exactly the rights of that role, and audits every refusal', async (role, granted) => {
    const member = await console.member([role], ['12']);
    for (const permission of permissions) {
      expect([permission, await codeFor(permission, member)]).toEqual([
        permission,
        granted.includes(permission) ? 'granted' : 'not_allowed',
      ]);
      if (!granted.includes(permission)) {
        expect(await lastEvent()).toMatchObject({
          type: 'access.refused',
          data: { permission },
          actor_id: member.id,
        });
      }
    }
  });

  it('covers the scope and nothing beside it', async () => {
    const member = await console.member(['operator'], ['12', '13/146']);
    const grant = await console.grant('deletion:create', member);
    expect(grant.covers({ vdnId: 12, campaignId: '1' })).toBe(true);
    expect(grant.covers({ vdnId: 13, campaignId: '146' })).toBe(true);
    expect(grant.covers({ vdnId: 13, campaignId: '1460' })).toBe(false);
    expect(grant.covers({ vdnId: 14, campaignId: '146' })).toBe(false);
    expect(grant.vdnIds).toEqual([12, 13]);
  });

  it('is not to be had by a forged object, for another right, or after a journey', async () => {
    const member = await console.member(['operator'], ['12']);
    const real = await console.grant('deletion:create', member);
    const forged = Object.create(Grant.prototype, {
      permission: { value: 'deletion:read' },
      memberId: { value: member.id },
    }) as Grant<'deletion:read'>;
    await expect(findDeletions(forged, {})).rejects.toThrow(TypeError);
    const other = real as unknown as Grant<'deletion:read'>;
    await expect(findDeletions(other, {})).rejects.toThrow(TypeError);
    const travelled = structuredClone(real) as unknown as Grant<'deletion:read'>;
    await expect(findDeletions(travelled, {})).rejects.toThrow(TypeError);
    expect(JSON.stringify(real)).toBe('{}');
  });

  it('follows a change of role, scope or status on the very next request', async () => {
    const member = await console.member(['operator'], ['12']);
    expect(await codeFor('deletion:create', member)).toBe('granted');
    await changeMemberFromShell(console.db, member.username, { roles: ['auditor'] });
    expect(await codeFor('deletion:create', member)).toBe('not_allowed');
    expect(await codeFor('audit:read', member)).toBe('granted');
    await changeMemberFromShell(console.db, member.username, { status: 'disabled' });
    expect(await codeFor('audit:read', member)).toBe('signed_out');
  });

  it('ends with the session: signed out, idle or over its limit', async () => {
    const set = (member: TestMember, times: { started_at?: number; last_seen_at?: number }) =>
      console.db.updateTable('member_session').set(times).where('id', '=', member.sessionId).execute();
    const idle = await console.member(['auditor'], []);
    await set(idle, { last_seen_at: Date.now() - sessionLimits.idleMs });
    expect(await codeFor('audit:read', idle)).toBe('signed_out');
    const old = await console.member(['auditor'], []);
    await set(old, { started_at: Date.now() - sessionLimits.absoluteMs });
    expect(await codeFor('audit:read', old)).toBe('signed_out');
    expect(await codeFor('audit:read', { ...old, sessionId: 'unknown' })).toBe('signed_out');
  });

  it('starts with a password, and the secret of the session is stored nowhere', async () => {
    const { db } = console;
    const { createMember } = await import('../members/store-member.ts');
    const password = 'a long enough passphrase';
    await createMember(db, { username: 'lina', name: '李娜', password, roles: ['auditor'], scope: [] });
    const session = await signInWithPassword({ username: ' LiNa ', password }, nowhere);
    if (!session.ok) throw new Error(session.code);
    const { secret } = session.value;
    const sessionId = await findSessionId(db, secret);
    expect((await authorizeSession('audit:read', sessionId, null)).ok).toBe(true);
    const stored = JSON.stringify([
      await db.selectFrom('member_session').selectAll().execute(),
      await db.selectFrom('member').selectAll().execute(),
      await db.selectFrom('audit_event').selectAll().execute(),
    ]);
    expect(stored).not.toContain(secret);
    expect(stored).not.toContain(password);
    await signOut(secret);
    expect((await authorizeSession('audit:read', sessionId, null)).ok).toBe(false);
    expect(await lastEvent()).toMatchObject({ type: 'session.ended' });
  });

  it('does not start with anything else: one answer for all, and the audit knows which it was', async () => {
    const member = await console.member(['operator'], ['12']);
    const disabled = await console.member(['operator'], ['12']);
    await changeMemberFromShell(console.db, disabled.username, { status: 'disabled' });
    const refusal = { ok: false, code: 'wrong_credentials' };
    const tries = [
      [{ username: member.username, password: 'wrong' }, 'wrong_password'],
      [{ username: 'nobody', password: 'wrong' }, 'unknown_member'],
      [{ username: '13800138000', password: 'wrong' }, 'unknown_member'],
    ] as const;
    for (const [credentials, because] of tries) {
      expect(await signInWithPassword(credentials, nowhere)).toEqual(refusal);
      const event = await lastEvent();
      expect(event).toMatchObject({ type: 'session.refused', data: { because } });
      expect(JSON.stringify(event)).not.toContain('13800138000');
    }
    for (const nonsense of [null, {}, { username: 'a' }, { username: { $ne: 1 }, password: ['x'] }]) {
      expect(await signInWithPassword(nonsense, nowhere)).toEqual(refusal);
    }
  });
});
