import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startOfCivilDay } from '../clock.ts';
import { engines } from '../db/testing/test-database.ts';
import { firstIdAt } from '../ids.ts';
import {
  startTestConsole,
  type TestCampaign,
  type TestConsole,
  type TestMember,
} from '../testing/test-console.ts';
import { type DeletionFilter, deletionFilter, deletionsAddress } from './deletion-filter.ts';
import { deletionPage, findDeletions } from './find-deletions.ts';
import { findFilterOptions } from './find-filter-options.ts';
import { requestDeletion } from './request-deletion.ts';

const zone = 'Asia/Shanghai';

describe.each(engines)('the list of deletions (%s)', (engine) => {
  let console: TestConsole;
  let operator: TestMember;
  let colleague: TestMember;
  let stranger: TestMember;
  let approver: TestMember;
  let campaigns: Record<'deleted' | 'unknown' | 'paused' | 'colleague' | 'elsewhere', TestCampaign>;

  const request = async (member: TestMember, campaign: TestCampaign) => {
    const criterion = { kind: 'called', called: '13800138000' } as const;
    const wanted = await console.request(member, campaign, criterion);
    const result = await requestDeletion(await console.grant('deletion:create', member), wanted, 'zh-CN');
    if (!result.ok) throw new Error(result.code);
    return result.value.deletionId;
  };

  beforeAll(async () => {
    console = await startTestConsole(engine, { ISALES_CALL_TIMEOUT_MS: '2000' });
    operator = await console.member(['operator'], ['12']);
    colleague = await console.member(['operator'], ['12']);
    stranger = await console.member(['operator'], ['13']);
    const number = [{ called: '13800138000' }];
    campaigns = {
      deleted: console.campaign(number),
      unknown: console.campaign(number),
      paused: console.campaign(number),
      colleague: console.campaign(number),
      elsewhere: console.campaign(number, 13),
    };
    approver = await console.member(['approver'], ['12', `13/${campaigns.elsewhere.campaignId}`]);
    console.simulator.setFaults([
      { kind: 'reset_after_apply', campaignId: campaigns.unknown.campaignId },
      { kind: 'call_log_hidden', times: 'always', campaignId: campaigns.unknown.campaignId },
      { kind: 'status', status: 401, campaignId: campaigns.paused.campaignId },
    ]);
    for (const name of ['deleted', 'unknown', 'paused'] as const) await request(operator, campaigns[name]);
    await request(colleague, campaigns.colleague);
    await request(stranger, campaigns.elsewhere);
    await request(stranger, console.campaign(number, 13));
  });
  afterAll(() => console.stop());

  const list = async (member: TestMember, filter: DeletionFilter & { before?: string }) => {
    const { rows } = await findDeletions(await console.grant('deletion:read', member), filter);
    return rows.map((row) => row.campaign.campaignId);
  };
  /** Deletions of `member` made at these moments (ms UTC), otherwise like the first of all. */
  const copies = async (
    member: TestMember,
    changes: readonly { at: number; status?: 'completed' | 'cancelled'; campaign_id?: string }[],
  ) => {
    const { db } = console;
    const source = await db.selectFrom('deletion').selectAll().orderBy('id').executeTakeFirstOrThrow();
    const item = await db
      .selectFrom('deletion_item')
      .selectAll()
      .where('deletion_id', '=', source.id)
      .executeTakeFirstOrThrow();
    const deletions = changes.map(({ at, ...change }) => {
      const id = `${firstIdAt('del', at)}0000000000000000`;
      const own = { id, requester_id: member.id, idempotency_key: id, created_at: at, is_open: 0 };
      return { ...source, ...own, ...change };
    });
    await db.insertInto('deletion').values(deletions).execute();
    const items = deletions.map(({ id }) => ({ ...item, id: id.replace('del', 'itm'), deletion_id: id }));
    await db.insertInto('deletion_item').values(items).execute();
    return deletions;
  };
  const idsOf = (...names: (keyof typeof campaigns)[]) => names.map((name) => campaigns[name].campaignId);

  it('shows by state, campaign and unknown outcome what is asked for and nothing else', async () => {
    expect(await list(operator, {})).toEqual(idsOf('paused', 'unknown', 'deleted'));
    expect(await list(operator, { state: 'open' })).toEqual(idsOf('paused'));
    expect(await list(operator, { state: 'paused' })).toEqual(idsOf('paused'));
    expect(await list(operator, { state: 'completed' })).toEqual(idsOf('unknown', 'deleted'));
    expect(await list(operator, { outcome: 'unknown' })).toEqual(idsOf('unknown'));
    expect(await list(operator, { outcome: 'unknown', state: 'open' })).toEqual([]);
    expect(await list(operator, { campaign: campaigns.deleted.campaignId })).toEqual(idsOf('deleted'));
    const { rows } = await findDeletions(await console.grant('deletion:read', operator), {});
    expect(rows.map((row) => row.hasUnknown)).toEqual([false, true, false]);
  });

  it('shows others’ deletions by requester to those who may see them, and to nobody else', async () => {
    expect(await list(approver, { requester: colleague.id })).toEqual(idsOf('colleague'));
    expect(await list(approver, { requester: stranger.id })).toEqual(idsOf('elsewhere'));
    expect(await list(operator, { requester: colleague.id })).toEqual([]);
    expect(await list(operator, { campaign: campaigns.colleague.campaignId })).toEqual([]);
    const options = async (member: TestMember) =>
      findFilterOptions(await console.grant('deletion:read', member));
    const seen = await options(approver);
    expect(seen.requesters.map(({ id }) => id).sort()).toEqual(
      [operator.id, colleague.id, stranger.id].sort(),
    );
    expect(seen.campaigns.map(({ id }) => id)).toEqual(
      idsOf('elsewhere', 'colleague', 'paused', 'unknown', 'deleted'),
    );
    expect(await options(operator)).toMatchObject({ requesters: [] });
    expect((await options(operator)).campaigns.map(({ id }) => id)).toEqual(
      idsOf('paused', 'unknown', 'deleted'),
    );
  });

  it('takes days as civil days of the VDN’s zone, both included', async () => {
    const midnight = startOfCivilDay('2026-11-02', zone);
    const moments = [midnight - 1, midnight, midnight + 24 * 3_600_000 - 1];
    const member = await console.member(['operator'], ['12']);
    await copies(
      member,
      moments.map((at, index) => ({ at, campaign_id: `${index}` })),
    );
    const day = ['2', '1'];
    expect(await list(member, { from: '2026-11-02', to: '2026-11-02' })).toEqual(day);
    expect(await list(member, { from: '2026-11-02' })).toEqual(day);
    expect(await list(member, { to: '2026-11-01' })).toEqual(['0']);
    expect(await list(member, { from: '2026-11-03' })).toEqual([]);
    expect(await list(member, { from: '1970-01-01', to: '9999-12-30' })).toHaveLength(3);
  });

  it('goes to older pages with the filter kept, without a gap and without a repeat', async () => {
    const member = await console.member(['operator'], ['12']);
    const at = Date.now();
    const all = await copies(
      member,
      Array.from({ length: 130 }, (_, index) => ({
        at: at + index,
        status: index % 2 === 0 ? 'completed' : 'cancelled',
      })),
    );
    const grant = await console.grant('deletion:read', member);
    const seen: string[] = [];
    let before: string | undefined;
    for (let page = 0; page < 3; page += 1) {
      const { rows, nextCursor } = await findDeletions(grant, { state: 'completed', before });
      seen.push(...rows.map(({ id }) => id));
      if (nextCursor === null) break;
      before = nextCursor;
    }
    const wanted = all.filter(({ status }) => status === 'completed').map(({ id }) => id);
    expect(seen).toEqual(wanted.toReversed());
  });

  const filters: DeletionFilter[] = [
    {},
    { state: 'open' },
    { state: 'cancelled' },
    { campaign: '1001' },
    { requester: 'mem_1' },
    { outcome: 'unknown' },
    { from: '2026-11-01', to: '2026-11-02' },
  ];
  it.each(filters)('reads no table from end to end: %j', async (filter) => {
    for (const member of [operator, approver]) {
      const grant = await console.grant('deletion:read', member);
      expect(await scansOf(grant, filter)).toEqual([]);
    }
  });

  async function scansOf(grant: Parameters<typeof deletionPage>[1], filter: DeletionFilter) {
    return console.db.transaction().execute(async (trx) => {
      const query = deletionPage(trx, grant, filter, zone);
      if (engine === 'sqlite') {
        const plan = (await query.explain()) as { detail: string }[];
        return plan
          .map(({ detail }) => detail)
          .filter((line) => /^SCAN (?!.*USING (COVERING )?INDEX)/.test(line));
      }
      // with so few rows PostgreSQL would read them all: what is asked is whether there is another way
      await sql`set local enable_seqscan = off`.execute(trx);
      const plan = (await query.explain()) as { 'QUERY PLAN': string }[];
      return plan.map((line) => line['QUERY PLAN']).filter((line) => /Seq Scan on deletion/.test(line));
    });
  }
});

describe('a filter in the address', () => {
  it('is what it says, and whatever makes no sense in it is as if it were not there', () => {
    const all = {
      state: 'open',
      campaign: ' 1001 ',
      requester: 'mem_01abc',
      outcome: 'unknown',
      from: '2026-11-01',
      to: '2026-11-30',
    };
    expect(deletionFilter.parse(all)).toEqual({ ...all, campaign: '1001' });
    expect(
      deletionFilter.parse({
        state: 'sideways',
        campaign: '1001; drop table deletion',
        requester: ['mem_1', 'mem_2'],
        outcome: '',
        from: '2026-02-30',
        to: '9999-12-31',
        else: 1,
      }),
    ).toEqual({});
    expect(deletionFilter.parse({ state: 'paused', from: 'x' })).toMatchObject({ state: 'paused' });
  });

  it('is kept on the way to older pages', () => {
    const filter = { state: 'open', campaign: '1001' } as const;
    expect(deletionsAddress(filter, 'del_1')).toBe('/deletions?state=open&campaign=1001&before=del_1');
    expect(deletionsAddress({})).toBe('/deletions');
  });
});
