import { describe, expect, it } from 'vitest';
import { mayRetry } from './query-client.ts';

describe('mayRetry', () => {
  it.each([400, 401, 403, 404, 499])('never asks again after %i', (status) => {
    expect(mayRetry(0, Object.assign(new Error('refused'), { status }))).toBe(false);
  });

  it.each([500, 502, 503])('asks again after %i, twice and no more', (status) => {
    const error = Object.assign(new Error('failed'), { status });
    expect([0, 1, 2].map((failures) => mayRetry(failures, error))).toEqual([true, true, false]);
  });

  it('asks again when no answer came at all', () => {
    expect(mayRetry(0, new TypeError('Failed to fetch'))).toBe(true);
  });
});
