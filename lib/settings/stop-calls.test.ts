import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../db/testing/test-database.ts';
import { findDeletion } from '../deletions/find-deletion.ts';
import { requestDeletion } from '../deletions/request-deletion.ts';
import { resumeDeletion } from '../deletions/resume-deletion.ts';
import {
  startTestConsole,
  type TestCampaign,
  type TestConsole,
  type TestMember,
} from '../testing/test-console.ts';
import { findCallStop } from './find-call-stop.ts';
import { resumeCalls } from './resume-calls.ts';
import { stopCalls } from './stop-calls.ts';

const numbers = Array.from({ length: 40 }, (_, index) => String(13_800_000_000 + index));

describe.each(engines)('stopping all calls (%s)', (engine) => {
  let console: TestConsole;
  let operator: TestMember;
  let admin: TestMember;

  beforeAll(async () => {
    console = await startTestConsole(engine);
    operator = await console.member(['operator'], ['12']);
    admin = await console.member(['admin'], []);
    console.runner.start();
  });
  afterEach(async () => {
    console.simulator.setFaults([]);
    await resumeCalls(await console.grant('calls:stop', admin));
  });
  afterAll(() => console.stop());

  const stop = async (reason = '名单导错了') => stopCalls(await console.grant('calls:stop', admin), reason);
  const resume = async () => resumeCalls(await console.grant('calls:stop', admin));
  const deletes = ({ campaignId }: TestCampaign) => console.simulator.ledger({ campaignId }).deletes;
  const find = async (id: string) => findDeletion(await console.grant('deletion:read', operator), id);
  const statusOf = async (id: string) => (await find(id))?.status;

  async function startList(campaign: TestCampaign): Promise<string> {
    const list = await console.list(operator, numbers);
    const request = await console.request(
      operator,
      campaign,
      { kind: 'called_list', listId: list.id },
      { confirmation: { typedDigits: String(numbers.length) } },
    );
    const result = await requestDeletion(await console.grant('deletion:create', operator), request, 'zh-CN');
    if (!result.ok) throw new Error(result.code);
    return result.value.deletionId;
  }

  it('sends nothing of a running list after it, and goes on only when its requester says so', async () => {
    const campaign = console.campaign(numbers.map((called) => ({ called })));
    const { campaignId } = campaign;
    console.simulator.setFaults([{ kind: 'latency', ms: 30, times: 'always', campaignId }]);
    const id = await startList(campaign);
    await expect.poll(() => deletes(campaign).length, { interval: 5 }).toBeGreaterThan(3);
    expect((await stop()).ok).toBe(true);
    const intended = async () =>
      (await console.auditTypes(campaign)).filter((type) => type === 'call.intended').length;
    const before = await intended();
    await expect.poll(() => statusOf(id), { interval: 10, timeout: 10_000 }).toBe('paused');
    expect((await find(id))?.stopReason).toBe('calls_stopped');
    expect(await intended()).toBe(before);
    expect(deletes(campaign)).toHaveLength(before);
    expect(before).toBeLessThan(numbers.length);

    const create = await console.grant('deletion:create', operator);
    expect(await resumeDeletion(create, id)).toMatchObject({ ok: false, code: 'calls_stopped' });
    expect((await resume()).ok).toBe(true);
    expect(await statusOf(id)).toBe('paused');
    expect((await resumeDeletion(create, id)).ok).toBe(true);
    await expect.poll(() => statusOf(id), { interval: 20, timeout: 20_000 }).toBe('completed');
    expect(deletes(campaign).map((each) => each.body)).toEqual(
      numbers.map((called) => `{"called":"${called}","archiveHistory":1}`),
    );
  });

  it('stores no intent of a deletion that was asked for before it', async () => {
    const campaign = console.campaign([{ called: '13800138000' }]);
    const request = await console.request(operator, campaign, { kind: 'called', called: '13800138000' });
    await console.db
      .insertInto('lane')
      .values({
        vdn_id: campaign.vdnId,
        campaign_id: campaign.campaignId,
        holder: 'another process',
        fence: 1,
        beat: 1,
      })
      .execute();
    const asked = requestDeletion(await console.grant('deletion:create', operator), request, 'zh-CN');
    await expect
      .poll(async () => (await console.auditTypes(campaign)).includes('deletion.confirmed'), { interval: 10 })
      .toBe(true);
    await stop();
    await console.db.updateTable('lane').set({ holder: null }).execute();
    const result = await asked;
    if (!result.ok) throw new Error(result.code);
    await expect.poll(() => statusOf(result.value.deletionId), { interval: 10 }).toBe('paused');
    expect(await console.auditTypes(campaign)).not.toContain('call.intended');
    expect(deletes(campaign)).toEqual([]);
  });

  it('refuses new deletions while it lasts, and accepts the same form afterwards', async () => {
    const campaign = console.campaign([{ called: '13800138000' }]);
    const request = await console.request(operator, campaign, { kind: 'called', called: '13800138000' });
    await stop();
    const create = await console.grant('deletion:create', operator);
    expect(await requestDeletion(create, request, 'zh-CN')).toMatchObject({ code: 'calls_stopped' });
    expect(await console.auditTypes(campaign)).toEqual(['deletion.refused']);
    expect(deletes(campaign)).toEqual([]);
    await resume();
    expect((await requestDeletion(create, request, 'zh-CN')).ok).toBe(true);
    expect(deletes(campaign)).toHaveLength(1);
  });

  it('says who, since when and why, in the audit without a number, and once', async () => {
    const before = Date.now();
    await stop('客户 13800138000 投诉');
    expect(await findCallStop(console.db)).toEqual({
      at: expect.any(Number),
      byName: expect.stringMatching(/^成员/),
      reason: '客户 138****8000 投诉',
    });
    expect(await stop()).toMatchObject({ code: 'already_stopped' });
    expect((await resume()).ok).toBe(true);
    expect(await resume()).toMatchObject({ code: 'not_stopped' });
    expect(await findCallStop(console.db)).toBeUndefined();
    const records = await console.db
      .selectFrom('audit_event')
      .select(['type', 'actor_id', 'data'])
      .where('type', 'in', ['calls.stopped', 'calls.resumed'])
      .where('at', '>=', before)
      .orderBy('seq')
      .execute();
    expect(records.map(({ type, actor_id }) => [type, actor_id])).toEqual([
      ['calls.stopped', admin.id],
      ['calls.resumed', admin.id],
    ]);
    expect(JSON.stringify(records)).not.toContain('13800138000');
  });

  it.each(['', '   ', 'x'.repeat(201), null])('wants a reason in words, not %j', async (reason) => {
    const result = await stopCalls(await console.grant('calls:stop', admin), reason);
    expect(result).toMatchObject({ ok: false, code: 'reason_required' });
    expect(await findCallStop(console.db)).toBeUndefined();
  });
});
