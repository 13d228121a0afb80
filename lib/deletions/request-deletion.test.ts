import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { engines } from '../db/testing/test-database.ts';
import type { NumberInput } from '../isales/simulator/start-simulator.ts';
import { changeMemberFromShell } from '../members/store-member.ts';
import { leapMs } from '../testing/leap.ts';
import { startTestConsole, type TestConsole, type TestMember } from '../testing/test-console.ts';
import { cancelByMember } from './cancel-by-member.ts';
import type { Criterion } from './criterion.ts';
import type { DeletionRequest } from './deletion-input.ts';
import type { DeletionView } from './deletion-view.ts';
import { findDeletion } from './find-deletion.ts';
import { requestDeletion } from './request-deletion.ts';
import { resumeDeletion } from './resume-deletion.ts';

const number = '13800138000';
const sessionId = '5f3c2b1a9d8e4f7061728394a5b6c7d8';
const rows: NumberInput[] = [
  { called: number, sessionId, customField: 'PC20261103_HZ', recycleTime: '2026-11-01 10:30:00' },
  { called: '13800138001', customField: 'PC20261103_HZ', recycleTime: '2026-11-01 23:59:59' },
  { called: '13800138002', customField: 'PC20261103_HZ', state: 'completed' },
  { called: '13800138003', customField: 'PC20261104_HZ', recycleTime: '2026-10-31 09:00:00' },
  { called: '13800138004', recycleTime: '2026-11-02 00:00:00' },
];

describe.each(engines)('a deletion that was asked for (%s)', (engine) => {
  let console: TestConsole;
  let operator: TestMember;

  beforeAll(async () => {
    console = await startTestConsole(engine);
    operator = await console.member(['operator'], ['12']);
  });
  afterAll(() => console.stop());
  afterEach(() => vi.restoreAllMocks());
  beforeEach(() => console.simulator.setFaults([]));

  const ask = async (request: unknown, member = operator) =>
    requestDeletion(await console.grant('deletion:create', member), request, 'zh-CN');
  const find = async (id: string): Promise<DeletionView> => {
    const view = await findDeletion(await console.grant('deletion:read', operator), id);
    if (!view) throw new Error(`no deletion ${id}`);
    return view;
  };
  /** Asks, and gives the deletion as its page shows it. */
  const run = async (request: DeletionRequest): Promise<DeletionView> => {
    const result = await ask(request);
    if (!result.ok) throw new Error(`refused: ${result.code} ${result.field ?? ''}`);
    return find(result.value.deletionId);
  };
  const deletesOf = (campaignId: string) => console.simulator.ledger({ campaignId }).deletes;

  it.each<[Criterion, string, number]>([
    [{ kind: 'called', called: number }, `{"called":"${number}","archiveHistory":1}`, 1],
    [{ kind: 'session_id', sessionId }, `{"sessionId":"${sessionId}","archiveHistory":1}`, 1],
    [
      { kind: 'custom_field', customField: 'PC20261103_HZ' },
      '{"customField":"PC20261103_HZ","archiveHistory":1}',
      2,
    ],
    [
      { kind: 'recycle_time', mode: 'until', date: '2026-11-01' },
      '{"recycleTime":"2026-11-01 00:00:00","recycleType":"1","archiveHistory":1}',
      3,
    ],
    [
      { kind: 'recycle_time', mode: 'day', date: '2026-11-01' },
      '{"recycleTime":"2026-11-01 00:00:00","recycleType":"2","archiveHistory":1}',
      2,
    ],
    [
      { kind: 'recycle_time', mode: 'moment', date: '2026-11-01', time: '10:30:00' },
      '{"recycleTime":"2026-11-01 10:30:00","recycleType":"3","archiveHistory":1}',
      1,
    ],
  ])(
    'sends one call with just its criterion, and tells what the vendor counted: %j',
    async (criterion, body, count) => {
      const campaign = console.campaign(rows);
      const deletion = await run(await console.request(operator, campaign, criterion));
      expect(deletion.status).toBe('completed');
      expect(deletion.items).toMatchObject([
        { status: 'deleted', successCount: count, resultCode: '0200000', settledBy: 'answer', attempts: 1 },
      ]);
      expect(deletesOf(campaign.campaignId)).toMatchObject([
        { body, successCount: count, isCatastrophe: false },
      ]);
      expect(await console.auditTypes(campaign)).toEqual([
        'deletion.requested',
        'deletion.confirmed',
        'call.intended',
        'call.answered',
        'deletion.completed',
      ]);
    },
  );

  it('keeps no number or session ID in clear, and no sealed one once the outcome is known', async () => {
    const campaign = console.campaign(rows);
    const called = await console.request(operator, campaign, { kind: 'called', called: number });
    called.input.reason.text = `请删除 138 0013 8000`;
    await run(called);
    await run(await console.request(operator, campaign, { kind: 'session_id', sessionId }));
    const tables = ['deletion', 'deletion_item', 'audit_event'] as const;
    const stored = JSON.stringify(
      await Promise.all(tables.map((table) => console.db.selectFrom(table).selectAll().execute())),
    );
    for (const secret of [number, sessionId, '138 0013 8000']) expect(stored).not.toContain(secret);
    expect(stored).toContain('138****8000');
    const sealed = await console.db
      .selectFrom('deletion_item')
      .select('id')
      .where('campaign_id', '=', campaign.campaignId)
      .where('value_sealed', 'is not', null)
      .execute();
    expect(sealed).toEqual([]);
  });

  it('sends archiveHistory 0 only where that was chosen', async () => {
    const campaign = console.campaign(rows);
    const criterion: Criterion = { kind: 'called', called: number };
    await run(await console.request(operator, campaign, criterion, { archiveHistory: 0 }));
    expect(deletesOf(campaign.campaignId)).toMatchObject([
      { body: `{"called":"${number}","archiveHistory":0}` },
    ]);
    expect(console.simulator.world.find(campaign.campaignId)?.callList.history()).toEqual([]);
  });

  it('tells a success with count 0 apart from a deletion', async () => {
    const campaign = console.campaign(rows);
    const deletion = await run(
      await console.request(operator, campaign, { kind: 'called', called: '13999999999' }),
    );
    expect(deletion.items).toMatchObject([{ status: 'nothing_matched', successCount: 0 }]);
  });

  it('tells the vendor’s refusal with its code', async () => {
    const campaign = console.campaign(rows);
    console.simulator.setFaults([{ kind: 'result_code', code: '0200028', campaignId: campaign.campaignId }]);
    const deletion = await run(await console.request(operator, campaign, { kind: 'called', called: number }));
    expect(deletion).toMatchObject({
      status: 'completed',
      items: [{ status: 'rejected', resultCode: '0200028' }],
    });
  });

  it('keeps the session ID out of the vendor’s own words', async () => {
    const campaign = console.campaign(rows);
    const desc = `sessionId [${sessionId}] 13912345678`;
    console.simulator.setFaults([
      { kind: 'result_code', code: '02000002', desc, campaignId: campaign.campaignId },
    ]);
    const deletion = await run(await console.request(operator, campaign, { kind: 'session_id', sessionId }));
    expect(deletion.items[0]?.resultDesc).toBe('sessionId [***] ***');
  });

  describe('is refused, audited and never sent', () => {
    const criterion: Criterion = { kind: 'called', called: number };

    it.each<[string, string, (request: DeletionRequest) => unknown]>([
      [
        'of an older build',
        'form_outdated',
        (r) => ({ ...r, confirmation: { ...r.confirmation, formVersion: 'x' } }),
      ],
      ['of an older build in another form', 'form_outdated', () => ({ confirmation: { formVersion: 'x' } })],
      ['without anything', 'input_invalid', () => null],
      [
        'with an empty number',
        'input_invalid',
        (r) => ({ ...r, input: { ...r.input, criterion: { kind: 'called', called: '' } } }),
      ],
      [
        'with two criteria',
        'input_invalid',
        (r) => ({ ...r, input: { ...r.input, criterion: { ...r.input.criterion, sessionId } } }),
      ],
      [
        'without archiveHistory',
        'input_invalid',
        (r) => ({ ...r, input: { ...r.input, archiveHistory: undefined } }),
      ],
      [
        'with a stop after the first numbers, where there is but one',
        'input_invalid',
        (r) => ({ ...r, input: { ...r.input, pauseAfter: 10 } }),
      ],
      [
        'without saying whether it stops after the first numbers',
        'input_invalid',
        (r) => ({ ...r, input: { ...r.input, pauseAfter: undefined } }),
      ],
      [
        'without a reason',
        'input_invalid',
        (r) => ({ ...r, input: { ...r.input, reason: { category: 'other', text: ' ', ticket: '' } } }),
      ],
      [
        'in a campaign of another VDN',
        'campaign_out_of_scope',
        (r) => ({ ...r, input: { ...r.input, vdnId: 13 } }),
      ],
      [
        'with a preview of another campaign',
        'preview_outdated',
        (r) => ({ ...r, input: { ...r.input, campaignId: '1' } }),
      ],
      [
        'with a count that the server never read',
        'preview_outdated',
        (r) => ({
          ...r,
          confirmation: { ...r.confirmation, preview: { ...r.confirmation.preview, leftToCall: 1 } },
        }),
      ],
      [
        'with an old preview made young',
        'preview_outdated',
        (r) => ({
          ...r,
          confirmation: {
            ...r.confirmation,
            preview: { ...r.confirmation.preview, readAt: r.confirmation.preview.readAt + 1 },
          },
        }),
      ],
    ])('%s', async (_what, code, change) => {
      const campaign = console.campaign(rows);
      const before = await console.db
        .selectFrom('audit_event')
        .select('seq')
        .orderBy('seq', 'desc')
        .executeTakeFirst();
      const request = change(await console.request(operator, campaign, criterion));
      expect(await ask(request)).toMatchObject({ ok: false, code });
      expect(deletesOf(campaign.campaignId)).toEqual([]);
      const after = await console.db
        .selectFrom('audit_event')
        .select(['type', 'data'])
        .where('seq', '>', before?.seq ?? 0)
        .execute();
      expect(after.map((record) => [record.type, JSON.parse(record.data).because])).toEqual([
        ['deletion.refused', code],
      ]);
    });

    it('without the digits where they are asked for', async () => {
      const campaign = console.campaign(rows);
      const day: Criterion = { kind: 'recycle_time', mode: 'day', date: '2026-11-01' };
      const request = await console.request(operator, campaign, day, { confirmation: { typedDigits: '9' } });
      expect(await ask(request)).toMatchObject({ code: 'digits_wrong' });
      expect(deletesOf(campaign.campaignId)).toEqual([]);
    });

    it('in a campaign that does not exist any more', async () => {
      const request = await console.request(operator, console.campaign(rows), criterion);
      const { campaignId } = request.input;
      console.simulator.setFaults([{ kind: 'result_code', on: 'campaign', code: '0200007', campaignId }]);
      // campaign facts are shared for a second: the next read is a new one
      leapMs(1_001);
      expect(await ask(request)).toMatchObject({ code: 'campaign_unknown', field: 'campaignId' });
      expect(deletesOf(campaignId)).toEqual([]);
    });

    it('in a campaign that has started since the preview', async () => {
      const campaign = console.campaign(rows);
      const request = await console.request(operator, campaign, criterion);
      const simulated = console.simulator.world.find(campaign.campaignId);
      if (simulated) simulated.status = 2;
      // campaign facts are shared for a second: the next read is a new one
      leapMs(1_001);
      expect(await ask(request)).toMatchObject({ code: 'campaign_started' });
      expect(deletesOf(campaign.campaignId)).toEqual([]);
    });

    it('with a count that has drifted since the preview', async () => {
      const campaign = console.campaign(rows);
      const batch: Criterion = { kind: 'custom_field', customField: 'PC20261103_HZ' };
      const request = await console.request(operator, campaign, batch);
      console.simulator.setFaults([
        { kind: 'count_drift', delta: 100, times: 'always', campaignId: campaign.campaignId },
      ]);
      // campaign facts are shared for a second: the next read is a new one
      leapMs(1_001);
      expect(await ask(request)).toMatchObject({ code: 'count_drifted' });
      expect(deletesOf(campaign.campaignId)).toEqual([]);
    });

    it('with nothing to delete, unless the person goes on with that', async () => {
      const campaign = console.campaign(rows);
      const batch: Criterion = { kind: 'custom_field', customField: 'PC_none' };
      const request = await console.request(operator, campaign, batch);
      expect(await ask(request)).toMatchObject({ code: 'nothing_to_delete' });
      expect(deletesOf(campaign.campaignId)).toEqual([]);
      const again = await run({
        ...request,
        confirmation: { ...request.confirmation, goesOnWithNothing: true },
      });
      expect(again.items).toMatchObject([{ status: 'nothing_matched', successCount: 0 }]);
    });
  });

  it('is one deletion, however often and however fast the same request arrives', async () => {
    const campaign = console.campaign(rows);
    const request = await console.request(operator, campaign, { kind: 'called', called: number });
    const results = await Promise.all(Array.from({ length: 6 }, () => ask(request)));
    const ids = new Set(results.map((result) => (result.ok ? result.value.deletionId : result.code)));
    expect(ids.size).toBe(1);
    expect(results.filter((result) => result.ok && !result.value.isExisting)).toHaveLength(1);
    expect(deletesOf(campaign.campaignId)).toHaveLength(1);
  });

  it('is one deletion from two tabs, whose keys differ, unless it is repeated on purpose', async () => {
    const campaign = console.campaign(rows);
    const criterion: Criterion = { kind: 'called', called: number };
    const [first, second] = [
      await console.request(operator, campaign, criterion),
      await console.request(operator, campaign, criterion),
    ];
    const [one, two] = await Promise.all([ask(first), ask(second)]);
    expect(one.ok && two.ok && one.value.deletionId === two.value.deletionId).toBe(true);
    expect(deletesOf(campaign.campaignId)).toHaveLength(1);
    const repeatOf = one.ok ? one.value.deletionId : null;
    await run(await console.request(operator, campaign, criterion, { confirmation: { repeatOf } }));
    expect(deletesOf(campaign.campaignId).map((each) => each.successCount)).toEqual([1, 0]);
  });

  it('is one deletion from two tabs, also if the first has ended before the second is stored', async () => {
    const campaign = console.campaign(rows);
    const { campaignId } = campaign;
    const criterion: Criterion = { kind: 'called', called: number };
    const slow = await console.request(operator, campaign, criterion);
    const fast = await console.request(operator, campaign, criterion);
    leapMs(1_001);
    console.simulator.setFaults([{ kind: 'latency', on: 'campaign', ms: 500, campaignId }]);
    const reads = () => console.simulator.ledger().calls.campaign ?? 0;
    const before = reads();
    const second = ask(slow);
    await expect.poll(reads, { interval: 5 }).toBe(before + 1);
    leapMs(1_001);
    const first = await ask(fast);
    expect(deletesOf(campaignId)).toHaveLength(1);
    expect(await second).toEqual({
      ok: true,
      value: { deletionId: first.ok ? first.value.deletionId : '', isExisting: true },
    });
    expect(deletesOf(campaignId)).toHaveLength(1);
  });

  it('is not repeated by naming something else than a deletion of just this content', async () => {
    const campaign = console.campaign(rows);
    const { campaignId } = campaign;
    const criterion: Criterion = { kind: 'called', called: number };
    const other = await run(
      await console.request(operator, campaign, { kind: 'called', called: '13800138001' }),
    );
    const first = await run(await console.request(operator, campaign, criterion));
    for (const repeatOf of ['13912345678', other.id]) {
      const again = await console.request(operator, campaign, criterion, { confirmation: { repeatOf } });
      expect(await ask(again)).toMatchObject({ value: { deletionId: first.id, isExisting: true } });
    }
    expect(deletesOf(campaignId)).toHaveLength(2);
    const stored = JSON.stringify(await console.db.selectFrom('audit_event').select('data').execute());
    expect(stored).not.toContain('13912345678');
  });

  it('is one repeat from two tabs of the same repeat', async () => {
    const campaign = console.campaign(rows);
    const criterion: Criterion = { kind: 'called', called: number };
    const first = await run(await console.request(operator, campaign, criterion));
    const confirmation = { repeatOf: first.id };
    const one = await run(await console.request(operator, campaign, criterion, { confirmation }));
    const two = await run(await console.request(operator, campaign, criterion, { confirmation }));
    expect(two.id).toBe(one.id);
    expect(deletesOf(campaign.campaignId)).toHaveLength(2);
  });

  it('is never called unsent once it is stored, whatever happens afterwards', async () => {
    const campaign = console.campaign(rows);
    const request = await console.request(operator, campaign, { kind: 'called', called: number });
    vi.spyOn(console.runner, 'runNow').mockRejectedValueOnce(new Error('the database is away'));
    expect(await ask(request)).toMatchObject({ ok: true, value: { isExisting: false } });
  });

  it('names a failure of the moment, and does not take it for a changed count', async () => {
    const campaign = console.campaign(rows);
    const { campaignId } = campaign;
    const batch: Criterion = { kind: 'custom_field', customField: 'PC20261103_HZ' };
    const request = await console.request(operator, campaign, batch);
    leapMs(1_001);
    console.simulator.setFaults([{ kind: 'status', on: 'statistics', status: 502, campaignId }]);
    expect(await ask(request)).toMatchObject({ code: 'vendor_answer_unusable' });
    leapMs(1_001);
    expect(await ask(request)).toMatchObject({ ok: true });
  });

  it('keeps what the vendor says storable on every engine', async () => {
    const campaign = console.campaign(rows);
    const { campaignId } = campaign;
    console.simulator.setFaults([
      { kind: 'result_code', code: '0200001', desc: 'a\u0000b\u0007', campaignId },
    ]);
    const deletion = await run(await console.request(operator, campaign, { kind: 'called', called: number }));
    expect(deletion.items).toMatchObject([{ status: 'rejected', resultDesc: 'a b ' }]);
  });

  it('cannot be cancelled while its one call is under way', async () => {
    const campaign = console.campaign(rows);
    const { campaignId } = campaign;
    console.simulator.setFaults([{ kind: 'latency', ms: 300, campaignId }]);
    const asked = ask(await console.request(operator, campaign, { kind: 'called', called: number }));
    await received(campaignId);
    const row = await console.db
      .selectFrom('deletion')
      .select('id')
      .where('campaign_id', '=', campaignId)
      .executeTakeFirstOrThrow();
    const grant = await console.grant('deletion:cancel', operator);
    expect(await cancelByMember(grant, row.id)).toEqual({ ok: false, code: 'call_under_way' });
    await asked;
    expect(await find(row.id)).toMatchObject({ status: 'completed', items: [{ status: 'deleted' }] });
  });

  it('refuses a key that has already made another deletion', async () => {
    const campaign = console.campaign(rows);
    const first = await console.request(operator, campaign, { kind: 'called', called: number });
    await run(first);
    const { idempotencyKey } = first.confirmation;
    const other: Criterion = { kind: 'called', called: '13800138001' };
    const request = await console.request(operator, campaign, other, { confirmation: { idempotencyKey } });
    expect(await ask(request)).toMatchObject({ ok: false, code: 'key_reused' });
    expect(deletesOf(campaign.campaignId)).toHaveLength(1);
  });

  it('waits for its turn in the lane: never two calls at once in one campaign, other campaigns at once', async () => {
    const colleague = await console.member(['operator'], ['12']);
    const [here, there] = [console.campaign(rows), console.campaign(rows)];
    console.simulator.setFaults([{ kind: 'latency', ms: 150, times: 'always' }]);
    const requests = await Promise.all(
      ['13800138000', '13800138001', '13800138003', '13800138004'].flatMap((called) => [
        console.request(operator, here, { kind: 'called', called }),
        console.request(colleague, there, { kind: 'called', called }),
      ]),
    );
    await Promise.all(requests.map((request, index) => ask(request, index % 2 === 0 ? operator : colleague)));
    const { maxSimultaneousDeletes } = console.simulator.ledger();
    for (const { campaignId } of [here, there]) {
      expect(deletesOf(campaignId).map((each) => each.successCount)).toEqual([1, 1, 1, 1]);
      expect(maxSimultaneousDeletes[campaignId]).toBe(1);
    }
    const [ours, theirs] = [deletesOf(here.campaignId)[0], deletesOf(there.campaignId)[0]];
    expect(theirs?.receivedAt.monotonicMs).toBeLessThan(ours?.finishedAt?.monotonicMs ?? 0);
  });

  it('stands still at 401, sends nothing more by itself, and goes on when the person says so', async () => {
    const campaign = console.campaign(rows);
    const { campaignId } = campaign;
    console.simulator.setFaults([{ kind: 'status', status: 401, campaignId }]);
    const paused = await run(await console.request(operator, campaign, { kind: 'called', called: number }));
    expect(paused).toMatchObject({
      status: 'paused',
      stopReason: 'vendor_unauthorized',
      mayResume: true,
      items: [{ status: 'pending', attempts: 1 }],
    });
    expect(await resumeDeletion(await console.grant('deletion:create', operator), paused.id)).toEqual({
      ok: true,
      value: null,
    });
    expect(await find(paused.id)).toMatchObject({
      status: 'completed',
      items: [{ status: 'deleted', successCount: 1, attempts: 2 }],
    });
  });

  it('can be cancelled while it stands still: nothing is sent, and its number is wiped', async () => {
    const campaign = console.campaign(rows);
    const { campaignId } = campaign;
    console.simulator.setFaults([{ kind: 'status', status: 429, campaignId }]);
    const paused = await run(await console.request(operator, campaign, { kind: 'called', called: number }));
    expect(paused).toMatchObject({ status: 'paused', stopReason: 'vendor_throttled' });
    await cancelByMember(await console.grant('deletion:cancel', operator), paused.id);
    expect(await find(paused.id)).toMatchObject({ status: 'cancelled', items: [{ status: 'cancelled' }] });
    expect(deletesOf(campaignId).filter((each) => each.appliedAt !== null)).toEqual([]);
    const item = await console.db
      .selectFrom('deletion_item')
      .select('value_sealed')
      .where('deletion_id', '=', paused.id)
      .executeTakeFirstOrThrow();
    expect(item.value_sealed).toBeNull();
  });

  it.each([
    ['malformed answer', { kind: 'malformed', variant: 'not_json' }, 'malformed_answer'],
    ['a count that is text', { kind: 'malformed', variant: 'success_count_text' }, 'malformed_answer'],
    ['codes that differ', { kind: 'malformed', variant: 'codes_differ' }, 'malformed_answer'],
    ['a reset after the apply', { kind: 'reset_after_apply' }, 'connection_lost'],
    ['a reset in the answer', { kind: 'reset_mid_answer' }, 'connection_lost'],
    ['a gateway’s 502', { kind: 'status', status: 502, applyFirst: true }, 'server_error'],
    ['a redirect', { kind: 'redirect', location: 'http://127.0.0.1:9/' }, 'redirected'],
    ['an answer that is too large', { kind: 'malformed', variant: 'huge', bytes: 1e6 }, 'answer_too_large'],
  ] as const)(
    'calls the outcome unknown, and never tries again by itself, after %s',
    async (_what, fault, because) => {
      const campaign = console.campaign(rows);
      const { campaignId } = campaign;
      console.simulator.setFaults([
        { ...fault, campaignId },
        { kind: 'call_log_hidden', campaignId },
      ]);
      const deletion = await run(
        await console.request(operator, campaign, { kind: 'called', called: number }),
      );
      expect(deletion).toMatchObject({
        status: 'completed',
        isSettling: true,
        items: [{ status: 'unknown', unknownReason: because, successCount: null }],
      });
      const same = await console.request(operator, campaign, { kind: 'called', called: number });
      expect(await ask(same)).toMatchObject({
        ok: true,
        value: { deletionId: deletion.id, isExisting: true },
      });
      expect(deletesOf(campaignId)).toHaveLength(1);
    },
  );

  it.each([
    ['is disabled', { status: 'disabled' as const }, 'member_disabled'],
    ['is no operator any more', { roles: ['auditor' as const] }, 'right_lost'],
    ['has lost the campaign from the scope', { scope: ['13'] }, 'right_lost'],
  ])('stands still before its call if its member %s meanwhile', async (_what, change, because) => {
    const member = await console.member(['operator'], ['12']);
    const campaign = console.campaign(rows);
    const { campaignId } = campaign;
    const first = await console.request(operator, campaign, { kind: 'called', called: '13800138001' });
    const second = await console.request(member, campaign, { kind: 'called', called: number });
    const grant = await console.grant('deletion:create', member);
    console.simulator.setFaults([{ kind: 'latency', ms: 300, campaignId }]);
    const running = ask(first);
    await received(campaignId);
    const waiting = requestDeletion(grant, second, 'zh-CN');
    await changeMemberFromShell(console.db, member.username, change);
    const [, result] = await Promise.all([running, waiting]);
    const deletionId = result.ok ? result.value.deletionId : '';
    const stored = await console.db
      .selectFrom('deletion')
      .select(['status', 'stop_reason'])
      .where('id', '=', deletionId)
      .executeTakeFirstOrThrow();
    expect(stored).toEqual({ status: 'paused', stop_reason: because });
    expect(deletesOf(campaignId)).toHaveLength(1);
  });

  it('stands still before its call if its member has signed out meanwhile', async () => {
    const member = await console.member(['operator'], ['12']);
    const campaign = console.campaign(rows);
    const { campaignId } = campaign;
    const first = await console.request(operator, campaign, { kind: 'called', called: '13800138001' });
    const second = await console.request(member, campaign, { kind: 'called', called: number });
    const grant = await console.grant('deletion:create', member);
    console.simulator.setFaults([{ kind: 'latency', ms: 300, campaignId }]);
    const running = ask(first);
    await received(campaignId);
    const waiting = requestDeletion(grant, second, 'zh-CN');
    await console.db
      .updateTable('member_session')
      .set({ ended_at: Date.now() })
      .where('id', '=', member.sessionId)
      .execute();
    const [, result] = await Promise.all([running, waiting]);
    const stored = await console.db
      .selectFrom('deletion')
      .select(['status', 'stop_reason'])
      .where('id', '=', result.ok ? result.value.deletionId : '')
      .executeTakeFirstOrThrow();
    expect(stored).toEqual({ status: 'paused', stop_reason: 'session_ended' });
    expect(deletesOf(campaignId)).toHaveLength(1);
  });

  /** Until the simulator has the first delete of a campaign in hand. */
  async function received(campaignId: string): Promise<void> {
    await expect.poll(() => deletesOf(campaignId).length, { interval: 5, timeout: 10_000 }).toBe(1);
  }
});
