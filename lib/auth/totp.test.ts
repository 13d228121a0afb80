import { describe, expect, it } from 'vitest';
import { findTotpStep, toBase32, totpAddress, totpAt, totpStepOf } from './totp.ts';

/** RFC 6238, appendix B: SHA-1, of eight digits the last six. */
const secret = toBase32(Buffer.from('12345678901234567890'));
const vectors = [
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
] as const;

describe('codes of an authenticator app', () => {
  it.each(vectors)('are those of RFC 6238 at %i s', (seconds, code) => {
    expect(totpAt(secret, totpStepOf(seconds * 1_000))).toBe(code);
  });

  it('are taken a step early or late, and no further', () => {
    const now = 2_000_000_000_000;
    for (const steps of [-1, 0, 1]) {
      const step = totpStepOf(now) + steps;
      expect(findTotpStep(secret, totpAt(secret, step), now)).toBe(step);
    }
    for (const steps of [-2, 2]) {
      expect(findTotpStep(secret, totpAt(secret, totpStepOf(now) + steps), now)).toBeUndefined();
    }
    for (const nonsense of ['', '12345', '1234567', 'abcdef']) {
      expect(findTotpStep(secret, nonsense, now)).toBeUndefined();
    }
  });

  it('come to the app by an address of its own form', () => {
    expect(secret).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
    expect(totpAddress(secret, 'li.na', 'A B')).toBe(
      `otpauth://totp/A%20B%3Ali.na?secret=${secret}&issuer=A+B`,
    );
  });
});
