import { describe, expect, it } from 'vitest';
import { rolePermissions } from '#lib/members/roles.ts';
import { rolesFor, screenAt, screensFor } from './screens.ts';

describe('screensFor', () => {
  it.each([
    ['operator', ['newDeletion', 'deletions']],
    ['approver', ['deletions', 'approvals']],
    ['auditor', ['audit']],
    ['admin', ['members', 'settings']],
  ] as const)('shows to an %s only what they may open', (role, keys) => {
    expect(screensFor(rolePermissions[role]).map(({ key }) => key)).toEqual(keys);
  });

  it('shows nothing to a member without rights', () => {
    expect(screensFor([])).toEqual([]);
  });
});

describe('screenAt', () => {
  it.each([
    ['/deletions/new', 'newDeletion'],
    ['/deletions', 'deletions'],
    ['/deletions/del_1', 'deletions'],
    ['/deletions/newer', 'deletions'],
    ['/audit/7', 'audit'],
    ['/deletionsx', undefined],
    ['/', undefined],
  ])('takes %s for %s', (pathname, key) => {
    expect(screenAt(pathname)?.key).toBe(key);
  });
});

describe('rolesFor', () => {
  it('names every role that opens a screen', () => {
    const deletions = screenAt('/deletions');
    expect(deletions && rolesFor(deletions)).toEqual(['operator', 'approver']);
  });
});
