import fc from 'fast-check';
import { CompiledQuery, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Grant } from '../auth/authorize.ts';
import { startOfCivilDay } from '../clock.ts';
import { auditSearch } from '../db/migrations/0009-audit-search.ts';
import { engines } from '../db/testing/test-database.ts';
import { requestDeletion } from '../deletions/request-deletion.ts';
import { startTestConsole, type TestConsole } from '../testing/test-console.ts';
import {
  type AuditFilter,
  type AuditOutcome,
  auditAddress,
  auditCursor,
  auditFilter,
  auditOutcomes,
} from './audit-filter.ts';
import type { AuditEventType } from './events.ts';
import { findAuditEvents } from './find-audit-events.ts';
import { prepareSearch, rarestCondition, type Stretch, windowOf } from './search-records.ts';
import { storeRecords } from './testing/store-records.ts';

const zone = 'Asia/Shanghai';
const hour = 3_600_000;

interface Known {
  readonly seq: number;
  readonly at: number;
  readonly type: AuditEventType;
  readonly actor_id: string | null;
  readonly vdn_id: number | null;
  readonly campaign_id: string | null;
  readonly deletion_id: string | null;
  readonly item_id: string | null;
  readonly correlation_id: string;
  readonly outcome: AuditOutcome | null;
  readonly ticket: string | null;
}

describe.each(engines)('the search of the audit (%s)', (engine) => {
  let console: TestConsole;
  let grant: Grant<'audit:read'>;
  /** The deletions of a real operator, by ticket. */
  let deletions: { id: string; ticket: string; campaignId: string }[];
  let known: Known[];
  const start = startOfCivilDay('2027-03-01', zone);
  const firstSeq = 10_000;

  beforeAll(async () => {
    console = await startTestConsole(engine);
    const operator = await console.member(['operator'], ['12']);
    const auditor = await console.member(['auditor'], []);
    grant = await console.grant('audit:read', auditor);
    deletions = [];
    for (const ticket of ['INC0012345', 'CHG-7', '']) {
      const campaign = console.campaign([{ called: '13800138000' }]);
      const wanted = await console.request(operator, campaign, { kind: 'called', called: '13800138000' });
      const request = { ...wanted, input: { ...wanted.input, reason: { ...wanted.input.reason, ticket } } };
      const made = await requestDeletion(await console.grant('deletion:create', operator), request, 'zh-CN');
      if (!made.ok) throw new Error(made.code);
      deletions.push({ id: made.value.deletionId, ticket, campaignId: campaign.campaignId });
    }
    const types: AuditEventType[] = [
      'call.answered',
      'item.settled',
      'call.answered_late',
      'session.started',
    ];
    known = Array.from({ length: 1_200 }, (_, index): Known => {
      const type = types[index % types.length] ?? 'call.answered';
      const deletion = deletions[index % 5];
      const isOutcome = type === 'call.answered' || type === 'item.settled';
      return {
        seq: firstSeq + index,
        // eight hours a day, and every seventh process's clock five minutes ahead
        at:
          start +
          Math.floor(index / 100) * 24 * hour +
          (index % 100) * 300_000 +
          (index % 7 === 0 ? 300_000 : 0),
        type,
        actor_id: index % 3 === 0 ? null : `mem_${index % 11}`,
        vdn_id: index % 13 === 0 ? null : 12 + (index % 2),
        campaign_id: index % 13 === 0 ? null : String(1 + (index % 17)),
        deletion_id: deletion?.id ?? null,
        item_id: index % 4 < 3 ? `itm_${index % 97}` : null,
        correlation_id: `cor_${index % 53}`,
        outcome: isOutcome ? (auditOutcomes[index % auditOutcomes.length] ?? null) : null,
        ticket: deletion?.ticket || null,
      };
    });
    await storeRecords(
      console.db,
      known.map(({ outcome, ticket: _, ...record }) => ({
        ...record,
        data: JSON.stringify({ outcome: outcome ?? 'deleted' }),
      })),
    );
  });
  afterAll(() => console.stop());

  /** What should be found, said without any index. */
  function wanted(filter: AuditFilter): number[] {
    const day = (at: number) => new Date(at + 8 * hour).toISOString().slice(0, 10);
    const is = (asked: string | undefined, value: string | number | null) =>
      asked === undefined || asked === String(value);
    return known
      .filter(
        (record) =>
          is(filter.person, record.actor_id ?? 'system') &&
          is(filter.type, record.type) &&
          is(filter.outcome, record.outcome) &&
          is(filter.vdn, record.vdn_id) &&
          is(filter.campaign, record.campaign_id) &&
          is(filter.ticket, record.ticket) &&
          is(filter.deletion, record.deletion_id) &&
          is(filter.item, record.item_id) &&
          is(filter.correlation, record.correlation_id) &&
          (filter.from === undefined || day(record.at) >= filter.from) &&
          (filter.to === undefined || day(record.at) <= filter.to),
      )
      .map((record) => record.seq)
      .toReversed();
  }
  /** All pages from the newest on, or from the oldest back. */
  async function walk(filter: AuditFilter, way: 'before' | 'after'): Promise<number[]> {
    const seen: number[] = [];
    let cursor: number | null = way === 'before' ? firstSeq + known.length : firstSeq - 1;
    while (cursor !== null) {
      const page = await findAuditEvents(grant, filter, { [way]: cursor });
      const seqs = page.rows.map((row) => row.seq);
      if (way === 'before') seen.push(...seqs);
      else seen.unshift(...seqs);
      cursor = way === 'before' ? page.olderCursor : page.newerCursor;
      // what came before the synthetic records is another test's
      if (way === 'before' && (cursor ?? 0) <= firstSeq) break;
    }
    return seen.filter((seq) => seq >= firstSeq);
  }

  it('finds in any combination what was asked for and nothing else, in both directions', async () => {
    const some = <T>(...values: T[]) => fc.option(fc.constantFrom(...values), { nil: undefined, freq: 1 });
    const filters = fc.record({
      from: some('2027-03-02', '2027-03-05'),
      to: some('2027-03-04', '2027-03-09'),
      person: some('system', 'mem_1', 'mem_4'),
      type: some<AuditEventType>('call.answered', 'item.settled', 'session.started'),
      outcome: some(...auditOutcomes),
      vdn: some('12', '13'),
      campaign: some('1', '2', '9'),
      ticket: some('INC0012345', 'CHG-7', 'nothing'),
      deletion: some(deletions[0]?.id ?? '', deletions[2]?.id ?? ''),
      item: some('itm_5', 'itm_40'),
      correlation: some('cor_5', 'cor_40'),
    });
    const names = Object.keys(auditFilter.shape) as (keyof AuditFilter)[];
    // one or two of eleven at a time: more together find nothing
    const few = fc
      .tuple(filters, fc.subarray(names, { minLength: 0, maxLength: 3 }))
      .map(([filter, kept]) => Object.fromEntries(kept.map((name) => [name, filter[name]])) as AuditFilter);
    await fc.assert(
      fc.asyncProperty(few, async (filter) => {
        expect(await walk(filter, 'before')).toEqual(wanted(filter));
        expect(await walk(filter, 'after')).toEqual(wanted(filter));
      }),
      { numRuns: 60 },
    );
  });

  it('finds by each filter alone', async () => {
    for (const filter of [
      {},
      { person: 'system' },
      { person: 'mem_4' },
      { type: 'item.settled' },
      ...auditOutcomes.map((outcome) => ({ outcome })),
      { vdn: '13' },
      { campaign: '9' },
      { ticket: 'CHG-7' },
      { deletion: deletions[2]?.id },
      { item: 'itm_5' },
      { correlation: 'cor_40' },
      { from: '2027-03-05', to: '2027-03-05' },
    ] as AuditFilter[]) {
      const found = await walk(filter, 'before');
      expect(found.length).toBeGreaterThan(0);
      expect([filter, found]).toEqual([filter, wanted(filter)]);
    }
  });

  it('finds every record of a real deletion by its ticket, its campaign and its id alike', async () => {
    const { id, ticket, campaignId } = deletions[0] ?? { id: '', ticket: '', campaignId: '' };
    const types = async (filter: AuditFilter) =>
      (await findAuditEvents(grant, filter, { before: firstSeq })).rows.map((row) => row.type);
    const all = [
      'deletion.completed',
      'call.answered',
      'call.intended',
      'deletion.confirmed',
      'deletion.requested',
    ];
    expect(await types({ ticket })).toEqual(all);
    expect(await types({ campaign: campaignId })).toEqual(all);
    expect(await types({ deletion: id })).toEqual(all);
    expect(await types({ ticket, outcome: 'deleted' })).toEqual(['call.answered']);
    expect(await types({ ticket, outcome: 'rejected' })).toEqual([]);
  });

  it('goes back to the newer page it came from', async () => {
    const filter = { outcome: 'deleted' } as const;
    const top = await findAuditEvents(grant, filter, {});
    expect(top.newerCursor).toBeNull();
    const second = await findAuditEvents(grant, filter, { before: top.olderCursor ?? 0 });
    const back = await findAuditEvents(grant, filter, { after: second.newerCursor ?? 0 });
    expect(back.rows).toEqual(top.rows);
    expect(back.newerCursor).toBeNull();
    expect(back.olderCursor).toBe(top.olderCursor);
  });

  it('knows the records that were there before it could search', async () => {
    const { db } = console;
    const facets = () =>
      db.selectFrom('audit_facet').selectAll().orderBy('name').orderBy('value').orderBy('seq').execute();
    const before = await facets();
    expect(new Set(before.map((facet) => facet.name))).toEqual(
      new Set(['actor', 'outcome', 'ticket', 'value']),
    );
    const on = engine === 'postgres' ? ' on audit_event' : '';
    const columns = [
      'at',
      'type',
      'correlation_id',
      'actor_id',
      'campaign_id',
      'vdn_id',
      'deletion_id',
      'item_id',
    ];
    const undo = [
      `drop trigger audit_event_facets${on}`,
      'drop table audit_facet',
      ...(engine === 'postgres'
        ? ['drop function audit_event_facets()', 'drop function audit_facet_refuse()']
        : []),
      ...columns.map((column) => `drop index audit_event_by_${column}`),
    ];
    for (const statement of undo) await sql.raw(statement).execute(db);
    await db.transaction().execute((trx) => auditSearch(engine).up(trx));
    expect(await facets()).toEqual(before);
  });

  it('refuses to thin out what the search knows', async () => {
    const { db } = console;
    await expect(db.deleteFrom('audit_facet').execute()).rejects.toThrow(/append-only/);
    await expect(db.updateTable('audit_facet').set({ value: 'x' }).execute()).rejects.toThrow(/append-only/);
    if (engine === 'postgres')
      await expect(sql`truncate audit_facet`.execute(db)).rejects.toThrow(/append-only/);
  });

  it('reads no more than a page may cost, says how far it came, and goes on from there', async () => {
    // two conditions that are both frequent and meet once, far back
    const at = startOfCivilDay('2027-06-01', zone);
    const first = firstSeq + 100_000;
    await storeRecords(
      console.db,
      Array.from({ length: 44_000 }, (_, index) => ({
        seq: first + index,
        at: at + index,
        type: 'session.started' as const,
        actor_id: index % 2 === 0 || index === 101 ? 'mem_even' : 'mem_odd',
        vdn_id: index % 2 === 0 ? 12 : 99,
      })),
    );
    const filter = { person: 'mem_even', vdn: '99' };
    const top = await findAuditEvents(grant, filter, {});
    expect(top.rows).toEqual([]);
    expect(top.searchedTo).toBeGreaterThan(first);
    expect(top.olderCursor).toBe(top.searchedTo);
    const found: number[] = [];
    for (let { olderCursor } = top; olderCursor !== null; ) {
      const page = await findAuditEvents(grant, filter, { before: olderCursor });
      found.push(...page.rows.map((row) => row.seq));
      olderCursor = page.olderCursor;
    }
    expect(found).toEqual([first + 101]);
  }, 60_000);

  it('is led by the rarest condition, and by its own index alone', async () => {
    const { db } = console;
    const down: Stretch = { direction: 'down', from: Number.MAX_SAFE_INTEGER, to: 0 };
    const filter = { person: 'mem_odd', type: 'session.started', item: 'itm_5', vdn: '99' } as const;
    const search = await prepareSearch(db, filter, zone);
    expect(await rarestCondition(db, search, down)).toEqual({ column: 'item_id', value: 'itm_5' });
    if (engine === 'postgres') await sql`analyze`.execute(db);
    for (const [name, value, index] of [
      ['person', 'mem_odd', 'audit_event_by_actor_id'],
      ['type', 'session.started', 'audit_event_by_type'],
      ['vdn', '99', 'audit_event_by_vdn_id'],
      ['campaign', '9', 'audit_event_by_campaign_id'],
      ['deletion', deletions[0]?.id, 'audit_event_by_deletion_id'],
      ['item', 'itm_5', 'audit_event_by_item_id'],
      ['correlation', 'cor_5', 'audit_event_by_correlation_id'],
      ['outcome', 'deleted', engine === 'postgres' ? 'audit_facet_pk' : 'PRIMARY KEY'],
      ['ticket', 'CHG-7', engine === 'postgres' ? 'audit_facet_pk' : 'PRIMARY KEY'],
    ] as const) {
      for (const stretch of [down, { direction: 'up', from: 0, to: Number.MAX_SAFE_INTEGER } as const]) {
        const one = await prepareSearch(db, { [name]: value }, zone);
        const driver = await rarestCondition(db, one, stretch);
        const query = windowOf(db, one, driver, stretch, 51, 51).compile();
        const explain = engine === 'sqlite' ? 'explain query plan' : 'explain';
        const plan = await db.transaction().execute(async (trx) => {
          // of so few rows PostgreSQL may read all: what is asked is which other way it takes
          if (engine === 'postgres') await sql`set local enable_seqscan = off`.execute(trx);
          return trx.executeQuery<Record<string, string>>(
            CompiledQuery.raw(`${explain} ${query.sql}`, [...query.parameters]),
          );
        });
        const lines = plan.rows.map((line) => line.detail ?? line['QUERY PLAN']).join('\n');
        expect([name, lines]).toEqual([name, expect.stringContaining(index)]);
        expect([name, lines]).not.toEqual([name, expect.stringMatching(/Seq Scan|SCAN audit_/)]);
      }
    }
  });
});

describe('a search of the audit in the address', () => {
  it('is what it says, and whatever makes no sense in it is as if it were not there', () => {
    const all = {
      from: '2026-11-01',
      to: '2026-11-30',
      person: 'system',
      type: 'call.answered',
      outcome: 'unknown',
      vdn: '12',
      campaign: ' 1001 ',
      ticket: ' INC0012345 ',
      deletion: 'del_01abc',
      item: 'itm_01abc',
      correlation: 'cor_01abc',
    };
    expect(auditFilter.parse(all)).toEqual({ ...all, campaign: '1001', ticket: 'INC0012345' });
    expect(
      auditFilter.parse({
        from: '2026-02-30',
        to: ['2026-11-01', '2026-11-02'],
        person: "mem_1' or 1=1",
        type: 'call.made',
        outcome: 'pending',
        vdn: '0',
        campaign: '-1',
        ticket: ' ',
        deletion: 'cor_1',
        item: '',
        correlation: 'x'.repeat(99),
        else: 1,
      }),
    ).toEqual({});
  });

  it('keeps the search on the way to other pages, and one cursor at a time', () => {
    const filter = { type: 'call.answered', campaign: '1001' } as const;
    expect(auditAddress(filter, { before: 7 })).toBe('/audit?type=call.answered&campaign=1001&before=7');
    expect(auditAddress({})).toBe('/audit');
    expect(auditCursor.parse({ before: '7', after: '9' })).toEqual({ after: 9 });
    expect(auditCursor.parse({ before: '7x', after: ['9'] })).toEqual({});
  });

  it('holds no number: a ticket that is one is masked as it was when it was stored', () => {
    const filter = auditFilter.parse({ ticket: '138 0013 8000' });
    expect(auditAddress(filter)).toBe('/audit?ticket=138****8000');
  });
});
