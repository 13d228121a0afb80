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
import { findItems } from './find-items.ts';
import { requestDeletion } from './request-deletion.ts';

const called = '13800138000';

describe.each(engines)('an unknown outcome that waits for a person (%s)', (engine) => {
  let console: TestConsole;
  let operator: TestMember;

  beforeAll(async () => {
    console = await startTestConsole(engine, { SECOND_TRY_AFTER_MS: '0' });
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
      items: { all: 1 },
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
    const input = { deletionId: id, items: { all: 1 }, outcome: 'rejected', evidence: '仍在名单中' };
    expect(await decideUnknown(await create(), input)).toMatchObject({ code: 'nothing_unknown' });
    await giveUp(id);
    const colleague = await console.member(['operator'], ['12']);
    expect(await decideUnknown(await create(colleague), input)).toMatchObject({ code: 'nothing_unknown' });
    expect((await find(id))?.items[0]?.status).toBe('unknown');
  });

  describe('one of several of a list', () => {
    /** A list of `count` numbers, no answer of which can be trusted, and which the call log does not tell of. */
    async function unknownList(count: number) {
      const all = Array.from({ length: count }, (_, index) => String(13_800_000_000 + index));
      const campaign = console.campaign(all.map((each) => ({ called: each })));
      const { campaignId } = campaign;
      console.simulator.setFaults([
        { kind: 'malformed', variant: 'codes_differ', times: 'always', campaignId },
        { kind: 'call_log_hidden', times: 'always', campaignId },
      ]);
      const { id: listId } = await console.list(operator, all);
      const criterion = { kind: 'called_list', listId } as const;
      const request = await console.request(operator, campaign, criterion, {
        confirmation: { typedDigits: String(count) },
      });
      const result = await requestDeletion(await create(), request, 'zh-CN');
      if (!result.ok) throw new Error(result.code);
      const id = result.value.deletionId;
      await expect.poll(async () => (await find(id))?.status, { interval: 20 }).toBe('completed');
      const page = await findItems(await console.grant('deletion:read', operator), id, {
        status: 'unknown',
        after: 0,
      });
      expect(page?.items).toHaveLength(count);
      return { id, campaign, ids: page?.items.map((item) => item.id) ?? [] };
    }

    const statuses = async (id: string) => {
      const page = await findItems(await console.grant('deletion:read', operator), id, { after: 0 });
      return page?.items.map((item) => item.status);
    };
    const settledEvents = async ({ campaignId }: TestCampaign) =>
      console.db
        .selectFrom('audit_event')
        .select(['item_id', 'actor_id', 'data'])
        .where('type', '=', 'item.settled')
        .where('campaign_id', '=', campaignId)
        .orderBy('seq')
        .execute();

    it('is decided alone, or with those that were picked, and the others wait on', async () => {
      const { id, campaign, ids } = await unknownList(5);
      await giveUp(id);
      const decide = async (picked: readonly (string | undefined)[], outcome: string) =>
        decideUnknown(await create(), {
          deletionId: id,
          items: { ids: picked },
          outcome,
          evidence: '逐个查询',
        });
      expect(await decide([ids[1]], 'rejected')).toEqual({ ok: true, value: { decided: 1 } });
      expect(await statuses(id)).toEqual(['unknown', 'rejected', 'unknown', 'unknown', 'unknown']);
      expect(await decide([ids[0], ids[4]], 'deleted')).toEqual({ ok: true, value: { decided: 2 } });
      expect(await statuses(id)).toEqual(['deleted', 'rejected', 'unknown', 'unknown', 'deleted']);
      expect(await find(id)).toMatchObject({ undecided: 2, list: { counts: { unknown: 2 } } });
      const events = await settledEvents(campaign);
      expect(events.map((event) => event.item_id)).toEqual([ids[1], ids[0], ids[4]]);
      expect(events.every((event) => event.actor_id === operator.id)).toBe(true);
      expect(events.map((event) => JSON.parse(event.data).evidence)).toEqual([
        { said: '逐个查询', decidedTogether: 1 },
        { said: '逐个查询', decidedTogether: 2 },
        { said: '逐个查询', decidedTogether: 2 },
      ]);
    });

    it('is not decided with others than the person saw: picked ones gone, or more waiting', async () => {
      const { id, campaign, ids } = await unknownList(3);
      const input = { deletionId: id, outcome: 'deleted', evidence: '已查询' };
      await console.db
        .updateTable('deletion_item')
        .set({ settle_at: null })
        .where('id', 'in', ids.slice(0, 2))
        .execute();
      const refusedWith = async (items: unknown) => decideUnknown(await create(), { ...input, items });
      // the third may still be told by the call log
      expect(await refusedWith({ ids })).toMatchObject({ code: 'unknown_changed' });
      expect(await refusedWith({ ids: ids.slice(2) })).toMatchObject({ code: 'nothing_unknown' });
      expect(await refusedWith({ all: 1 })).toMatchObject({ code: 'unknown_changed' });
      expect(await refusedWith({ all: 3 })).toMatchObject({ code: 'unknown_changed' });
      expect(await settledEvents(campaign)).toEqual([]);
      expect(await refusedWith({ all: 2 })).toEqual({ ok: true, value: { decided: 2 } });
      expect(await statuses(id)).toEqual(['deleted', 'deleted', 'unknown']);
    });

    it('is audited once, however often the decision arrives at the same time', async () => {
      const { id, campaign, ids } = await unknownList(3);
      await giveUp(id);
      const input = { deletionId: id, items: { ids }, outcome: 'deleted', evidence: '已查询' };
      const grant = await create();
      const results = await Promise.all([1, 2, 3].map(() => decideUnknown(grant, input)));
      expect(results.filter((result) => result.ok)).toHaveLength(1);
      expect(await settledEvents(campaign)).toHaveLength(3);
    });

    it('is decided only within its own deletion', async () => {
      const [one, other] = [await unknownList(2), await unknownList(2)];
      await giveUp(one.id);
      await giveUp(other.id);
      const input = { deletionId: one.id, items: { ids: other.ids }, outcome: 'deleted', evidence: '已查询' };
      expect(await decideUnknown(await create(), input)).toMatchObject({ code: 'nothing_unknown' });
      expect(await statuses(other.id)).toEqual(['unknown', 'unknown']);
    });
  });

  it.each([
    ['without evidence', { evidence: '  ' }],
    ['with an outcome that is none', { outcome: 'unknown' }],
    ['with something beside it', { extra: 1 }],
    ['for no item', { items: { ids: [] } }],
    ['for one item twice', { items: { ids: ['itm_1', 'itm_1'] } }],
    ['for more than can be picked', { items: { ids: Array.from({ length: 101 }, (_, at) => `itm_${at}`) } }],
    ['for all without how many they are', { items: { all: 0 } }],
    ['for all and picked ones', { items: { all: 1, ids: ['itm_1'] } }],
  ])('is not decided %s', async (_what, changes) => {
    const { id } = await unknown();
    await giveUp(id);
    const input = { deletionId: id, items: { all: 1 }, outcome: 'deleted', evidence: 'x', ...changes };
    expect(await decideUnknown(await create(), input)).toMatchObject({ code: 'input_invalid' });
  });
});
