import { describe, expect, it } from 'vitest';
import { signInOutcome } from './session-calls.ts';

const origin = 'http://localhost:3000';

describe('signInOutcome', () => {
  it('is signed in when next-auth sends on without a fault', () => {
    expect(signInOutcome(200, { url: `${origin}/` })).toBe('signed_in');
  });

  it.each(['wrong_credentials', 'code_needed', 'wrong_code', 'throttled'] as const)(
    'says %s only when the server does',
    (code) => {
      const url = `${origin}/api/auth/error?error=${code}&provider=credentials`;
      expect(signInOutcome(401, { url })).toBe(code);
      expect(signInOutcome(200, { url })).toBe('failed');
    },
  );

  it.each([
    ['a database that is away', 401, { url: `${origin}/api/auth/error?error=SQLITE_BUSY` }],
    ['a refused CSRF token', 200, { url: `${origin}/api/auth/signin?csrf=true` }],
    ['a broken configuration', 500, { message: 'There is a problem' }],
    ['a gateway that answers in its place', 200, {}],
    ['an answer that is no object', 200, null],
    ['an address that cannot be read', 200, { url: '///' }],
  ])('says failed for %s', (_, status, body) => {
    expect(signInOutcome(status, body)).toBe('failed');
  });
});
