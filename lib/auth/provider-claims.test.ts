import { describe, expect, it } from 'vitest';
import { claimedRoles, hasAssurance } from './provider-claims.ts';

const mapping = [
  { value: 'ops', role: 'operator' },
  { value: 'ops', role: 'approver' },
  { value: 'sec', role: 'auditor' },
] as const;

describe('the roles of a claim', () => {
  it.each([
    [{ roles: ['ops'] }, 'roles', ['approver', 'operator']],
    [{ roles: 'sec' }, 'roles', ['auditor']],
    [
      { realm_access: { roles: ['sec', 'ops', 'sec'] } },
      'realm_access.roles',
      ['approver', 'auditor', 'operator'],
    ],
    [{ 'https://id.example/roles': ['sec'] }, 'https://id.example/roles', ['auditor']],
    [{ roles: ['admin', 'SEC', ' sec'] }, 'roles', []],
    [{ roles: [1, null, { value: 'sec' }] }, 'roles', []],
    [{}, 'roles', []],
    [{ realm_access: null }, 'realm_access.roles', []],
    [{ roles: 'sec' }, '__proto__.roles', []],
    [{}, 'constructor.name', []],
  ])('%j at %s are %j', (claims, name, roles) => {
    expect(claimedRoles(claims, name, mapping)).toEqual(roles);
  });
});

describe('the way of authentication', () => {
  it.each([
    [{}, { acr: [], amr: [] }, true],
    [{}, { acr: ['high'], amr: [] }, false],
    [{ acr: 'high' }, { acr: ['high', 'higher'], amr: [] }, true],
    [{ acr: 'low' }, { acr: ['high', 'higher'], amr: [] }, false],
    [{ amr: ['pwd', 'otp'] }, { acr: [], amr: ['mfa', 'otp'] }, true],
    [{ amr: ['pwd'] }, { acr: [], amr: ['mfa', 'otp'] }, false],
    [{ acr: 'high', amr: ['pwd'] }, { acr: ['high'], amr: ['otp'] }, false],
  ])('%j answers %j: %s', (claims, demanded, is) => {
    expect(hasAssurance(claims, demanded)).toBe(is);
  });
});
