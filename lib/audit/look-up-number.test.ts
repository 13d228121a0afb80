import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../db/testing/test-database.ts';
import type { Criterion } from '../deletions/criterion.ts';
import { requestDeletion } from '../deletions/request-deletion.ts';
import { refuseAudit } from '../testing/refuse-audit.ts';
import {
  startTestConsole,
  type TestCampaign,
  type TestConsole,
  type TestMember,
} from '../testing/test-console.ts';
import { lookUpNumber } from './look-up-number.ts';

describe.each(engines)('"was this number deleted?" (%s)', (engine) => {
  let console: TestConsole;
  let operator: TestMember;
  let auditor: TestMember;

  beforeAll(async () => {
    console = await startTestConsole(engine);
    operator = await console.member(['operator'], ['12']);
    auditor = await console.member(['auditor'], []);
  });
  afterAll(() => console.stop());

  const remove = async (campaign: TestCampaign, criterion: Criterion, archiveHistory: 0 | 1 = 1) => {
    const wanted = await console.request(operator, campaign, criterion, { archiveHistory });
    const result = await requestDeletion(await console.grant('deletion:create', operator), wanted, 'zh-CN');
    if (!result.ok) throw new Error(result.code);
    return result.value.deletionId;
  };
  const ask = async (text: string, kind = 'called') =>
    lookUpNumber(await console.grant('audit:read', auditor), { kind, text });

  it('is answered with the call that deleted it, however the number is written', async () => {
    const campaign = console.campaign([{ called: '13912345678' }, { called: '13912345679' }]);
    const deletionId = await remove(campaign, { kind: 'called', called: '13912345678' }, 0);
    for (const text of ['13912345678', ' +86 139-1234-5678 ', '１３９１２３４５６７８']) {
      expect(await ask(text)).toMatchObject({
        ok: true,
        value: {
          mask: '139****5678',
          hasMore: false,
          calls: [
            {
              deletionId,
              campaignId: campaign.campaignId,
              archiveHistory: 0,
              outcome: 'deleted',
              successCount: 1,
            },
          ],
        },
      });
    }
    expect(await ask('13912345679')).toMatchObject({ ok: true, value: { calls: [] } });
    // the same characters as a session ID are another thing
    expect(await ask('13912345678', 'session_id')).toMatchObject({ ok: true, value: { calls: [] } });
  });

  it('tells each call by its own outcome, newest first', async () => {
    const campaign = console.campaign([{ called: '13800138000' }]);
    const { campaignId } = campaign;
    console.simulator.setFaults([{ kind: 'result_code', code: '0200006', times: 1, campaignId }]);
    await remove(campaign, { kind: 'called', called: '13800138000' });
    await remove(campaign, { kind: 'called', called: '13800138000' });
    const other = console.campaign([{ called: '13800138999' }]);
    await remove(other, { kind: 'called', called: '13800138000' });
    const found = await ask('13800138000');
    expect(found.ok && found.value.calls.map(({ outcome }) => outcome)).toEqual([
      'nothing_matched',
      'deleted',
      'rejected',
    ]);
  });

  it('finds what a list named, and a session ID', async () => {
    const campaign = console.campaign([{ called: '13700137001' }, { called: '13700137002' }]);
    const list = await console.list(operator, ['13700137001', '13700137002']);
    const deletionId = await remove(campaign, { kind: 'called_list', listId: list.id });
    await expect
      .poll(async () => {
        const found = await ask('13700137002');
        return found.ok && found.value.calls[0]?.outcome;
      })
      .toBe('deleted');
    expect(await ask('13700137001')).toMatchObject({ value: { calls: [{ deletionId }] } });
    const sessions = console.campaign([{ called: '13600136000', sessionId: 'S-1' }]);
    await remove(sessions, { kind: 'session_id', sessionId: 'S-1' });
    expect(await ask('S-1', 'session_id')).toMatchObject({ value: { calls: [{ outcome: 'deleted' }] } });
  });

  it('is itself an event, without the number', async () => {
    await ask('13511112222');
    const row = await console.db
      .selectFrom('audit_event')
      .selectAll()
      .orderBy('seq', 'desc')
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({ type: 'number.looked_up', actor_id: auditor.id });
    expect(JSON.parse(row.data)).toMatchObject({ kind: 'called', value: '135****2222', calls: 0 });
    expect(JSON.stringify(row)).not.toContain('13511112222');
  });

  it('is refused with what to mend, and nothing is audited', async () => {
    const count = async () =>
      (await console.db.selectFrom('audit_head').select('seq').executeTakeFirstOrThrow()).seq;
    const before = await count();
    for (const [text, code] of [
      ['', 'criterion_blank'],
      ['​', 'criterion_blank'],
      ['8.61E+12', 'scientific'],
      ['13800138000 13800138001', 'several'],
      ['abc', 'called_characters'],
      ['1'.repeat(101), 'input_invalid'],
    ] as const) {
      expect([text, await ask(text)]).toMatchObject([text, { ok: false, code }]);
    }
    expect(await ask('1', 'custom_field')).toMatchObject({ ok: false, code: 'input_invalid' });
    expect(await count()).toBe(before);
  });

  it('is not answered where asking cannot be audited', async () => {
    const allow = await refuseAudit(console.db, engine, 'number.looked_up');
    expect(await ask('13912345678')).toMatchObject({ ok: false, code: 'audit_unavailable' });
    await allow();
    expect(await ask('13912345678')).toMatchObject({ ok: true });
  });
});
