import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { engines } from '../db/testing/test-database.ts';
import { cancelByMember } from '../deletions/cancel-by-member.ts';
import type { Criterion } from '../deletions/criterion.ts';
import { findDeletion } from '../deletions/find-deletion.ts';
import { requestDeletion } from '../deletions/request-deletion.ts';
import { resumeDeletion } from '../deletions/resume-deletion.ts';
import { withoutApprovals } from '../testing/store-settings.ts';
import {
  startTestConsole,
  type TestCampaign,
  type TestConsole,
  type TestMember,
} from '../testing/test-console.ts';
import { changeSettings } from './change-settings.ts';
import { readSettings } from './read-settings.ts';
import { defaultSettings as initial, type SettingChange } from './settings.ts';

const defaultSettings = { ...initial, ...withoutApprovals };

const dayMs = 24 * 3_600_000;
const numbers = (count: number) =>
  Array.from({ length: count }, (_, index) => String(13_800_000_000 + index));
const never = { days: [1 as const], from: '00:00', to: '00:01' };

describe.each(engines)('settings (%s)', (engine) => {
  let console: TestConsole;
  let operator: TestMember;
  let admin: TestMember;

  beforeAll(async () => {
    console = await startTestConsole(engine);
    admin = await console.member(['admin'], []);
    console.runner.start();
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    console.simulator.setFaults([]);
    await change(defaultSettings);
  });
  afterAll(() => console.stop());

  const change = async (input: unknown) =>
    changeSettings(await console.grant('setting:change', admin), input);
  const deletes = ({ campaignId }: TestCampaign) => console.simulator.ledger({ campaignId }).deletes;
  const find = async (id: string) => findDeletion(await console.grant('deletion:read', operator), id);
  const reaches = (id: string, status: string) =>
    expect.poll(async () => (await find(id))?.status, { interval: 10, timeout: 20_000 }).toBe(status);
  const campaignOf = (called: readonly string[]) =>
    console.campaign(called.map((each) => ({ called: each })));

  async function ask(campaign: TestCampaign, criterion: Criterion, typedDigits?: string, member = operator) {
    const confirmation = typedDigits === undefined ? {} : { typedDigits };
    const request = await console.request(member, campaign, criterion, { confirmation });
    return requestDeletion(await console.grant('deletion:create', member), request, 'zh-CN');
  }

  async function askList(campaign: TestCampaign, called: readonly string[], member = operator) {
    const list = await console.list(member, called);
    return ask(campaign, { kind: 'called_list', listId: list.id }, String(called.length), member);
  }

  async function start(campaign: TestCampaign, called: readonly string[]): Promise<string> {
    const result = await askList(campaign, called);
    if (!result.ok) throw new Error(result.code);
    return result.value.deletionId;
  }

  describe('changing them', () => {
    const changes = async () =>
      (
        await console.db
          .selectFrom('audit_event')
          .select(['data', 'actor_id'])
          .where('type', '=', 'setting.changed')
          .orderBy('seq')
          .execute()
      ).map(({ data, actor_id }) => ({ ...JSON.parse(data), by: actor_id }));

    it('holds at once, and the audit says what held before and after', async () => {
      const before = await changes();
      expect((await change({ confirmAbove: 7, ticketRequired: true, pauseAbove: 100 })).ok).toBe(true);
      expect(await readSettings(console.db)).toEqual({
        ...defaultSettings,
        confirmAbove: 7,
        ticketRequired: true,
      });
      // one that stays as it was is no change
      expect((await changes()).slice(before.length)).toEqual([
        { key: 'confirmAbove', before: 100, after: 7, by: admin.id },
        { key: 'ticketRequired', before: false, after: true, by: admin.id },
      ]);
    });

    it('is told with the right "before" where two admins change at once', async () => {
      const before = await changes();
      await Promise.all([
        change({ confirmAbove: 1, pauseAbove: 1 }),
        change({ pauseAbove: 2, confirmAbove: 2 }),
      ]);
      const [first, second] = (await changes())
        .slice(before.length)
        .filter(({ key }) => key === 'confirmAbove');
      expect([first?.before, second?.before]).toEqual([100, first?.after]);
    });

    it.each([
      [{}],
      [{ confirmAbove: -1 }],
      [{ confirmAbove: 1.5 }],
      [{ confirmAbove: '7' }],
      [{ ticketRequired: 1 }],
      [{ allowedHours: { days: [], from: '09:00', to: '18:00' } }],
      [{ nothing: 1 }],
      [JSON.parse('{"__proto__":{"confirmAbove":1}}')],
      [null],
      ['confirmAbove'],
    ])('refuses %j and changes nothing', async (input) => {
      const before = await changes();
      expect(await change(input)).toMatchObject({ ok: false, code: 'input_invalid' });
      expect(await changes()).toEqual(before);
      expect(await readSettings(console.db)).toEqual(defaultSettings);
    });
  });

  describe('when a deletion is asked for', () => {
    const refused = async (setting: SettingChange, code: string, called = numbers(3)) => {
      operator = await console.member(['operator'], ['12']);
      const campaign = campaignOf(called);
      await change(setting);
      expect(await askList(campaign, called)).toMatchObject({ ok: false, code });
      expect(await console.auditTypes(campaign)).toEqual(['deletion.refused']);
      expect(deletes(campaign)).toEqual([]);
      await change(defaultSettings);
      expect((await askList(campaign, called)).ok).toBe(true);
    };

    it('refuses it outside of the hours', () => refused({ allowedHours: outsideNow() }, 'outside_hours'));
    it('refuses more than one deletion may be', () =>
      refused({ numbersPerDeletion: 2 }, 'deletion_limit_exceeded'));
    it('refuses more than a member may delete in a day', () =>
      refused({ numbersPerMemberDay: 2 }, 'member_limit_reached'));
    it('refuses more than may be deleted of a campaign in a day', () =>
      refused({ numbersPerCampaignDay: 2 }, 'campaign_limit_reached'));

    it('asks for a ticket where the organisation does', async () => {
      operator = await console.member(['operator'], ['12']);
      const campaign = campaignOf(numbers(1));
      await change({ ticketRequired: true });
      const request = await console.request(operator, campaign, { kind: 'called', called: '13800000000' });
      const create = await console.grant('deletion:create', operator);
      for (const ticket of ['', '  ', '\u200b']) {
        const without = {
          input: { ...request.input, reason: { ...request.input.reason, ticket } },
          confirmation: request.confirmation,
        };
        expect(await requestDeletion(create, without, 'zh-CN')).toMatchObject({
          code: 'ticket_required',
          field: 'ticket',
        });
      }
      expect((await requestDeletion(create, request, 'zh-CN')).ok).toBe(true);
    });

    it('counts what was sent today and what is still to be sent, each once', async () => {
      operator = await console.member(['operator'], ['12']);
      const [one, other] = [campaignOf(numbers(4)), campaignOf(numbers(4))];
      await change({ numbersPerMemberDay: 8 });
      const id = await start(one, numbers(4));
      await reaches(id, 'completed');
      expect(await askList(other, numbers(5))).toMatchObject({ code: 'member_limit_reached' });
      const last = await start(other, numbers(4));
      await reaches(last, 'completed');
      expect(await ask(one, { kind: 'called', called: '13800000009' })).toMatchObject({
        code: 'member_limit_reached',
      });
      // another member has a day of their own
      const colleague = await console.member(['operator'], ['12']);
      expect((await ask(one, { kind: 'called', called: '13800000009' }, undefined, colleague)).ok).toBe(true);
    });

    it('counts what was cancelled before it was sent as nothing', async () => {
      operator = await console.member(['operator'], ['12']);
      const campaign = campaignOf(numbers(3));
      await change({ numbersPerMemberDay: 3 });
      console.simulator.setFaults([{ kind: 'status', status: 401, times: 'always' }]);
      const id = await start(campaign, numbers(3));
      await reaches(id, 'paused');
      await cancelByMember(await console.grant('deletion:cancel', operator), id);
      console.simulator.setFaults([]);
      expect(await askList(campaign, numbers(3))).toMatchObject({ code: 'member_limit_reached' });
      expect((await askList(campaign, numbers(2))).ok).toBe(true);
    });

    it('lets no two requests slip through at once that are too much together', async () => {
      operator = await console.member(['operator'], ['12']);
      await change({ numbersPerMemberDay: 4 });
      const campaigns = [campaignOf(numbers(3)), campaignOf(numbers(3)), campaignOf(numbers(3))];
      const results = await Promise.all(campaigns.map((campaign) => askList(campaign, numbers(3))));
      expect(results.filter((result) => result.ok)).toHaveLength(1);
      expect(results.filter((result) => !result.ok && result.code === 'member_limit_reached')).toHaveLength(
        2,
      );
    });

    it('lets no two members slip through at once that are too much for the campaign', async () => {
      await change({ numbersPerCampaignDay: 4 });
      const campaign = campaignOf(numbers(3));
      const members = [
        await console.member(['operator'], ['12']),
        await console.member(['operator'], ['12']),
      ];
      const results = await Promise.all(members.map((member) => askList(campaign, numbers(3), member)));
      expect(results.filter((result) => result.ok)).toHaveLength(1);
      expect(results.find((result) => !result.ok)).toMatchObject({ code: 'campaign_limit_reached' });
    });
  });

  describe('before each call', () => {
    const all = numbers(40);

    async function underWay(): Promise<{ campaign: TestCampaign; id: string }> {
      operator = await console.member(['operator'], ['12']);
      const campaign = campaignOf(all);
      const { campaignId } = campaign;
      console.simulator.setFaults([{ kind: 'latency', ms: 40, times: 'always', campaignId }]);
      const id = await start(campaign, all);
      await expect.poll(() => deletes(campaign).length, { interval: 5 }).toBeGreaterThan(2);
      return { campaign, id };
    }

    it.each([
      ['leaves the allowed hours', () => ({ allowedHours: outsideNow() }), 'outside_hours'],
      ['reaches the limit of the member', () => ({ numbersPerMemberDay: 10 }), 'member_limit_reached'],
      ['reaches the limit of the campaign', () => ({ numbersPerCampaignDay: 10 }), 'campaign_limit_reached'],
    ] as const)(
      'a list that %s stops, and goes on only when a person says so',
      async (_what, setting, because) => {
        const { campaign, id } = await underWay();
        await change(setting());
        await reaches(id, 'paused');
        expect((await find(id))?.stopReason).toBe(because);
        const sent = deletes(campaign).length;
        expect(sent).toBeLessThan(all.length);
        const create = await console.grant('deletion:create', operator);
        await resumeDeletion(create, id);
        await expect.poll(async () => (await find(id))?.stopReason, { interval: 10 }).toBe(because);
        expect(deletes(campaign)).toHaveLength(sent);
        console.simulator.setFaults([]);
        await change(defaultSettings);
        expect((await find(id))?.status).toBe('paused');
        await resumeDeletion(create, id);
        await reaches(id, 'completed');
        expect(deletes(campaign).map((each) => each.body)).toHaveLength(all.length);
      },
    );

    it('stops exactly at the limit of the day, and has as much again the day after', async () => {
      const { campaign, id } = await underWay();
      await change({ numbersPerMemberDay: 15 });
      await reaches(id, 'paused');
      expect(deletes(campaign)).toHaveLength(15);
      await console.db
        .updateTable('deletion')
        .set({ counted_day: '2000-01-01' })
        .where('id', '=', id)
        .execute();
      await resumeDeletion(await console.grant('deletion:create', operator), id);
      await expect.poll(() => deletes(campaign).length, { interval: 10, timeout: 10_000 }).toBe(30);
      await reaches(id, 'paused');
      expect(deletes(campaign)).toHaveLength(30);
    });

    it('a call that is made again counts once', async () => {
      operator = await console.member(['operator'], ['12']);
      const campaign = campaignOf(numbers(3));
      const { campaignId } = campaign;
      console.simulator.setFaults([{ kind: 'status', status: 429, retryAfter: 0, times: 2, campaignId }]);
      const id = await start(campaign, numbers(3));
      await reaches(id, 'completed');
      const counted = await console.db
        .selectFrom('deletion')
        .select(['numbers', 'counted_numbers'])
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      expect([Number(counted.numbers), Number(counted.counted_numbers)]).toEqual([3, 3]);
    });
  });
});

/** Hours that do not hold now, whatever the time is: a minute of a day that is not today, nor yesterday. */
function outsideNow() {
  const day = (new Date(Date.now() + 3 * dayMs).getUTCDay() || 7) as 1 | 2 | 3 | 4 | 5 | 6 | 7;
  return { ...never, days: [day] };
}
