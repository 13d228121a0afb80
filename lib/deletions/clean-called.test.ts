import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanCalled } from './clean-called.ts';
import { callCriterion } from './criterion.ts';

describe('a called number as people paste it', () => {
  it.each([
    ['13800138000', '13800138000', [], false],
    [' 138 0013 8000 ', '13800138000', ['spaces'], false],
    ['138-0013-8000', '13800138000', ['hyphens'], false],
    ['+86 138\u00A00013-8000', '13800138000', ['+86', 'spaces', 'hyphens'], false],
    ['008613800138000', '13800138000', ['0086'], false],
    ['１３８００１３８０００', '13800138000', [], true],
    ['＋８６１３８００１３８０００', '13800138000', ['+86'], true],
    ['13800138000\n', '13800138000', [], false],
    ['*86#', '*86#', [], false],
    ['0086', '0086', [], false],
    ['8613800138000', '8613800138000', [], false],
  ])('%j is sent as %j, and what was cleaned is told', (text, value, removed, isConverted) => {
    expect(cleanCalled(text)).toEqual({ ok: true, value, removed, isConverted });
  });

  it.each(['8.61E+12', '1.38E10', '8.61381E+12', ' 1e5 ', '８．６１Ｅ＋１２'])(
    '%j has lost its digits and is refused, never repaired',
    (text) => {
      expect(cleanCalled(text)).toEqual({ ok: false, fault: 'scientific' });
    },
  );

  it.each([
    '13800138000 13900139000',
    '1380013-8000138',
    '13800138000\n13800138001',
    '13800138000,13800138001',
    '138、139',
    '138；139',
  ])('%j is several numbers and is refused, never joined', (text) => {
    expect(cleanCalled(text)).toEqual({ ok: false, fault: 'several' });
  });

  it('keeps what cannot be seen, so that the criterion is refused for it', () => {
    expect(cleanCalled('138\u200B00138000')).toMatchObject({ value: '138\u200B00138000' });
  });

  it('never loses, adds or reorders a digit beside the country code', async () => {
    const piece = fc.constantFrom(...'0123456789０１９*# -'.split(''));
    await fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        const cleaned = cleanCalled(text);
        if (!cleaned.ok) return;
        const digits = text.normalize('NFKC').replace(/[^0-9*#]/g, '');
        const code = cleaned.removed.includes('0086') ? '0086' : '';
        expect(code + cleaned.value).toBe(digits);
      }),
    );
  });

  it('is sent as 1 to 24 of 0-9, * and #, or refused, whatever is pasted', () => {
    const piece = fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...'0123456789０９＊*# -+＋EＥ.,、\n\u200B\u3000'.split('')) },
      { weight: 1, arbitrary: fc.constantFrom('+86', '0086', '8.61E+12') },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 1 }) },
    );
    const seen = { sent: 0, refused: 0 };
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const cleaned = cleanCalled(pieces.join(''));
        const stands =
          cleaned.ok && callCriterion.safeParse({ kind: 'called', called: cleaned.value }).success;
        seen[stands ? 'sent' : 'refused'] += 1;
        if (stands) expect(cleaned.value).toMatch(/^[0-9*#]{1,24}$/);
      }),
      { numRuns: 1000 },
    );
    // neither side of the promise goes untried
    expect(seen.sent).toBeGreaterThan(0);
    expect(seen.refused).toBeGreaterThan(0);
  });
});
