import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { isSamePerson } from '../approvals/is-same-person.ts';
import { freshGrant } from '../auth/authorize.ts';
import { endOwnSessions } from '../auth/end-own-sessions.ts';
import { endSessions } from '../auth/end-session.ts';
import { beginTotp, confirmTotp, findSecondFactor } from '../auth/enrol-second-factor.ts';
import { sessionLimits } from '../auth/session-view.ts';
import { findSignedInMember, startSession } from '../auth/sessions.ts';
import { totpAt, totpStepOf } from '../auth/totp.ts';
import { engines } from '../db/testing/test-database.ts';
import { requestDeletion } from '../deletions/request-deletion.ts';
import { startTestConsole, type TestConsole, type TestMember } from '../testing/test-console.ts';
import { readInvitation } from './accept-invitation.ts';
import { changeMember } from './change-member.ts';
import { endMemberSessions } from './end-member-sessions.ts';
import { findMember } from './find-member.ts';
import { inviteAgain, inviteMember } from './invite-member.ts';
import type { MemberState } from './member-view.ts';
import { resetSecondFactor } from './reset-second-factor.ts';
import type { Role } from './roles.ts';
import { commandLine, storeChange } from './store-member.ts';

describe.each(engines)('an admin manages members (%s)', (engine) => {
  let console: TestConsole;

  beforeAll(async () => {
    console = await startTestConsole(engine);
  });
  afterAll(() => console.stop());
  afterEach(() => vi.useRealTimers());

  const manage = (admin: TestMember) => console.grant('member:manage', admin);
  async function viewOf(admin: TestMember, member: { readonly id: string }) {
    const view = await findMember(await console.grant('member:read', admin), member.id);
    if (!view) throw new Error('no such member');
    return view;
  }
  const stateOf = ({ status, roles, scope, person }: MemberState): MemberState => ({
    status,
    roles,
    scope,
    person,
  });
  async function change(admin: TestMember, member: { readonly id: string }, changes: Partial<MemberState>) {
    const before = stateOf(await viewOf(admin, member));
    return changeMember(await manage(admin), {
      memberId: member.id,
      before,
      after: { ...before, ...changes },
    });
  }
  async function lastEvents(count: number) {
    const rows = await console.db
      .selectFrom('audit_event')
      .select(['type', 'data', 'actor_id'])
      .orderBy('seq', 'desc')
      .limit(count)
      .execute();
    return rows.reverse().map((row) => ({
      type: row.type,
      actor: row.actor_id,
      data: JSON.parse(row.data) as Record<string, unknown>,
    }));
  }
  const countEvents = async () => (await console.db.selectFrom('audit_event').select('seq').execute()).length;

  it('changes roles and scope, with before and after in the audit, and it acts on the next request', async () => {
    const admin = await console.member(['admin'], []);
    const member = await console.member(['operator'], ['12']);
    expect(await change(admin, member, { roles: ['auditor', 'approver'], scope: ['13', '12/146'] })).toEqual({
      ok: true,
      value: null,
    });
    expect(await lastEvents(1)).toMatchObject([
      {
        type: 'member.changed',
        actor: admin.id,
        data: {
          memberId: member.id,
          before: { roles: ['operator'], scope: ['12'], status: 'active' },
          after: { roles: ['auditor', 'approver'], scope: ['13', '12/146'], status: 'active' },
        },
      },
    ]);
    await expect(console.grant('deletion:create', member)).rejects.toThrow('not_allowed');
    const grant = await console.grant('approval:read', member);
    expect(grant.covers({ vdnId: 13, campaignId: '1' })).toBe(true);
    expect(grant.covers({ vdnId: 12, campaignId: '146' })).toBe(true);
    expect(grant.covers({ vdnId: 12, campaignId: '147' })).toBe(false);
  });

  it('says which accounts are one person’s: neither decides what the other asks for', async () => {
    const admin = await console.member(['admin'], []);
    const one = await console.member(['operator'], ['12']);
    const two = await console.member(['approver'], ['12']);
    expect(await isSamePerson(console.db, one.id, two.id)).toBe(false);
    for (const member of [one, two]) {
      expect(await change(admin, member, { person: ' E1024 ' })).toMatchObject({ ok: true });
    }
    expect(await isSamePerson(console.db, one.id, two.id)).toBe(true);
    expect(await change(admin, two, { person: '' })).toMatchObject({ ok: true });
    expect(await isSamePerson(console.db, one.id, two.id)).toBe(false);
  });

  it('leaves no record of what stays as it is', async () => {
    const admin = await console.member(['admin'], []);
    const member = await console.member(['operator', 'auditor'], ['12', '13']);
    const before = await countEvents();
    expect(
      await change(admin, member, { roles: ['auditor', 'operator'], scope: ['13', '12'] }),
    ).toMatchObject({
      ok: true,
    });
    expect(await countEvents()).toBe(before);
  });

  it('does not undo what somebody else has changed meanwhile', async () => {
    const admin = await console.member(['admin'], []);
    const other = await console.member(['admin'], []);
    const member = await console.member(['operator'], ['12']);
    const before = stateOf(await viewOf(admin, member));
    await change(other, member, { scope: ['12', '13'] });
    expect(
      await changeMember(await manage(admin), {
        memberId: member.id,
        before,
        after: { ...before, roles: ['operator', 'approver'] },
      }),
    ).toEqual({ ok: false, code: 'changed_meanwhile' });
    expect(stateOf(await viewOf(admin, member))).toEqual({ ...before, scope: ['12', '13'] });
  });

  it('of two who saved the same form at the same moment one hears that the other was faster', async () => {
    const admins = [await console.member(['admin'], []), await console.member(['admin'], [])];
    for (let round = 0; round < 8; round += 1) {
      const member = await console.member(['operator'], ['12']);
      const before = stateOf(await viewOf(admins[0] ?? member, member));
      const wishes: MemberState[] = [
        { ...before, status: 'disabled' },
        { ...before, scope: ['13'] },
      ];
      const grants = await Promise.all(admins.map((admin) => manage(admin)));
      const results = await Promise.all(
        grants.map((grant, at) =>
          changeMember(grant, { memberId: member.id, before, after: wishes[at] ?? before }),
        ),
      );
      expect(results.map((result) => (result.ok ? 'ok' : result.code)).sort()).toEqual([
        'changed_meanwhile',
        'ok',
      ]);
      const winner = wishes[results.findIndex((result) => result.ok)];
      expect(stateOf(await viewOf(admins[0] ?? member, member))).toEqual(winner);
    }
  });

  it('and members themselves end sessions at the same moment without waiting for one another in a circle', async () => {
    const admin = await console.member(['admin'], []);
    for (let round = 0; round < 8; round += 1) {
      const member = await console.member(['auditor'], []);
      for (let more = 0; more < 4; more += 1)
        await console.db
          .transaction()
          .execute((trx) => startSession(trx, member.id, { address: null, agent: null }));
      const before = stateOf(await viewOf(admin, member));
      const own = await console.grant('account:use', member);
      const grant = await manage(admin);
      const [disabled, ended] = await Promise.all([
        changeMember(grant, { memberId: member.id, before, after: { ...before, status: 'disabled' } }),
        endOwnSessions(own, 'others'),
      ]);
      expect([disabled.ok, ended.ok]).toEqual([true, true]);
      expect(await findSignedInMember(console.db, member.sessionId)).toBeUndefined();
    }
  });

  it('disables also a member whom the provider has left without any role', async () => {
    const admin = await console.member(['admin'], []);
    const member = await console.member(['operator'], ['12']);
    await console.db.transaction().execute((trx) => storeChange(trx, member.id, { roles: [] }, commandLine));
    expect(await change(admin, member, { status: 'disabled' })).toMatchObject({ ok: true });
    expect((await viewOf(admin, member)).status).toBe('disabled');
  });

  it('changes nothing of their own account: not even to delete nothing more', async () => {
    const admin = await console.member(['admin'], []);
    const before = await countEvents();
    const wishes: Partial<MemberState>[] = [
      { roles: ['admin', 'operator'] },
      { roles: ['admin', 'approver'] },
      { scope: ['12'] },
      { roles: ['operator'] },
      { status: 'disabled' },
    ];
    for (const wish of wishes) {
      expect(await change(admin, admin, wish)).toEqual({ ok: false, code: 'own_account' });
    }
    expect(await endMemberSessions(await manage(admin), { memberId: admin.id, which: 'all' })).toEqual({
      ok: false,
      code: 'own_account',
    });
    expect(await resetSecondFactor(await manage(admin), admin.id)).toEqual({
      ok: false,
      code: 'own_account',
    });
    expect(await countEvents()).toBe(before);
    // a second admin may
    const second = await console.member(['admin'], []);
    expect(await change(second, admin, { roles: ['admin', 'operator'], scope: ['12'] })).toMatchObject({
      ok: true,
    });
    await console.grant('deletion:create', admin);
  });

  it('always leaves an admin: of two who take it from one another at the same moment one succeeds', async () => {
    for (let round = 0; round < 5; round += 1) {
      const one = await console.member(['admin'], []);
      const two = await console.member(['admin'], []);
      // both have begun before either is done
      const wish = async (admin: TestMember, member: TestMember, changes: Partial<MemberState>) => {
        const before = stateOf(await viewOf(admin, member));
        return { grant: await manage(admin), memberId: member.id, before, after: { ...before, ...changes } };
      };
      const wishes = [
        await wish(one, two, { roles: ['auditor'] }),
        await wish(two, one, { status: 'disabled' }),
      ];
      const results = await Promise.all(wishes.map(({ grant, ...input }) => changeMember(grant, input)));
      expect(results.map((result) => (result.ok ? 'ok' : result.code)).sort()).toEqual(['admin_lost', 'ok']);
    }
  });

  it('who is disabled is out at once, and no old session comes back with them', async () => {
    const admin = await console.member(['admin'], []);
    const member = await console.member(['operator'], ['12']);
    const second = await console.db
      .transaction()
      .execute((trx) => startSession(trx, member.id, { address: null, agent: null }));
    expect(await change(admin, member, { status: 'disabled' })).toMatchObject({ ok: true });
    expect(await findSignedInMember(console.db, member.sessionId)).toBeUndefined();
    expect((await lastEvents(3)).map(({ type, actor, data }) => [type, actor, data.because])).toEqual([
      ['session.ended', admin.id, 'ended_by_admin'],
      ['session.ended', admin.id, 'ended_by_admin'],
      ['member.changed', admin.id, undefined],
    ]);
    expect(await change(admin, member, { status: 'active' })).toMatchObject({ ok: true });
    for (const sessionId of [member.sessionId, second.id]) {
      expect(await findSignedInMember(console.db, sessionId)).toBeUndefined();
    }
  });

  it('a deletion of a member who is disabled in its middle makes no further call', async () => {
    const numbers = Array.from({ length: 12 }, (_, index) => `137001370${10 + index}`);
    console.runner.start();
    const admin = await console.member(['admin'], []);
    const operator = await console.member(['operator'], ['12']);
    const campaign = console.campaign(numbers.map((called) => ({ called })));
    const { campaignId } = campaign;
    console.simulator.setFaults([{ kind: 'latency', ms: 60, times: 'always', campaignId }]);
    const list = await console.list(operator, numbers);
    const request = await console.request(
      operator,
      campaign,
      { kind: 'called_list', listId: list.id },
      { confirmation: { typedDigits: String(numbers.length) } },
    );
    const begun = await requestDeletion(await console.grant('deletion:create', operator), request, 'zh-CN');
    if (!begun.ok) throw new Error(begun.code);
    const deletes = () => console.simulator.ledger({ campaignId }).deletes;
    await expect.poll(() => deletes().length, { interval: 5 }).toBeGreaterThan(1);
    expect(await change(admin, operator, { status: 'disabled' })).toMatchObject({ ok: true });
    const made = deletes().length;
    const status = async () =>
      (
        await console.db
          .selectFrom('deletion')
          .select('status')
          .where('id', '=', begun.value.deletionId)
          .executeTakeFirstOrThrow()
      ).status;
    await expect.poll(status, { timeout: 10_000 }).toBe('paused');
    // one whose intent was committed before may still have been sent
    expect(deletes().length).toBeLessThanOrEqual(made + 1);
    expect(deletes().length).toBeLessThan(numbers.length);
  });

  it('ends one session of a member, or all', async () => {
    const admin = await console.member(['admin'], []);
    const member = await console.member(['auditor'], []);
    const second = await console.db
      .transaction()
      .execute((trx) => startSession(trx, member.id, { address: '192.0.2.9', agent: null }));
    expect((await viewOf(admin, member)).sessions).toHaveLength(2);
    const end = async (which: unknown) =>
      endMemberSessions(await manage(admin), { memberId: member.id, which });
    expect(await end({ sessionId: second.id })).toMatchObject({ ok: true });
    expect(await findSignedInMember(console.db, member.sessionId)).toBeDefined();
    expect(await end({ sessionId: second.id })).toEqual({ ok: false, code: 'session_gone' });
    // a session of somebody else is none of this member's
    expect(await end({ sessionId: admin.sessionId })).toEqual({ ok: false, code: 'session_gone' });
    expect(await end('all')).toMatchObject({ ok: true });
    expect(await findSignedInMember(console.db, member.sessionId)).toBeUndefined();
    expect(await findSignedInMember(console.db, admin.sessionId)).toBeDefined();
  });

  it('ending all sessions reaches also one at its limit under which a deletion still runs', async () => {
    const numbers = ['13700137050', '13700137051'];
    const admin = await console.member(['admin'], []);
    const operator = await console.member(['operator'], ['12']);
    const campaign = console.campaign(numbers.map((called) => ({ called })));
    const list = await console.list(operator, numbers);
    const request = await console.request(
      operator,
      campaign,
      { kind: 'called_list', listId: list.id },
      { confirmation: { typedDigits: '2' } },
    );
    await console.runner.stop();
    const begun = await requestDeletion(await console.grant('deletion:create', operator), request, 'zh-CN');
    expect(begun.ok).toBe(true);
    await console.db
      .transaction()
      .execute((trx) => endSessions(trx, operator.id, [operator.sessionId], 'limit', null));
    const right = () =>
      freshGrant(console.db, 'deletion:create', { id: operator.id, sessionId: operator.sessionId });
    expect(await right()).toMatchObject({ ok: true });
    expect(
      await endMemberSessions(await manage(admin), { memberId: operator.id, which: 'all' }),
    ).toMatchObject({ ok: true });
    expect(await right()).toEqual({ ok: false, code: 'session_ended' });
  });

  it('takes a second factor away, and the sessions with it', async () => {
    const admin = await console.member(['admin'], []);
    const member = await console.member(['auditor'], []);
    expect(await resetSecondFactor(await manage(admin), member.id)).toEqual({
      ok: false,
      code: 'no_second_factor',
    });
    const grant = await console.grant('account:use', member);
    const enrolment = await beginTotp(grant);
    if (!enrolment.ok) throw new Error(enrolment.code);
    await confirmTotp(grant, totpAt(enrolment.value.secret, totpStepOf(Date.now())));
    expect((await viewOf(admin, member)).hasSecondFactor).toBe(true);
    expect(await resetSecondFactor(await manage(admin), member.id)).toMatchObject({ ok: true });
    expect((await viewOf(admin, member)).hasSecondFactor).toBe(false);
    expect((await findSecondFactor(grant))?.enrolledAt ?? null).toBeNull();
    expect(await findSignedInMember(console.db, member.sessionId)).toBeUndefined();
    expect(await lastEvents(1)).toEqual([
      {
        type: 'member.second_factor_changed',
        actor: admin.id,
        data: { memberId: member.id, change: 'removed' },
      },
    ]);
  });

  it('invites, and invites again: earlier links are void', async () => {
    const admin = await console.member(['admin'], []);
    const wish = { username: `new${engine}`, name: '新人', roles: ['operator'] as Role[], scope: ['12/146'] };
    const invited = await inviteMember(await manage(admin), wish);
    if (!invited.ok) throw new Error(invited.code);
    expect(await viewOf(admin, { id: invited.value.memberId })).toMatchObject({
      way: null,
      status: 'active',
      roles: ['operator'],
      scope: ['12/146'],
      invitedUntil: invited.value.expiresAt,
    });
    expect(await readInvitation(invited.value.token)).toMatchObject({ ok: true });
    expect(await inviteMember(await manage(admin), wish)).toEqual({ ok: false, code: 'username_taken' });
    const again = await inviteAgain(await manage(admin), invited.value.memberId);
    if (!again.ok) throw new Error(again.code);
    expect(await readInvitation(invited.value.token)).toMatchObject({ ok: false });
    expect(await readInvitation(again.value.token)).toMatchObject({ ok: true });
    await change(admin, { id: invited.value.memberId }, { status: 'disabled' });
    expect(await readInvitation(again.value.token)).toMatchObject({ ok: false });
    expect(await inviteAgain(await manage(admin), invited.value.memberId)).toEqual({
      ok: false,
      code: 'member_unknown',
    });
  });

  it('proves first who they are, and sends nothing that is no change', async () => {
    const admin = await console.member(['admin'], []);
    const member = await console.member(['operator'], ['12']);
    const before = stateOf(await viewOf(admin, member));
    const nonsense = [
      null,
      {},
      { memberId: member.id, before, after: { ...before, roles: [] } },
      { memberId: member.id, before, after: { ...before, roles: ['owner'] } },
      { memberId: member.id, before, after: { ...before, scope: ['all'] } },
      { memberId: member.id, before, after: { ...before, scope: ['12/146/3'] } },
      { memberId: member.id, before, after: { ...before, status: 'gone' } },
      { memberId: member.id, before, after: { ...before, password: 'x' } },
      { memberId: member.id, after: before },
    ];
    const events = await countEvents();
    for (const input of nonsense) {
      expect(await changeMember(await manage(admin), input)).toMatchObject({
        ok: false,
        code: 'input_invalid',
      });
    }
    expect(await changeMember(await manage(admin), { memberId: 'mem_none', before, after: before })).toEqual({
      ok: false,
      code: 'member_unknown',
    });
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + sessionLimits.freshMs + 1_000 });
    const stale = await manage(admin);
    expect([
      await changeMember(stale, { memberId: member.id, before, after: { ...before, status: 'disabled' } }),
      await endMemberSessions(stale, { memberId: member.id, which: 'all' }),
      await resetSecondFactor(stale, member.id),
      await inviteAgain(stale, member.id),
      await inviteMember(stale, { username: 'stale', name: 'x', roles: ['admin'], scope: [] }),
    ]).toEqual(Array.from({ length: 5 }, () => ({ ok: false, code: 'step_up_needed' })));
    expect(await countEvents()).toBe(events);
  });
});
