import { describe, expect, it } from 'vitest';
import { ownPath } from './own-path.ts';

describe('ownPath', () => {
  it.each(['/', '/deletions/new', '/audit?page=2#top', '/deletions?from=//x'])('keeps %j', (address) => {
    expect(ownPath(address)).toBe(address);
  });

  it.each([
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '\\\\evil.example',
    '/a\\b',
    'https://evil.example/',
    'javascript:alert(1)',
    'deletions',
    ' /deletions',
    '',
    undefined,
    ['/deletions'],
  ])('refuses %j', (address) => {
    expect(ownPath(address)).toBeUndefined();
  });
});
