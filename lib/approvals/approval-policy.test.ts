import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../settings/settings.ts';
import { type ApprovalFacts, approvalPolicy, approvalReasonsOf } from './approval-policy.ts';

const off = {
  above: 0,
  permanent: false,
  countUnknown: false,
  recycleUntil: false,
  customField: false,
  reasonCategories: [],
};
const one: ApprovalFacts = {
  kind: 'called',
  mode: null,
  archiveHistory: 1,
  numbers: 1,
  leftToCall: 5_000,
  category: 'wrong_import',
};
const list = { ...one, kind: 'called_list' } as const;
const batch = { ...one, kind: 'custom_field' } as const;
const recycle = { ...one, kind: 'recycle_time', mode: 'day' } as const;

describe('the policy', () => {
  it('asks nobody where everything is off', () => {
    for (const facts of [
      { ...list, numbers: 200_000, archiveHistory: 0 as const },
      { ...recycle, mode: 'until', leftToCall: null },
      { ...batch, leftToCall: null },
    ]) {
      expect(approvalReasonsOf(off, facts)).toEqual([]);
    }
  });

  it.each([
    [{ above: 10 }, { ...list, numbers: 10 }, []],
    [{ above: 10 }, { ...list, numbers: 11 }, ['above_limit']],
    [{ above: 10 }, { ...batch, numbers: 11 }, ['above_limit']],
    [{ permanent: true }, { ...one, archiveHistory: 0 as const }, ['permanent']],
    [{ permanent: true }, one, []],
    [{ countUnknown: true }, { ...one, leftToCall: null }, []],
    [{ countUnknown: true }, recycle, ['count_unknown']],
    [{ countUnknown: true }, batch, []],
    [{ countUnknown: true }, { ...batch, leftToCall: null }, ['count_unknown']],
    [{ recycleUntil: true }, recycle, []],
    [{ recycleUntil: true }, { ...recycle, mode: 'until' }, ['recycle_until']],
    [{ customField: true }, batch, ['custom_field']],
    [{ customField: true }, list, []],
    [
      { reasonCategories: ['complaint' as const] },
      { ...one, category: 'complaint' as const },
      ['reason_category'],
    ],
    [{ reasonCategories: ['complaint' as const] }, one, []],
  ])('with %j asks for %j because of %j', (changes, facts, reasons) => {
    expect(approvalReasonsOf({ ...off, ...changes }, facts)).toEqual(reasons);
  });

  it('by default asks for what cannot be undone, cannot be counted, or is more than a thousand', () => {
    const policy = defaultSettings.approvalPolicy;
    expect(approvalReasonsOf(policy, one)).toEqual([]);
    expect(approvalReasonsOf(policy, { ...list, numbers: 1_000 })).toEqual([]);
    expect(approvalReasonsOf(policy, { ...list, numbers: 1_001, archiveHistory: 0 })).toEqual([
      'above_limit',
      'permanent',
    ]);
    expect(approvalReasonsOf(policy, { ...recycle, mode: 'until' })).toEqual([
      'count_unknown',
      'recycle_until',
    ]);
  });

  it('keeps each category once', () => {
    const given = { ...off, reasonCategories: ['other', 'complaint', 'other'] };
    expect(approvalPolicy.parse(given).reasonCategories).toEqual(['complaint', 'other']);
  });
});
