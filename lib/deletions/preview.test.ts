import { describe, expect, it } from 'vitest';
import { hasDrifted } from './has-drifted.ts';
import { requiredDigits } from './preview.ts';

const base = { items: 1, archiveHistory: 1, campaignId: '20146', confirmAbove: 100 } as const;
const batch = { ...base, kind: 'custom_field', scope: 'batch' } as const;
const number = { ...base, kind: 'called', scope: 'campaign', leftToCall: 5_000 } as const;
const day = { ...base, kind: 'recycle_time', scope: 'campaign', leftToCall: 5_000 } as const;

describe('the digits to type', () => {
  it('are none for one number that is archived, or for a small batch', () => {
    expect(requiredDigits(number)).toEqual({ ask: 'nothing' });
    expect(requiredDigits({ ...batch, leftToCall: 100 })).toEqual({ ask: 'nothing' });
  });

  it('are the count of a batch above the limit, or of one that is deleted for good', () => {
    expect(requiredDigits({ ...batch, leftToCall: 101 })).toEqual({ ask: 'count', digits: '101' });
    expect(requiredDigits({ ...batch, leftToCall: 3, archiveHistory: 0 })).toEqual({
      ask: 'count',
      digits: '3',
    });
  });

  it('are the last four of the campaign ID for a batch that is said to be empty and sent all the same', () => {
    expect(requiredDigits({ ...batch, leftToCall: 0 })).toEqual({ ask: 'campaign_tail', digits: '0146' });
    expect(requiredDigits({ ...batch, leftToCall: 0, archiveHistory: 0 })).toMatchObject({ digits: '0146' });
  });

  it('are the number of rows of a list above the limit, or of one that is deleted for good', () => {
    const list = { ...number, kind: 'called_list' } as const;
    expect(requiredDigits({ ...list, items: 100 })).toEqual({ ask: 'nothing' });
    expect(requiredDigits({ ...list, items: 2_000 })).toEqual({ ask: 'count', digits: '2000' });
    expect(requiredDigits({ ...list, items: 3, archiveHistory: 0 })).toEqual({ ask: 'count', digits: '3' });
  });

  it('are the last four of the campaign ID where nobody can know the count, or a number goes for good', () => {
    const tail = { ask: 'campaign_tail', digits: '0146' };
    expect(requiredDigits(day)).toEqual(tail);
    expect(requiredDigits({ ...batch, scope: 'unavailable', leftToCall: null })).toEqual(tail);
    expect(requiredDigits({ ...number, archiveHistory: 0 })).toEqual(tail);
  });
});

describe('a count that was confirmed', () => {
  it('may move by 20 numbers or a tenth, whichever is more', () => {
    expect(hasDrifted('custom_field', 100, 120)).toBe(false);
    expect(hasDrifted('custom_field', 100, 79)).toBe(true);
    expect(hasDrifted('recycle_time', 10_000, 9_000)).toBe(false);
    expect(hasDrifted('recycle_time', 10_000, 11_001)).toBe(true);
  });

  it('has moved if it can no longer be read, or can be read only now', () => {
    expect(hasDrifted('custom_field', 5, null)).toBe(true);
    expect(hasDrifted('custom_field', null, 5)).toBe(true);
    expect(hasDrifted('custom_field', null, null)).toBe(false);
  });

  it('says nothing about one number or session', () => {
    expect(hasDrifted('called', 5_000, 0)).toBe(false);
    expect(hasDrifted('session_id', 5_000, null)).toBe(false);
  });
});
