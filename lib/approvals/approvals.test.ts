import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { engines } from '../db/testing/test-database.ts';
import { cancelByMember } from '../deletions/cancel-by-member.ts';
import type { Criterion } from '../deletions/criterion.ts';
import { findDeletion } from '../deletions/find-deletion.ts';
import { requestDeletion } from '../deletions/request-deletion.ts';
import { resumeDeletion } from '../deletions/resume-deletion.ts';
import { forgetStaleLists } from '../lists/forget-stale-lists.ts';
import { wipeFailedNumbers } from '../lists/wipe-failed-numbers.ts';
import { changeMemberFromShell } from '../members/store-member.ts';
import { resumeCalls } from '../settings/resume-calls.ts';
import type { Settings } from '../settings/settings.ts';
import { stopCalls } from '../settings/stop-calls.ts';
import { refuseAudit } from '../testing/refuse-audit.ts';
import { storeSettings, withoutApprovals } from '../testing/store-settings.ts';
import {
  startTestConsole,
  type TestCampaign,
  type TestConsole,
  type TestMember,
} from '../testing/test-console.ts';
import { approverStands } from './approver-stands.ts';
import { decideApproval } from './decide-approval.ts';
import { expireApprovals } from './expire-approvals.ts';
import { findApproval } from './find-approval.ts';
import { countApprovals, findApprovals } from './find-approvals.ts';

const numbers = (count: number) =>
  Array.from({ length: count }, (_, index) => String(13_800_000_000 + index));
const off = withoutApprovals.approvalPolicy;

describe.each(engines)('a second person (%s)', (engine) => {
  let console: TestConsole;
  let operator: TestMember;
  let approver: TestMember;

  beforeAll(async () => {
    console = await startTestConsole(engine);
    console.runner.start();
  });
  beforeEach(async () => {
    operator = await console.member(['operator'], ['12']);
    approver = await console.member(['approver'], ['12']);
    await policy({ ...off, permanent: true, above: 5 });
  });
  afterEach(() => {
    vi.restoreAllMocks();
    console.simulator.setFaults([]);
  });
  afterAll(() => console.stop());

  const policy = (approvalPolicy: Settings['approvalPolicy'], more: Partial<Settings> = {}) =>
    storeSettings(console.db, { coolingOffMinutes: 0, coolingOffFor: 'approved', ...more, approvalPolicy });
  const deletes = ({ campaignId }: TestCampaign) => console.simulator.ledger({ campaignId }).deletes;
  const campaignOf = (called: readonly string[]) =>
    console.campaign(called.map((each) => ({ called: each })));
  const view = async (id: string, member = operator) =>
    findDeletion(await console.grant('deletion:read', member), id);
  const reaches = (id: string, status: string) =>
    expect.poll(async () => (await view(id))?.status, { interval: 10, timeout: 20_000 }).toBe(status);
  const rowOf = (id: string) =>
    console.db.selectFrom('deletion').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const sealedOf = async (id: string) =>
    (
      await console.db
        .selectFrom('deletion_item')
        .select('value_sealed')
        .where('deletion_id', '=', id)
        .where('value_sealed', 'is not', null)
        .execute()
    ).length;

  async function ask(
    campaign: TestCampaign,
    criterion: Criterion,
    changes: Parameters<TestConsole['request']>[3] = {},
    member = operator,
  ) {
    const request = await console.request(member, campaign, criterion, changes);
    return requestDeletion(await console.grant('deletion:create', member), request, 'zh-CN');
  }

  async function askList(campaign: TestCampaign, called: readonly string[], member = operator) {
    const list = await console.list(member, called);
    const confirmation = { typedDigits: String(called.length) };
    return ask(campaign, { kind: 'called_list', listId: list.id }, { confirmation }, member);
  }

  /** A list that waits for approval. */
  async function waiting(count = 8): Promise<{ campaign: TestCampaign; id: string }> {
    const campaign = campaignOf(numbers(count));
    const result = await askList(campaign, numbers(count));
    if (!result.ok) throw new Error(result.code);
    return { campaign, id: result.value.deletionId };
  }

  async function decide(id: string, verdict: 'approve' | 'refuse', member = approver, comment = '已核对') {
    const { digest } = await rowOf(id);
    const input = { deletionId: id, digest, verdict, comment };
    return decideApproval(await console.grant('approval:decide', member), input, 'zh-CN');
  }

  it('is waited for before anything is sent, and runs what was confirmed once they approve', async () => {
    const { campaign, id } = await waiting();
    expect(await view(id)).toMatchObject({
      status: 'awaiting_approval',
      mayCancel: true,
      approval: { because: ['above_limit'], decision: null },
    });
    console.runner.wake(campaign);
    expect(deletes(campaign)).toEqual([]);
    expect(await findApprovals(await console.grant('approval:read', approver))).toMatchObject([
      { deletionId: id, items: 8, because: ['above_limit'] },
    ]);
    expect(await countApprovals(await console.grant('approval:read', approver))).toBe(1);
    const seen = await findApproval(await console.grant('approval:read', approver), id, 'zh-CN');
    expect(seen).toMatchObject({
      isOwn: false,
      hasDrifted: false,
      now: { ok: true, status: 3, leftToCall: 8 },
      deletion: { id, mayCancel: false, mayDecide: false },
    });
    expect(await decide(id, 'approve')).toEqual({ ok: true, value: null });
    await reaches(id, 'completed');
    expect(deletes(campaign)).toHaveLength(8);
    expect(await console.auditTypes(campaign)).toEqual(
      expect.arrayContaining([
        'deletion.requested',
        'deletion.confirmed',
        'approval.requested',
        'approval.granted',
      ]),
    );
    expect((await view(id))?.approval).toMatchObject({
      decision: { byName: expect.any(String), isApproved: true, comment: '已核对' },
    });
    expect(await countApprovals(await console.grant('approval:read', approver))).toBe(0);
    expect(await decide(id, 'refuse')).toMatchObject({ code: 'not_waiting' });
  });

  it('who refuses says why, nothing is sent, and the numbers are wiped at once', async () => {
    const { campaign, id } = await waiting();
    expect(await sealedOf(id)).toBe(8);
    expect(await decide(id, 'refuse', approver, ' \u200b ')).toMatchObject({ code: 'comment_required' });
    expect((await decide(id, 'refuse', approver, '名单不对，见 13800138000')).ok).toBe(true);
    expect(await view(id)).toMatchObject({
      status: 'rejected',
      stopReason: 'approval_refused',
      approval: { decision: { isApproved: false, comment: '名单不对，见 138****8000' } },
    });
    expect(await sealedOf(id)).toBe(0);
    expect(deletes(campaign)).toEqual([]);
    expect(await decide(id, 'approve')).toMatchObject({ code: 'not_waiting' });
    expect((await console.auditTypes(campaign)).at(-1)).toBe('approval.refused');
    const records = await console.db.selectFrom('audit_event').select('data').execute();
    expect(JSON.stringify(records)).not.toContain('13800138000');
  });

  it('is never oneself, nor oneself under another account', async () => {
    operator = await console.member(['operator', 'approver'], ['12']);
    const { campaign, id } = await waiting();
    expect(await decide(id, 'approve', operator)).toMatchObject({ code: 'own_request' });
    expect(await decide(id, 'refuse', operator)).toMatchObject({ code: 'own_request' });
    expect(await countApprovals(await console.grant('approval:read', operator))).toBe(0);
    const other = await console.member(['approver'], ['12']);
    await changeMemberFromShell(console.db, operator.username, { person: 'E1024' });
    await changeMemberFromShell(console.db, other.username, { person: 'E1024' });
    expect(await decide(id, 'approve', other)).toMatchObject({ code: 'own_request' });
    const seen = await findApproval(await console.grant('approval:read', other), id, 'zh-CN');
    expect(seen?.isOwn).toBe(true);
    expect(deletes(campaign)).toEqual([]);
    // two without a key are not taken for one person
    expect((await decide(id, 'approve')).ok).toBe(true);
    await reaches(id, 'completed');
  });

  it('outside of the scope sees nothing and decides nothing', async () => {
    const { campaign, id } = await waiting();
    for (const scope of [['13'], [`12/${Number(campaign.campaignId) + 1}`], []]) {
      const stranger = await console.member(['approver'], scope);
      const reading = await console.grant('approval:read', stranger);
      expect(await findApproval(reading, id, 'zh-CN')).toBeUndefined();
      expect((await findApprovals(reading)).map((each) => each.deletionId)).not.toContain(id);
      expect(await decide(id, 'approve', stranger)).toMatchObject({ code: 'not_waiting' });
    }
    const ofCampaign = await console.member(['approver'], [`12/${campaign.campaignId}`]);
    expect((await decide(id, 'approve', ofCampaign)).ok).toBe(true);
    await reaches(id, 'completed');
  });

  it.each([['operator'], ['auditor'], ['admin']] as const)('an %s has no say', async (role) => {
    const member = await console.member([role], ['12']);
    await expect(console.grant('approval:decide', member)).rejects.toThrow('not_allowed');
    await expect(console.grant('approval:read', member)).rejects.toThrow('not_allowed');
  });

  it('needs the reason in words', async () => {
    const campaign = campaignOf(numbers(1));
    const permanent = { archiveHistory: 0, reasonText: ' ' } as const;
    expect(await ask(campaign, { kind: 'called', called: '13800000000' }, permanent)).toMatchObject({
      code: 'approval_reason_required',
      field: 'reason.text',
    });
    expect(await console.auditTypes(campaign)).toEqual(['deletion.refused']);
  });

  it('decides about exactly what they saw: another digest is refused', async () => {
    const { campaign, id } = await waiting();
    const input = { deletionId: id, digest: 'f'.repeat(64), verdict: 'approve', comment: '' };
    const grant = await console.grant('approval:decide', approver);
    expect(await decideApproval(grant, input, 'zh-CN')).toMatchObject({ code: 'content_changed' });
    expect((await view(id))?.status).toBe('awaiting_approval');
    expect(deletes(campaign)).toEqual([]);
  });

  it.each([
    ['the campaign', { campaign_id: '999999' }],
    ['the archive flag', { archive_history: 0 }],
    ['the list', { list_digest: 'f'.repeat(64) }],
    ['the count', { preview_left_to_call: 7_000 }],
    ['the digest that was approved', { approved_digest: 'f'.repeat(64) }],
    ['who approved', { approver_id: null, approved_digest: null }],
  ])('is void if %s is changed afterwards', async (_what, change) => {
    const { campaign, id } = await waiting();
    // held up until the change is in
    const { campaignId } = campaign;
    console.simulator.setFaults([{ kind: 'status', status: 401, times: 1, campaignId }]);
    expect((await decide(id, 'approve')).ok).toBe(true);
    await reaches(id, 'paused');
    await console.db.updateTable('deletion').set(change).where('id', '=', id).execute();
    const sent = deletes(campaign).filter((each) => each.appliedAt !== null).length;
    await resumeDeletion(await console.grant('deletion:create', operator), id);
    await reaches(id, 'cancelled');
    expect((await view(id))?.stopReason).toBe('content_changed');
    expect(deletes(campaign).filter((each) => each.appliedAt !== null)).toHaveLength(sent);
    const types = await console.db
      .selectFrom('audit_event')
      .select('type')
      .where('deletion_id', '=', id)
      .orderBy('seq')
      .execute();
    expect(types.map(({ type }) => type).slice(-2)).toEqual(['approval.voided', 'deletion.cancelled']);
  });

  it('voids what has drifted when they look at it again', async () => {
    await policy({ ...off, customField: true });
    const campaign = console.campaign(
      numbers(100).map((called, index) => ({ called, customField: index < 60 ? 'B1' : 'B2' })),
    );
    const result = await ask(campaign, { kind: 'custom_field', customField: 'B1' });
    if (!result.ok) throw new Error(result.code);
    const id = result.value.deletionId;
    console.simulator.setFaults([
      { kind: 'count_drift', delta: -30, times: 'always', campaignId: campaign.campaignId },
    ]);
    await expect
      .poll(
        async () =>
          (await findApproval(await console.grant('approval:read', approver), id, 'zh-CN'))?.hasDrifted,
        { timeout: 5_000 },
      )
      .toBe(true);
    expect(await decide(id, 'approve')).toMatchObject({ code: 'count_drifted' });
    expect(await view(id)).toMatchObject({ status: 'cancelled', stopReason: 'count_drifted' });
    expect((await console.auditTypes(campaign)).slice(-2)).toEqual(['approval.voided', 'deletion.cancelled']);
    expect(deletes(campaign)).toEqual([]);
    expect(await sealedOf(id)).toBe(0);
  });

  describe('loses the right to approve', () => {
    it.each([
      ['by being disabled', { status: 'disabled' as const }],
      ['with the role', { roles: ['auditor' as const] }],
      ['with the scope', { scope: ['13'] }],
      ['with the campaign', { scope: ['12/1'] }],
    ])('%s: what has not run is void', async (_how, change) => {
      const { campaign, id } = await waiting(40);
      const { campaignId } = campaign;
      console.simulator.setFaults([{ kind: 'latency', ms: 40, times: 'always', campaignId }]);
      await decide(id, 'approve');
      await expect.poll(() => deletes(campaign).length, { interval: 5 }).toBeGreaterThan(3);
      await changeMemberFromShell(console.db, approver.username, change);
      const intended = (await console.auditTypes(campaign)).filter((type) => type === 'call.intended').length;
      await reaches(id, 'cancelled');
      expect((await view(id))?.stopReason).toBe('approver_right_lost');
      expect(deletes(campaign)).toHaveLength(intended);
      expect(intended).toBeLessThan(40);
      expect((await console.auditTypes(campaign)).filter((type) => type === 'approval.voided')).toHaveLength(
        1,
      );
    });

    it('but not by signing out, and not where the scope is the campaign itself', async () => {
      const { campaign, id } = await waiting();
      await changeMemberFromShell(console.db, approver.username, { scope: [`12/${campaign.campaignId}`] });
      await decide(id, 'approve');
      await console.db
        .updateTable('member_session')
        .set({ ended_at: Date.now() })
        .where('member_id', '=', approver.id)
        .execute();
      await reaches(id, 'completed');
      expect(deletes(campaign)).toHaveLength(8);
      const row = await rowOf(id);
      expect(await console.db.transaction().execute((trx) => approverStands(trx, row))).toBe(true);
    });
  });

  it('of the requester counts, too: a disabled requester sends nothing more', async () => {
    const { campaign, id } = await waiting(40);
    const { campaignId } = campaign;
    console.simulator.setFaults([{ kind: 'latency', ms: 40, times: 'always', campaignId }]);
    await decide(id, 'approve');
    await expect.poll(() => deletes(campaign).length, { interval: 5 }).toBeGreaterThan(3);
    await changeMemberFromShell(console.db, operator.username, { status: 'disabled' });
    const intended = (await console.auditTypes(campaign)).filter((type) => type === 'call.intended').length;
    await expect.poll(async () => (await rowOf(id)).status, { interval: 10 }).toBe('paused');
    expect((await rowOf(id)).stop_reason).toBe('member_disabled');
    expect(deletes(campaign)).toHaveLength(intended);
  });

  describe('that never comes', () => {
    it('lets the request expire, with every number of it wiped', async () => {
      const { campaign, id } = await waiting();
      await forgetStaleLists(console.db);
      await wipeFailedNumbers(console.db);
      expect(await sealedOf(id)).toBe(8);
      const { approval_expires_at, created_at } = await rowOf(id);
      expect((approval_expires_at ?? 0) - created_at).toBe(24 * 3_600_000);
      await console.db
        .updateTable('deletion')
        .set({ approval_expires_at: Date.now() })
        .where('id', '=', id)
        .execute();
      expect(await decide(id, 'approve')).toMatchObject({ code: 'not_waiting' });
      // the runner looks by itself
      await reaches(id, 'expired');
      expect((await view(id))?.stopReason).toBe('approval_expired');
      expect(await sealedOf(id)).toBe(0);
      expect(deletes(campaign)).toEqual([]);
      expect((await console.auditTypes(campaign)).at(-1)).toBe('approval.expired');
      await expireApprovals(console.db);
      expect((await console.auditTypes(campaign)).filter((type) => type === 'approval.expired')).toHaveLength(
        1,
      );
    });

    it('lets the requester cancel, with every number of it wiped', async () => {
      const { campaign, id } = await waiting();
      expect((await cancelByMember(await console.grant('deletion:cancel', operator), id)).ok).toBe(true);
      expect(await view(id)).toMatchObject({ status: 'cancelled', stopReason: 'cancelled_by_member' });
      expect(await sealedOf(id)).toBe(0);
      expect(await decide(id, 'approve')).toMatchObject({ code: 'not_waiting' });
      expect(deletes(campaign)).toEqual([]);
    });

    it('lets nobody else cancel', async () => {
      const { id } = await waiting();
      const colleague = await console.member(['operator'], ['12']);
      for (const member of [colleague, approver]) {
        expect(await cancelByMember(await console.grant('deletion:cancel', member), id)).toMatchObject({
          ok: false,
        });
      }
      expect((await view(id))?.status).toBe('awaiting_approval');
    });
  });

  describe('is not dodged by splitting', () => {
    const single = (campaign: TestCampaign, called: string) => ask(campaign, { kind: 'called', called });
    const statusOf = async (result: Awaited<ReturnType<typeof single>>) => {
      if (!result.ok) throw new Error(result.code);
      return (await rowOf(result.value.deletionId)).status;
    };

    it('the numbers of a day in one campaign are summed', async () => {
      const campaign = campaignOf(numbers(8));
      expect(await statusOf(await askList(campaign, numbers(4)))).not.toBe('awaiting_approval');
      expect(await statusOf(await single(campaign, '13800000004'))).toBe('completed');
      const sixth = await single(campaign, '13800000005');
      expect(await statusOf(sixth)).toBe('awaiting_approval');
      if (!sixth.ok) throw new Error(sixth.code);
      expect((await view(sixth.value.deletionId))?.approval?.because).toEqual(['sum_above_limit']);
      // another campaign, and another member, begin anew
      expect(await statusOf(await single(campaignOf(numbers(1)), '13800000000'))).toBe('completed');
      const colleague = await console.member(['operator'], ['12']);
      expect(
        await statusOf(await ask(campaign, { kind: 'called', called: '13800000006' }, {}, colleague)),
      ).toBe('completed');
    });

    it('nor under another account of the same person', async () => {
      const campaign = campaignOf(numbers(8));
      const other = await console.member(['operator'], ['12']);
      await changeMemberFromShell(console.db, operator.username, { person: 'E2048' });
      await changeMemberFromShell(console.db, other.username, { person: 'E2048' });
      expect(await statusOf(await askList(campaign, numbers(5)))).not.toBe('awaiting_approval');
      const sixth = await ask(campaign, { kind: 'called', called: '13800000005' }, {}, other);
      expect(await statusOf(sixth)).toBe('awaiting_approval');
    });

    it('what was approved, refused or is older than a day does not count again', async () => {
      // more than are deleted: something is left however fresh the preview is
      const campaign = campaignOf(numbers(30));
      const approved = await askList(campaign, numbers(8));
      if (!approved.ok) throw new Error(approved.code);
      const { deletionId: id } = approved.value;
      await decide(id, 'approve');
      await reaches(id, 'completed');
      const list = await askList(campaign, numbers(5));
      expect(await statusOf(list)).not.toBe('awaiting_approval');
      await console.db
        .updateTable('deletion')
        .set({ created_at: Date.now() - 25 * 3_600_000 })
        .where('campaign_id', '=', campaign.campaignId)
        .execute();
      expect(await statusOf(await single(campaign, '13800000007'))).not.toBe('awaiting_approval');
    });

    it('nor by asking at the same moment', async () => {
      const campaign = campaignOf(numbers(9));
      const lists = await Promise.all([
        askList(campaign, numbers(3)),
        askList(campaign, numbers(6).slice(3)),
        askList(campaign, numbers(9).slice(6)),
      ]);
      const rows = await Promise.all(
        lists.map((result) => (result.ok ? rowOf(result.value.deletionId) : undefined)),
      );
      expect(rows.filter((row) => row?.approval_because !== null)).toHaveLength(2);
    });
  });

  it('changes nothing while all calls are stopped, or while the audit cannot be written', async () => {
    const { campaign, id } = await waiting();
    const admin = await console.member(['admin'], []);
    await stopCalls(await console.grant('calls:stop', admin), '演练');
    expect(await decide(id, 'approve')).toMatchObject({ code: 'calls_stopped' });
    await resumeCalls(await console.grant('calls:stop', admin));
    for (const [verdict, type] of [
      ['approve', 'approval.granted'],
      ['refuse', 'approval.refused'],
    ] as const) {
      const restore = await refuseAudit(console.db, engine, type);
      expect(await decide(id, verdict)).toMatchObject({ code: 'audit_unavailable' });
      await restore();
    }
    expect((await view(id))?.status).toBe('awaiting_approval');
    expect(await sealedOf(id)).toBe(8);
    expect(deletes(campaign)).toEqual([]);
    expect((await decide(id, 'approve')).ok).toBe(true);
    await reaches(id, 'completed');
  });

  it('decides once: two who press at the same moment are one decision', async () => {
    const { campaign, id } = await waiting();
    const other = await console.member(['approver'], ['12']);
    const results = await Promise.all([decide(id, 'approve'), decide(id, 'refuse', other)]);
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect(results.find((result) => !result.ok)).toMatchObject({ code: 'not_waiting' });
    const types = await console.auditTypes(campaign);
    expect(types.filter((type) => type === 'approval.granted' || type === 'approval.refused')).toHaveLength(
      1,
    );
  });

  it('approves nothing of a campaign that runs, and can refuse it', async () => {
    const { campaign, id } = await waiting();
    const simulated = console.simulator.world.find(campaign.campaignId);
    if (simulated) simulated.status = 2;
    await expect
      .poll(
        async () => (await findApproval(await console.grant('approval:read', approver), id, 'zh-CN'))?.now,
        { timeout: 5_000 },
      )
      .toMatchObject({ ok: true, status: 2 });
    expect(await decide(id, 'approve')).toMatchObject({ code: 'campaign_started' });
    expect((await view(id))?.status).toBe('awaiting_approval');
    expect((await decide(id, 'refuse')).ok).toBe(true);
    expect(deletes(campaign)).toEqual([]);
  });

  describe('and then a delay', () => {
    it('nothing is sent before its time, also by another process, and then it runs by itself', async () => {
      await policy({ ...off, above: 5 }, { coolingOffMinutes: 5 });
      const { campaign, id } = await waiting();
      await decide(id, 'approve');
      const delayed = await view(id);
      expect(delayed?.status).toBe('queued');
      expect((delayed?.notBefore ?? 0) - Date.now()).toBeGreaterThan(4 * 60_000);
      await console.runner.runNow(campaign, (await itemOf(id)).id, 200);
      expect(deletes(campaign)).toEqual([]);
      await console.db.updateTable('deletion').set({ not_before: Date.now() }).where('id', '=', id).execute();
      await reaches(id, 'completed');
      expect(deletes(campaign)).toHaveLength(8);
    });

    it('holds up what needs no approval only where all wait', async () => {
      await policy(off, { coolingOffMinutes: 5 });
      const campaign = campaignOf(numbers(2));
      const now = await ask(campaign, { kind: 'called', called: '13800000000' });
      expect(now.ok && (await rowOf(now.value.deletionId)).status).toBe('completed');
      await policy(off, { coolingOffMinutes: 5, coolingOffFor: 'all' });
      const later = await ask(campaign, { kind: 'called', called: '13800000001' });
      expect(later.ok && (await rowOf(later.value.deletionId)).status).toBe('queued');
      expect(deletes(campaign)).toHaveLength(1);
    });

    it('everyone in the scope may cancel before its time, and nobody else, nor later', async () => {
      await policy(off, { coolingOffMinutes: 5, coolingOffFor: 'all' });
      const campaign = campaignOf(numbers(4));
      const colleague = await console.member(['operator'], ['12']);
      const stranger = await console.member(['operator', 'approver'], ['13']);
      const ids: string[] = [];
      for (const called of numbers(4)) {
        const result = await ask(campaign, { kind: 'called', called });
        if (!result.ok) throw new Error(result.code);
        ids.push(result.value.deletionId);
      }
      const [one = '', two = '', three = '', four = ''] = ids;
      const cancel = async (id: string, member: TestMember) =>
        cancelByMember(await console.grant('deletion:cancel', member), id);
      expect(await view(one, colleague)).toMatchObject({ mayCancel: true, mayPause: false });
      expect(await view(one, stranger)).toBeUndefined();
      expect(await cancel(one, stranger)).toMatchObject({ ok: false });
      expect((await cancel(one, colleague)).ok).toBe(true);
      expect((await cancel(two, approver)).ok).toBe(true);
      expect((await cancel(three, operator)).ok).toBe(true);
      expect((await view(one))?.stopReason).toBe('cancelled_by_other');
      expect((await view(three))?.stopReason).toBe('cancelled_by_member');
      await console.db.updateTable('deletion').set({ not_before: 1 }).where('id', '=', four).execute();
      expect(await cancel(four, colleague)).toMatchObject({ ok: false });
      expect(await view(four, colleague)).toBeUndefined();
      await reaches(four, 'completed');
      expect(deletes(campaign)).toHaveLength(1);
    });
  });

  const itemOf = (id: string) =>
    console.db
      .selectFrom('deletion_item')
      .select('id')
      .where('deletion_id', '=', id)
      .orderBy('position')
      .executeTakeFirstOrThrow();
});
