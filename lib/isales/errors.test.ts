import { describe, expect, it, vi } from 'vitest';
import { IsalesError } from './errors.ts';

describe('the error of the vendor client', () => {
  it('is known by every copy of its module in the process, and nothing else is', async () => {
    vi.resetModules();
    const copy = await import('./errors.ts');
    expect(copy.IsalesError).not.toBe(IsalesError);
    expect(new copy.IsalesError('timeout', { wasSent: true })).toBeInstanceOf(IsalesError);
    for (const other of [new Error('x'), { kind: 'timeout' }, null, undefined, 'timeout']) {
      expect(other instanceof IsalesError).toBe(false);
    }
  });
});
