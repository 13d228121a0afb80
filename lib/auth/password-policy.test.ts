import { describe, expect, it } from 'vitest';
import { passwordFault } from './password-policy.ts';

describe('a new password', () => {
  it.each([
    ['elf chars', 'too_short'],
    ['十一个汉字不够长的密码', 'too_short'],
    ['x'.repeat(129), 'too_long'],
    ['password1234', 'too_common'],
    ['123456789012', 'too_common'],
    ['abcdefghijkl', 'too_common'],
    ['abc1abc1abc1', 'too_common'],
    ['aaaaaaaaaaaa', 'too_common'],
    ['my LI.NA is here', 'holds_username'],
  ])('%j is refused: %s', (password, fault) => {
    expect(passwordFault(password, 'li.na')).toBe(fault);
  });

  it.each([
    'correct horse battery',
    '春眠不觉晓处处闻啼鸟夜来风雨声',
    'x7 k! 2p 9w qz',
    `${'a long one '.repeat(11)}end`,
  ])('%j is taken, whatever kinds of characters it has', (password) => {
    expect(passwordFault(password, 'li.na')).toBeUndefined();
  });
});
