import { describe, expect, it } from 'vitest';
import type { NumberRow } from './call-list.ts';
import { createPracticeWorld } from './practice-data.ts';

const today = '2026-11-23';
const contentOf = (seed: number) =>
  createPracticeWorld({ seed, today })
    .all()
    .map((campaign) => ({ ...campaign, callList: campaign.callList.rows() }));

describe('practice data', () => {
  it('is the same for the same seed, and other for another', () => {
    expect(contentOf(7)).toEqual(contentOf(7));
    expect(contentOf(8)).not.toEqual(contentOf(7));
  });

  it.each([1, 7, 4_000_000])('holds in campaign 146 what the documentation names, seed %i', (seed) => {
    const campaign = createPracticeWorld({ seed, today }).find('146');
    const list = campaign?.callList;
    const rows = list?.rows() ?? [];
    const isNotCalled = (row: NumberRow) => row.state === 'not_called';
    expect(campaign).toMatchObject({ name: '信用卡分期回访-11月', vdnId: 12, status: 3 });
    for (const [called, state] of [
      ['13800138000', 'not_called'],
      ['13800138001', 'completed'],
      ['13800138002', 'in_call'],
    ] as const) {
      expect(list?.withCalled(called)).toMatchObject([{ state }]);
    }
    expect(list?.withSession('5f3c2b1a9d8e4f7061728394a5b6c7d8')).toMatchObject([{ state: 'not_called' }]);
    expect(list?.inBatch('PC20261103_HZ').filter(isNotCalled)).toHaveLength(412);
    expect(rows.filter((row) => row.recycleTime === '2026-11-01 10:30:00')).toMatchObject([
      { state: 'not_called' },
    ]);
    expect(rows.filter((row) => row.recycleTime?.startsWith('2026-11-01') && isNotCalled(row))).toHaveLength(
      36,
    );
    expect(rows.filter((row) => (row.recycleTime ?? '9') < '2026-11-01').length).toBeGreaterThan(5);
  });

  it('has campaigns of every status in both VDNs, and tens of thousands of well-formed numbers', () => {
    const campaigns = createPracticeWorld({ seed: 1, today }).all();
    for (const vdnId of [12, 13]) {
      const statuses = campaigns.filter((campaign) => campaign.vdnId === vdnId).map(({ status }) => status);
      expect(new Set(statuses)).toEqual(new Set([1, 2, 3, 4]));
    }
    expect(campaigns.length).toBeGreaterThanOrEqual(12);
    const rows = campaigns.flatMap((campaign) => campaign.callList.rows());
    expect(rows.length).toBeGreaterThan(30_000);
    const isWellFormed = (row: NumberRow) =>
      /^1\d{10}$/.test(row.called) &&
      /^[0-9a-f]{32}$/.test(row.sessionId) &&
      /^[A-Za-z0-9_-]*$/.test(row.customField) &&
      (row.recycleTime === null || row.recycleTime < today);
    expect(rows.filter((row) => !isWellFormed(row))).toEqual([]);
  });
});
