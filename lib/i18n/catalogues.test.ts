import { describe, expect, it } from 'vitest';
import { documentedCodes } from '../isales/result-codes.ts';
import { en } from './en.ts';
import { preferredLocale } from './preferred-locale.ts';
import { zhCN } from './zh-CN.ts';

/** Every text of a catalogue with its path. */
function textsOf(catalogue: object, path = ''): Map<string, string> {
  return new Map(
    Object.entries(catalogue).flatMap(([key, value]) =>
      typeof value === 'string' ? [[`${path}${key}`, value] as const] : [...textsOf(value, `${path}${key}.`)],
    ),
  );
}

/** Names of the arguments and tags that a message takes. */
function argumentsOf(message: string): string[] {
  const names = [...message.matchAll(/\{\s*(\w+)\s*[,}]/g), ...message.matchAll(/<(\w+)>/g)];
  return [...new Set(names.map((match) => match[1] ?? ''))].filter((name) => !/^\d/.test(name)).sort();
}

const chinese = textsOf(zhCN);
const english = textsOf(en);

describe('the catalogues', () => {
  it('say everything in both languages', () => {
    expect([...english.keys()].sort()).toEqual([...chinese.keys()].sort());
    for (const [path, text] of [...chinese, ...english]) expect([path, text.trim()]).not.toEqual([path, '']);
  });

  it('take the same arguments in both languages', () => {
    for (const [path, text] of chinese) {
      expect([path, argumentsOf(english.get(path) ?? '')]).toEqual([path, argumentsOf(text)]);
    }
  });

  it('speak Chinese in the one and no Chinese in the other', () => {
    for (const [path, text] of english) {
      if (path.endsWith('.languageZh') || /chinese/i.test(path)) continue;
      expect([path, /\p{Script=Han}/u.test(text) && !/^(中文|简体中文)$/.test(text)]).toEqual([path, false]);
    }
  });

  it('explain every documented result code', () => {
    expect(Object.keys(zhCN.resultCodes).sort()).toEqual(
      [...documentedCodes.map((code) => `c${code}`), 'other'].sort(),
    );
  });
});

describe('the language of a first visit', () => {
  it.each([
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh-CN'],
    ['zh-TW', 'zh-CN'],
    ['en-GB,en;q=0.9', 'en'],
    ['fr-FR,fr;q=0.9,en;q=0.4,zh;q=0.5', 'zh-CN'],
    ['en;q=0,zh', 'zh-CN'],
    ['fr', undefined],
    ['', undefined],
    [null, undefined],
  ])('of a browser that asks for %j is %j', (header, locale) => {
    expect(preferredLocale(header)).toBe(locale);
  });
});
