import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AuditEventData } from '../audit/events.ts';
import { engines } from '../db/testing/test-database.ts';
import { getEnv } from '../env.ts';
import {
  startTestConsole,
  type TestCampaign,
  type TestConsole,
  type TestMember,
} from '../testing/test-console.ts';
import type { Criterion } from './criterion.ts';
import { findDeletion } from './find-deletion.ts';
import { findDueReconciliations, reconcileCounts } from './reconcile-counts.ts';
import { requestDeletion } from './request-deletion.ts';

const batch = '批次 13800138000';
const inBatch: Criterion = { kind: 'custom_field', customField: batch };
const untilDay: Criterion = { kind: 'recycle_time', mode: 'until', date: '2020-12-04' };

const rows = (count: number, customField = batch) =>
  Array.from({ length: count }, (_, index) => ({
    called: `139${String(index).padStart(8, '0')}`,
    customField,
    recycleTime: '2020-12-01 09:00:00',
  }));

describe.each(engines)('counts around a deletion (%s)', (engine) => {
  let console: TestConsole;
  let operator: TestMember;

  beforeAll(async () => {
    console = await startTestConsole(engine);
    operator = await console.member(['operator'], ['12']);
  });
  afterEach(() => console.simulator.setFaults([]));
  afterAll(() => console.stop());

  async function run(campaign: TestCampaign, criterion: Criterion): Promise<string> {
    const request = await console.request(operator, campaign, criterion);
    const result = await requestDeletion(await console.grant('deletion:create', operator), request, 'zh-CN');
    if (!result.ok) throw new Error(result.code);
    return result.value.deletionId;
  }
  const countsOf = async (id: string) =>
    (await findDeletion(await console.grant('deletion:read', operator), id))?.reconciliation;
  const look = (id: string) => reconcileCounts({ db: console.db, env: getEnv() }, id);
  /** As often as it takes. */
  async function reconcile(id: string) {
    for (let looks = 0; looks < 5; looks += 1) {
      if ((await countsOf(id))?.finding !== null) break;
      await look(id);
    }
    return countsOf(id);
  }
  const rowOf = (id: string) =>
    console.db.selectFrom('reconciliation').selectAll().where('deletion_id', '=', id).executeTakeFirst();
  const eventsOf = async (id: string) => {
    const records = await console.db
      .selectFrom('audit_event')
      .selectAll()
      .where('deletion_id', '=', id)
      .where('type', '=', 'deletion.reconciled')
      .execute();
    return records.map((record): AuditEventData['deletion.reconciled']['data'] => JSON.parse(record.data));
  };

  it.each([
    ['a batch', inBatch, 'batch'],
    ['a recycle time', untilDay, 'campaign'],
  ] as const)('match for %s: as many are gone as the vendor says', async (_, criterion, scope) => {
    const campaign = console.campaign([...rows(3), { called: '13711112222' }]);
    const id = await run(campaign, criterion);
    expect(await countsOf(id)).toMatchObject({ scope, successCount: 3, after: null, finding: null });
    expect(await findDueReconciliations(console.db)).toContain(id);
    const [before, after] = scope === 'batch' ? [3, 0] : [4, 1];
    expect(await reconcile(id)).toMatchObject({ before, after, campaignStatus: 3, finding: 'matches' });
    expect(await findDueReconciliations(console.db)).not.toContain(id);
    expect(await eventsOf(id)).toEqual([await countsOf(id)]);
  });

  it('are kept with the name of the batch only until they are compared', async () => {
    const id = await run(console.campaign(rows(2)), inBatch);
    const sealed = (await rowOf(id))?.batch_sealed;
    expect(sealed).toMatch(/^v1\./);
    expect(sealed).not.toContain('13800138000');
    await reconcile(id);
    expect(await rowOf(id)).toMatchObject({ batch_sealed: null, look_at: null });
  });

  it('are looked at three times before they are said not to fit, and said once', async () => {
    const campaign = console.campaign(rows(5));
    const { campaignId } = campaign;
    console.simulator.setFaults([{ kind: 'success_count', value: 3, campaignId }]);
    const id = await run(campaign, inBatch);
    await look(id);
    await look(id);
    expect(await countsOf(id)).toMatchObject({ finding: null });
    await look(id);
    await look(id);
    expect(await countsOf(id)).toMatchObject({
      before: 5,
      after: 0,
      successCount: 3,
      finding: 'unexplained',
    });
    expect(await eventsOf(id)).toHaveLength(1);
  });

  it('match when the vendor could not be read at first', async () => {
    const campaign = console.campaign(rows(5));
    const { campaignId } = campaign;
    const id = await run(campaign, inBatch);
    console.simulator.setFaults([{ kind: 'status', status: 503, on: 'statistics', campaignId }]);
    await look(id);
    expect(await countsOf(id)).toMatchObject({ finding: null });
    await look(id);
    expect(await countsOf(id)).toMatchObject({ after: 0, finding: 'matches' });
  });

  it('do not fit when more numbers are left afterwards than before', async () => {
    // one in a call keeps the batch in the vendor's statistics
    const campaign = console.campaign([
      ...rows(2),
      { called: '13711112222', customField: batch, state: 'in_call' },
    ]);
    const { campaignId } = campaign;
    const id = await run(campaign, inBatch);
    console.simulator.setFaults([{ kind: 'count_drift', delta: 4, times: 'always', campaignId }]);
    expect(await reconcile(id)).toMatchObject({ before: 2, after: 4, finding: 'unexplained' });
  });

  it('are explained by a campaign that calls again', async () => {
    const campaign = console.campaign(rows(4));
    const { campaignId } = campaign;
    console.simulator.setFaults([{ kind: 'success_count', value: 3, campaignId }]);
    const id = await run(campaign, untilDay);
    const simulated = console.simulator.world.find(campaignId);
    if (simulated) simulated.status = 2;
    expect(await reconcile(id)).toMatchObject({ finding: 'dialling', campaignStatus: 2 });
  });

  it('are explained by another deletion of the campaign between the two', async () => {
    const campaign = console.campaign([...rows(3), { called: '13711112222' }]);
    const id = await run(campaign, untilDay);
    await run(campaign, { kind: 'called', called: '13711112222' });
    const counts = { before: 4, after: 0, successCount: 3 };
    expect(await reconcile(id)).toMatchObject({ ...counts, finding: 'other_deletions' });
  });

  it('are explained by numbers that the vendor deleted and did not count as left to call', async () => {
    const campaign = console.campaign(rows(2));
    const { campaignId } = campaign;
    console.simulator.setFaults([{ kind: 'success_count', value: 7, campaignId }]);
    const id = await run(campaign, untilDay);
    expect(await reconcile(id)).toMatchObject({ before: 2, after: 0, finding: 'not_counted_as_left' });
  });

  it('are not known where they cannot be read afterwards; the deletion is complete all the same', async () => {
    const campaign = console.campaign(rows(2));
    const { campaignId } = campaign;
    const id = await run(campaign, inBatch);
    console.simulator.setFaults([
      { kind: 'status', status: 503, on: 'statistics', times: 'always', campaignId },
    ]);
    expect(await reconcile(id)).toMatchObject({ after: null, afterAt: null, finding: 'not_known' });
    expect(await eventsOf(id)).toMatchObject([{ before: 2, successCount: 2, finding: 'not_known' }]);
    const view = await findDeletion(await console.grant('deletion:read', operator), id);
    expect(view).toMatchObject({ status: 'completed', items: [{ status: 'deleted', successCount: 2 }] });
  });

  it('are none for one number: what is left of the campaign says nothing about it', async () => {
    const campaign = console.campaign([...rows(2), { called: '13711112222' }]);
    const id = await run(campaign, { kind: 'called', called: '13711112222' });
    expect(await countsOf(id)).toBeNull();
    expect(await rowOf(id)).toBeUndefined();
  });

  it('are forgotten where the vendor told no count', async () => {
    const campaign = console.campaign(rows(2));
    const { campaignId } = campaign;
    console.simulator.setFaults([{ kind: 'result_code', code: '0200006', campaignId }]);
    const id = await run(campaign, inBatch);
    expect(await rowOf(id)).toBeUndefined();
    expect(await countsOf(id)).toBeNull();
  });

  it('are compared once, however many processes look', async () => {
    const id = await run(console.campaign(rows(2)), inBatch);
    await Promise.all([look(id), look(id), look(id)]);
    expect(await eventsOf(id)).toHaveLength(1);
  });
});
