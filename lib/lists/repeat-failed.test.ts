import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../db/testing/test-database.ts';
import { cancelByMember } from '../deletions/cancel-by-member.ts';
import { decideUnknown } from '../deletions/decide-unknown.ts';
import type { DeletionView } from '../deletions/deletion-view.ts';
import { findDeletion } from '../deletions/find-deletion.ts';
import { pauseOwnDeletion } from '../deletions/pause-own-deletion.ts';
import { requestDeletion } from '../deletions/request-deletion.ts';
import { getEnv } from '../env.ts';
import {
  startTestConsole,
  type TestCampaign,
  type TestConsole,
  type TestMember,
} from '../testing/test-console.ts';
import { findRepeatedList } from './find-repeated-list.ts';
import { repeatFailed } from './repeat-failed.ts';
import { storeList } from './store-list.ts';
import { wipeFailedNumbers } from './wipe-failed-numbers.ts';

const dayMs = 24 * 3_600_000;
const rejection = { kind: 'result_code', code: '0200030' } as const;
let used = 13_700_000_000;
const numbers = (count: number) => {
  used += count;
  return Array.from({ length: count }, (_, index) => String(used - count + index));
};

describe.each(engines)('what a list did not delete (%s)', (engine) => {
  let console: TestConsole;
  let operator: TestMember;

  beforeAll(async () => {
    console = await startTestConsole(engine, { ISALES_CALL_TIMEOUT_MS: '2000', SECOND_TRY_AFTER_MS: '0' });
    operator = await console.member(['operator'], ['12']);
    console.runner.start();
  });
  afterEach(() => {
    console.simulator.setFaults([]);
    setDays(7);
  });
  afterAll(() => console.stop());

  const create = (member = operator) => console.grant('deletion:create', member);
  const calledOf = ({ campaignId }: TestCampaign) =>
    console.simulator.ledger({ campaignId }).deletes.map((each) => JSON.parse(each.body).called as string);
  const setDays = (days: number) => Object.assign(getEnv(), { FAILED_NUMBERS_DAYS: days });

  async function store(values: readonly string[]) {
    const bytes = Buffer.from(values.join('\n'));
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const upload = { kind: 'called', format: 'text', column: 'guess', name: '', sha256 } as const;
    const source = (async function* () {
      yield bytes;
    })();
    const result = await storeList(await create(), { ...upload, bytes: bytes.length }, source);
    if (!result.ok) throw new Error(result.code);
    return result.value;
  }

  async function request(campaign: TestCampaign, listId: string, accepted: number, key?: string) {
    const criterion = { kind: 'called_list', listId } as const;
    const wanted = await console.request(operator, campaign, criterion, {
      confirmation: {
        typedDigits: String(accepted),
        goesOnWithNothing: true,
        ...(key === undefined ? {} : { idempotencyKey: key }),
      },
    });
    const result = await requestDeletion(await create(), wanted, 'zh-CN');
    if (!result.ok) throw new Error(result.code);
    return result.value;
  }

  const find = async (id: string): Promise<DeletionView> => {
    const view = await findDeletion(await console.grant('deletion:read', operator), id);
    if (!view) throw new Error(`no deletion ${id}`);
    return view;
  };
  const reaches = (id: string, status: DeletionView['status']) =>
    expect.poll(async () => (await find(id)).status, { interval: 20, timeout: 20_000 }).toBe(status);
  const sealedOf = async (deletionId: string) => {
    const items = await console.db
      .selectFrom('deletion_item')
      .select('status')
      .where('deletion_id', '=', deletionId)
      .where('value_sealed', 'is not', null)
      .orderBy('position')
      .execute();
    return items.map((item) => item.status);
  };
  const age = (deletionId: string, days: number) =>
    console.db
      .updateTable('deletion')
      .set({ finished_at: Date.now() - days * dayMs - 1 })
      .where('id', '=', deletionId)
      .execute();

  /** A list of `count` numbers of which the vendor rejected the second and the third. */
  async function withTwoRejected(count = 5) {
    const all = numbers(count);
    const campaign = console.campaign(all.map((called) => ({ called })));
    console.simulator.setFaults([{ ...rejection, after: 1, times: 2, campaignId: campaign.campaignId }]);
    const { deletionId } = await request(campaign, (await store(all)).id, count);
    await reaches(deletionId, 'completed');
    console.simulator.setFaults([]);
    return { all, campaign, deletionId };
  }

  /** A cancelled list: what was sent was rejected, the rest never left. */
  async function withCancelled() {
    const all = numbers(20);
    const campaign = console.campaign(all.map((called) => ({ called })));
    const { campaignId } = campaign;
    console.simulator.setFaults([
      { ...rejection, times: 'always', campaignId },
      { kind: 'latency', ms: 30, times: 'always', campaignId },
    ]);
    const { deletionId } = await request(campaign, (await store(all)).id, 20);
    await expect.poll(() => calledOf(campaign).length, { interval: 5 }).toBeGreaterThan(1);
    await pauseOwnDeletion(await create(), deletionId);
    await cancelByMember(await console.grant('deletion:cancel', operator), deletionId);
    await expect.poll(async () => (await find(deletionId)).list?.counts.sent, { interval: 10 }).toBe(0);
    console.simulator.setFaults([]);
    return { all, campaign, deletionId, sent: calledOf(campaign).length };
  }

  const repeat = async (deletionId: string, statuses: readonly string[] = ['rejected'], member = operator) =>
    repeatFailed(await create(member), { deletionId, statuses });
  const repeated = async (deletionId: string, statuses?: readonly string[]) => {
    const result = await repeat(deletionId, statuses);
    if (!result.ok) throw new Error(result.code);
    return result.value.listId;
  };

  it('becomes a new list of just the rejected numbers, which deletes them and names what it repeats', async () => {
    const { all, campaign, deletionId } = await withTwoRejected();
    expect((await find(deletionId)).failed).toMatchObject({
      rejected: 2,
      cancelled: 0,
      wiped: 0,
      wipedAt: null,
    });
    const listId = await repeated(deletionId);
    expect(calledOf(campaign)).toHaveLength(5);
    const list = await findRepeatedList(await create(), listId);
    expect(list).toMatchObject({
      kind: 'called',
      name: deletionId.slice(-8),
      report: { accepted: 2, entries: 2, refused: 0 },
      refusals: [],
    });
    const again = await request(campaign, listId, 2);
    expect(again.isExisting).toBe(false);
    await reaches(again.deletionId, 'completed');
    expect(calledOf(campaign).slice(5)).toEqual(all.slice(1, 3));
    expect((await find(again.deletionId)).list).toMatchObject({ counts: { deleted: 2 } });
    const { data } = await console.db
      .selectFrom('audit_event')
      .select('data')
      .where('deletion_id', '=', again.deletionId)
      .where('type', '=', 'deletion.requested')
      .executeTakeFirstOrThrow();
    expect(JSON.parse(data)).toMatchObject({ repeatOf: deletionId, items: 2 });
  });

  it('leaves the numbers that were cancelled to a choice of their own', async () => {
    const { all, deletionId, sent } = await withCancelled();
    expect((await find(deletionId)).failed).toMatchObject({ rejected: sent, cancelled: 20 - sent });
    const grant = await create();
    const of = async (statuses: readonly string[]) =>
      (await findRepeatedList(grant, await repeated(deletionId, statuses)))?.report.accepted;
    expect(await of(['rejected'])).toBe(sent);
    expect(await of(['cancelled'])).toBe(20 - sent);
    expect(await of(['rejected', 'cancelled'])).toBe(all.length);
  });

  it('is repeated once, however often it is asked for: two lists of the same numbers are one deletion', async () => {
    const { campaign, deletionId } = await withTwoRejected();
    const [one, two] = [await repeated(deletionId), await repeated(deletionId)];
    expect(one).not.toBe(two);
    const first = await request(campaign, one, 2);
    await reaches(first.deletionId, 'completed');
    const second = await request(campaign, two, 2);
    expect(second).toEqual({ deletionId: first.deletionId, isExisting: true });
    expect(calledOf(campaign)).toHaveLength(7);
  });

  it('is its requester’s alone, of an ended list in their scope, and nothing but what failed', async () => {
    const { campaign, deletionId } = await withTwoRejected();
    const colleague = await console.member(['operator'], ['12']);
    expect(await repeat(deletionId, ['rejected'], colleague)).toMatchObject({ code: 'nothing_failed' });
    expect(await repeat('del_none')).toMatchObject({ code: 'nothing_failed' });
    expect(await repeat(deletionId, ['cancelled'])).toMatchObject({ code: 'nothing_failed' });
    for (const statuses of [[], ['unknown'], ['deleted'], ['rejected', 'unknown']]) {
      expect(await repeat(deletionId, statuses)).toMatchObject({ code: 'input_invalid' });
    }
    const foreign = await findRepeatedList(await create(colleague), await repeated(deletionId));
    expect(foreign).toBeUndefined();
    expect((await findDeletion(await console.grant('deletion:read', operator), deletionId))?.failed).not.toBe(
      null,
    );

    await console.db
      .updateTable('member_scope')
      .set({ vdn_id: 13 })
      .where('member_id', '=', operator.id)
      .execute();
    expect(await repeat(deletionId)).toMatchObject({ code: 'campaign_out_of_scope' });
    await console.db
      .updateTable('member_scope')
      .set({ vdn_id: 12 })
      .where('member_id', '=', operator.id)
      .execute();

    await console.db.updateTable('deletion').set({ is_open: 1 }).where('id', '=', deletionId).execute();
    expect(await repeat(deletionId)).toMatchObject({ code: 'not_ended' });
    await console.db.updateTable('deletion').set({ is_open: 0 }).where('id', '=', deletionId).execute();
    expect(calledOf(campaign)).toHaveLength(5);
  });

  it('is kept encrypted until its days are over, then wiped, and says so', async () => {
    const { all, deletionId } = await withTwoRejected();
    expect(await sealedOf(deletionId)).toEqual(['rejected', 'rejected']);
    await age(deletionId, 6.9);
    await wipeFailedNumbers(console.db);
    expect(await sealedOf(deletionId)).toHaveLength(2);
    await age(deletionId, 7);
    await wipeFailedNumbers(console.db);
    expect(await sealedOf(deletionId)).toEqual([]);
    expect(await repeat(deletionId)).toMatchObject({ code: 'numbers_wiped' });
    const { failed, finishedAt } = await find(deletionId);
    const wipedAt = (finishedAt ?? 0) + 7 * dayMs;
    expect(failed).toEqual({ rejected: 0, cancelled: 0, wiped: 2, keptUntil: null, wipedAt });
    const lists = await console.db
      .selectFrom('number_list')
      .select('id')
      .where('repeat_of', '=', deletionId)
      .execute();
    expect(lists).toEqual([]);
    const dump = JSON.stringify([
      await console.db.selectFrom('deletion_item').selectAll().execute(),
      await console.db.selectFrom('number_list_row').selectAll().execute(),
      await console.db.selectFrom('audit_event').selectAll().execute(),
    ]);
    for (const number of all) expect(dump).not.toContain(number);
  });

  it('is wiped at once, of a cancelled list too, where nothing may be kept', async () => {
    setDays(0);
    const rejected = await withTwoRejected();
    expect(await sealedOf(rejected.deletionId)).toEqual([]);
    const cancelled = await withCancelled();
    expect(await sealedOf(cancelled.deletionId)).toEqual([]);
    expect(await repeat(cancelled.deletionId, ['cancelled'])).toMatchObject({ code: 'numbers_wiped' });
  });

  it('is wiped in small batches, all of it', async () => {
    const { deletionId } = await withTwoRejected();
    const item = await console.db
      .selectFrom('deletion_item')
      .selectAll()
      .where('deletion_id', '=', deletionId)
      .where('status', '=', 'rejected')
      .limit(1)
      .executeTakeFirstOrThrow();
    const more = Array.from({ length: 1_300 }, (_, index) => ({
      ...item,
      id: `${item.id.slice(0, 10)}${index}`,
      position: 100 + index,
    }));
    await console.db.insertInto('deletion_item').values(more).execute();
    await age(deletionId, 8);
    await wipeFailedNumbers(console.db);
    expect(await sealedOf(deletionId)).toEqual([]);
  });

  it('is not what is unknown: that number goes with the same days, and a person still decides without it', async () => {
    const all = numbers(3);
    const campaign = console.campaign(all.map((called) => ({ called })));
    const { campaignId } = campaign;
    console.simulator.setFaults([
      { kind: 'reset_after_apply', after: 2, campaignId },
      { kind: 'call_log_hidden', times: 'always', campaignId },
    ]);
    const { deletionId } = await request(campaign, (await store(all)).id, 3);
    await reaches(deletionId, 'completed');
    expect((await find(deletionId)).failed).toBe(null);
    const unknown = (answeredAt: number, settleAt: number | null) =>
      console.db
        .updateTable('deletion_item')
        .set({ answered_at: answeredAt, settle_at: settleAt })
        .where('deletion_id', '=', deletionId)
        .where('status', '=', 'unknown')
        .execute();
    const old = Date.now() - 8 * dayMs;
    for (const [answeredAt, settleAt, kept] of [
      [old, Date.now() + dayMs, ['unknown']],
      [Date.now(), null, ['unknown']],
      [old, null, []],
    ] as const) {
      await unknown(answeredAt, settleAt);
      await wipeFailedNumbers(console.db);
      expect(await sealedOf(deletionId)).toEqual(kept);
    }
    const decided = await decideUnknown(await create(), {
      deletionId,
      items: { all: 1 },
      outcome: 'rejected',
      evidence: '在名单中查到',
    });
    expect(decided).toMatchObject({ ok: true });
    expect((await find(deletionId)).failed).toMatchObject({ rejected: 0, wiped: 1, wipedAt: null });
    expect(await repeat(deletionId)).toMatchObject({ code: 'numbers_wiped' });
  });

  it('of a single deletion is wiped at once as ever', async () => {
    const [called = ''] = numbers(1);
    const campaign = console.campaign([{ called }]);
    console.simulator.setFaults([{ ...rejection, campaignId: campaign.campaignId }]);
    const wanted = await console.request(operator, campaign, { kind: 'called', called });
    const result = await requestDeletion(await create(), wanted, 'zh-CN');
    const id = result.ok ? result.value.deletionId : '';
    await reaches(id, 'completed');
    expect(await sealedOf(id)).toEqual([]);
    expect((await find(id)).failed).toBe(null);
    expect(await repeat(id)).toMatchObject({ code: 'nothing_failed' });
  });

  it('of a list of one number is kept like that of any list', async () => {
    const all = numbers(1);
    const campaign = console.campaign(all.map((called) => ({ called })));
    console.simulator.setFaults([{ ...rejection, campaignId: campaign.campaignId }]);
    const { deletionId } = await request(campaign, (await store(all)).id, 1);
    await reaches(deletionId, 'completed');
    expect((await find(deletionId)).failed).toMatchObject({ rejected: 1 });
    const again = await request(campaign, await repeated(deletionId), 1);
    await reaches(again.deletionId, 'completed');
    expect(calledOf(campaign)).toEqual([all[0], all[0]]);
  });
});
