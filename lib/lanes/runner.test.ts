import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { engines } from '../db/testing/test-database.ts';
import type { DeletionView } from '../deletions/deletion-view.ts';
import { findDeletion } from '../deletions/find-deletion.ts';
import { requestDeletion } from '../deletions/request-deletion.ts';
import type { FaultInput } from '../isales/simulator/faults.ts';
import { refuseAudit } from '../testing/refuse-audit.ts';
import {
  startTestConsole,
  type TestCampaign,
  type TestConsole,
  type TestMember,
} from '../testing/test-console.ts';
import { LaneKeeper } from './lane-lease.ts';

const called = '13800138000';

describe.each(engines)('the runner (%s)', (engine) => {
  let console: TestConsole;
  let operator: TestMember;

  beforeAll(async () => {
    console = await startTestConsole(engine, { ISALES_CALL_TIMEOUT_MS: '1000' });
    operator = await console.member(['operator'], ['12']);
    console.runner.start();
  });
  afterEach(() => {
    vi.restoreAllMocks();
    console.simulator.setFaults([]);
  });
  afterAll(() => console.stop());

  const deletesOf = ({ campaignId }: TestCampaign) => console.simulator.ledger({ campaignId }).deletes;
  const ask = async (campaign: TestCampaign) => {
    const request = await console.request(operator, campaign, { kind: 'called', called });
    return requestDeletion(await console.grant('deletion:create', operator), request, 'zh-CN');
  };
  const find = async (id: string): Promise<DeletionView> => {
    const view = await findDeletion(await console.grant('deletion:read', operator), id);
    if (!view) throw new Error(`no deletion ${id}`);
    return view;
  };
  const requested = async (campaign: TestCampaign): Promise<string> => {
    const result = await ask(campaign);
    if (!result.ok) throw new Error(result.code);
    return result.value.deletionId;
  };
  /** Until the item of a deletion is in a state. */
  const reached = (id: string, status: string) =>
    expect
      .poll(async () => (await find(id)).items[0]?.status, { interval: 20, timeout: 15_000 })
      .toBe(status);

  async function withLostAnswer(fault: FaultInput): Promise<{ campaign: TestCampaign; id: string }> {
    const campaign = console.campaign([{ called }]);
    const { campaignId } = campaign;
    console.simulator.setFaults([{ ...fault, campaignId }]);
    const id = await requested(campaign);
    expect(await find(id)).toMatchObject({
      status: 'completed',
      isSettling: true,
      items: [{ status: 'unknown', unknownReason: 'timeout' }],
    });
    return { campaign, id };
  }

  it('settles a lost answer from the vendor’s call log, which knows no count', async () => {
    const { campaign, id } = await withLostAnswer({ kind: 'lost_answer_after_apply' });
    await reached(id, 'deleted');
    expect((await find(id)).items).toMatchObject([
      { status: 'deleted', settledBy: 'call_log', successCount: null, resultCode: '0200000' },
    ]);
    expect(deletesOf(campaign)).toHaveLength(1);
    expect((await console.auditTypes(campaign)).at(-1)).toBe('item.settled');
  });

  it('settles a lost refusal as a refusal', async () => {
    const campaign = console.campaign([{ called }]);
    const { campaignId } = campaign;
    const request = await console.request(operator, campaign, { kind: 'called', called });
    console.simulator.setFaults([{ kind: 'lost_answer_after_apply', campaignId }]);
    const grant = await console.grant('deletion:create', operator);
    // The console still trusts what it read a moment ago: the campaign starts just before the call.
    const simulated = console.simulator.world.find(campaignId);
    if (simulated) simulated.status = 2;
    const result = await requestDeletion(grant, request, 'zh-CN');
    if (!result.ok) throw new Error(result.code);
    await reached(result.value.deletionId, 'rejected');
    expect(deletesOf(campaign)).toMatchObject([{ appliedAt: null, resultCode: '0200028' }]);
  });

  it('lets the next call of a campaign leave only when the vendor can be through with one that was lost', async () => {
    const colleague = await console.member(['operator'], ['12']);
    const campaign = console.campaign([{ called }, { called: '13800138001' }]);
    const { campaignId } = campaign;
    // longer than the deadline of 1 s, shorter than the quiet time after it
    console.simulator.setFaults([
      { kind: 'latency', ms: 1_600, campaignId },
      { kind: 'call_log_hidden', campaignId },
    ]);
    const lost = ask(campaign);
    await expect.poll(() => deletesOf(campaign).length, { interval: 5 }).toBe(1);
    const request = await console.request(colleague, campaign, { kind: 'called', called: '13800138001' });
    const grant = await console.grant('deletion:create', colleague);
    const next = await requestDeletion(grant, request, 'zh-CN');
    await lost;
    expect(next.ok).toBe(true);
    expect(deletesOf(campaign).map((each) => [each.simultaneous, each.successCount])).toEqual([
      [1, 1],
      [1, 1],
    ]);
  });

  it('does not take the log entry of another call of the same content for its own', async () => {
    const colleague = await console.member(['operator'], ['12']);
    const { campaign, id } = await withLostAnswer({ kind: 'lost_answer_before_apply' });
    const request = await console.request(colleague, campaign, { kind: 'called', called });
    const grant = await console.grant('deletion:create', colleague);
    const other = await requestDeletion(grant, request, 'zh-CN');
    expect(other.ok).toBe(true);
    expect(deletesOf(campaign).map((each) => each.successCount)).toEqual([null, 1]);
    const looks = async () =>
      (
        await console.db
          .selectFrom('deletion_item')
          .select('settle_attempts')
          .where('deletion_id', '=', id)
          .executeTakeFirstOrThrow()
      ).settle_attempts;
    const before = await looks();
    await expect.poll(looks, { interval: 50, timeout: 15_000 }).toBeGreaterThan(before);
    expect((await find(id)).items[0]?.status).toBe('unknown');
  });

  it('leaves unknown what the call log does not show: that proves nothing', async () => {
    const { campaign, id } = await withLostAnswer({ kind: 'lost_answer_before_apply' });
    const looks = async () =>
      (
        await console.db
          .selectFrom('deletion_item')
          .select('settle_attempts')
          .where('deletion_id', '=', id)
          .executeTakeFirstOrThrow()
      ).settle_attempts;
    await expect.poll(looks, { interval: 50, timeout: 15_000 }).toBeGreaterThan(1);
    expect((await find(id)).items).toMatchObject([{ status: 'unknown', attempts: 1 }]);
    expect(deletesOf(campaign)).toHaveLength(1);
  });

  it('sends nothing while the intent cannot be stored, says so, and goes on by itself', async () => {
    const campaign = console.campaign([{ called }]);
    const restore = await refuseAudit(console.db, engine, 'call.intended');
    const id = await requested(campaign);
    expect(await find(id)).toMatchObject({ status: 'queued', stopReason: 'audit_unavailable' });
    expect(deletesOf(campaign)).toEqual([]);
    await restore();
    await reached(id, 'deleted');
    expect(deletesOf(campaign)).toHaveLength(1);
  });

  it('stores nothing and sends nothing if the request itself cannot be audited', async () => {
    const campaign = console.campaign([{ called }]);
    const restore = await refuseAudit(console.db, engine, 'deletion.requested');
    expect(await ask(campaign)).toEqual({ ok: false, code: 'audit_unavailable' });
    await restore();
    const { campaignId } = campaign;
    expect(
      await console.db.selectFrom('deletion').select('id').where('campaign_id', '=', campaignId).execute(),
    ).toEqual([]);
    expect(deletesOf(campaign)).toEqual([]);
  });

  it('keeps an answer that cannot be stored yet, writes it once, and never calls again for it', async () => {
    const campaign = console.campaign([{ called }]);
    const restore = await refuseAudit(console.db, engine, 'call.answered');
    const asked = requested(campaign);
    await expect.poll(() => deletesOf(campaign)[0]?.answeredAt ?? null, { interval: 10 }).not.toBeNull();
    await restore();
    const id = await asked;
    await reached(id, 'deleted');
    expect(deletesOf(campaign)).toHaveLength(1);
    const types = await console.auditTypes(campaign);
    expect(types.filter((type) => type === 'call.answered')).toHaveLength(1);
  });

  it('calls unknown, and not again, what a process left behind between intent and outcome', async () => {
    const campaign = console.campaign([{ called }]);
    const foreign = await new LaneKeeper(console.db, 'another process', 30_000).take(campaign);
    const asked = requested(campaign);
    const { campaignId } = campaign;
    const item = () =>
      console.db
        .selectFrom('deletion_item')
        .selectAll()
        .where('campaign_id', '=', campaignId)
        .executeTakeFirst();
    await expect.poll(item, { interval: 10 }).toBeDefined();
    // What the other process had committed when it died: the intent, and nothing after it.
    await console.db
      .updateTable('deletion_item')
      .set({ status: 'sent', attempts: 1, sent_at: Date.now() })
      .where('campaign_id', '=', campaignId)
      .execute();
    await foreign?.release();
    const id = await asked;
    await reached(id, 'unknown');
    expect((await find(id)).items).toMatchObject([{ status: 'unknown', unknownReason: 'process_ended' }]);
    expect(deletesOf(campaign)).toEqual([]);
  });

  it('takes nothing new once it stops, and records the call under way first', async () => {
    const campaign = console.campaign([{ called }]);
    const { campaignId } = campaign;
    console.simulator.setFaults([{ kind: 'latency', ms: 300, campaignId }]);
    const asked = requested(campaign);
    await expect.poll(() => deletesOf(campaign).length, { interval: 5 }).toBe(1);
    await console.runner.stop();
    const item = await console.db
      .selectFrom('deletion_item')
      .select('status')
      .where('campaign_id', '=', campaignId)
      .executeTakeFirstOrThrow();
    expect(item.status).toBe('deleted');
    await asked;
    const later = await requested(console.campaign([{ called }]));
    expect(await find(later)).toMatchObject({ status: 'queued', items: [{ status: 'pending' }] });
    const lane = await console.db
      .selectFrom('lane')
      .select('holder')
      .where('campaign_id', '=', campaignId)
      .executeTakeFirstOrThrow();
    expect(lane.holder).toBeNull();
  });
});
