import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../db/testing/test-database.ts';
import {
  startTestConsole,
  type TestCampaign,
  type TestConsole,
  type TestMember,
} from '../testing/test-console.ts';
import { decideUnknown } from './decide-unknown.ts';
import { findDeletion } from './find-deletion.ts';
import { requestDeletion } from './request-deletion.ts';

const called = '13800138000';

describe.each(engines)('an unknown outcome that waits for a person (%s)', (engine) => {
  let console: TestConsole;
  let operator: TestMember;

  beforeAll(async () => {
    console = await startTestConsole(engine);
    operator = await console.member(['operator'], ['12']);
  });
  afterAll(() => console.stop());

  const create = (member = operator) => console.grant('deletion:create', member);
  const find = async (id: string) => findDeletion(await console.grant('deletion:read', operator), id);

  async function unknown(): Promise<{ id: string; campaign: TestCampaign }> {
    const campaign = console.campaign([{ called }]);
    console.simulator.setFaults([{ kind: 'reset_after_apply', campaignId: campaign.campaignId }]);
    const request = await console.request(operator, campaign, { kind: 'called', called });
    const result = await requestDeletion(await create(), request, 'zh-CN');
    if (!result.ok) throw new Error(result.code);
    return { id: result.value.deletionId, campaign };
  }

  /** What ten minutes of looking in vain leave behind. */
  const giveUp = (id: string) =>
    console.db.updateTable('deletion_item').set({ settle_at: null }).where('deletion_id', '=', id).execute();

  it('is decided once, audited with how it is known, and its number is wiped', async () => {
    const { id, campaign } = await unknown();
    await giveUp(id);
    expect((await find(id))?.mayDecide).toBe(true);
    const input = {
      deletionId: id,
      itemId: null,
      outcome: 'deleted',
      evidence: `查询 ${called}，已不在名单`,
    };
    expect(await decideUnknown(await create(), input)).toEqual({ ok: true, value: { decided: 1 } });
    expect(await find(id)).toMatchObject({
      mayDecide: false,
      items: [{ status: 'deleted', settledBy: 'person', successCount: null }],
    });
    expect(await decideUnknown(await create(), input)).toMatchObject({ code: 'nothing_unknown' });
    const event = await console.db
      .selectFrom('audit_event')
      .select(['type', 'actor_id', 'data'])
      .where('campaign_id', '=', campaign.campaignId)
      .orderBy('seq', 'desc')
      .executeTakeFirstOrThrow();
    expect(event).toMatchObject({ type: 'item.settled', actor_id: operator.id });
    expect(event.data).toContain('138****8000');
    expect(event.data).not.toContain(called);
    const { value_sealed } = await console.db
      .selectFrom('deletion_item')
      .select('value_sealed')
      .where('deletion_id', '=', id)
      .executeTakeFirstOrThrow();
    expect(value_sealed).toBeNull();
  });

  it('is nobody’s to decide while the call log may still tell, nor another’s', async () => {
    const { id } = await unknown();
    const input = { deletionId: id, itemId: null, outcome: 'rejected', evidence: '仍在名单中' };
    expect(await decideUnknown(await create(), input)).toMatchObject({ code: 'nothing_unknown' });
    await giveUp(id);
    const colleague = await console.member(['operator'], ['12']);
    expect(await decideUnknown(await create(colleague), input)).toMatchObject({ code: 'nothing_unknown' });
    expect((await find(id))?.items[0]?.status).toBe('unknown');
  });

  it.each([
    ['without evidence', { evidence: '  ' }],
    ['with an outcome that is none', { outcome: 'unknown' }],
    ['with something beside it', { extra: 1 }],
  ])('is not decided %s', async (_what, changes) => {
    const { id } = await unknown();
    await giveUp(id);
    const input = { deletionId: id, itemId: null, outcome: 'deleted', evidence: 'x', ...changes };
    expect(await decideUnknown(await create(), input)).toMatchObject({ code: 'input_invalid' });
  });
});
