import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskNumber, maskNumbersInText, numberDigits } from './mask.ts';

describe('a mask', () => {
  it('keeps the ends of a number that people know it by', () => {
    expect(maskNumber('13800138000')).toBe('138****8000');
    expect(maskNumber('10086')).toBe('1****86');
    expect(maskNumber('110')).toBe('****');
  });

  it('leaves never more than seven characters of a number, nor its middle', async () => {
    const number = fc.string({ unit: fc.constantFrom(...'0123456789*#'), minLength: 1, maxLength: 24 });
    await fc.assert(
      fc.property(number, (text) => {
        expect(maskNumber(text).replaceAll('****', '').length).toBeLessThanOrEqual(
          Math.min(7, text.length - 1),
        );
      }),
    );
  });

  it('finds numbers in free text, however they are written', () => {
    expect(maskNumbersInText('客户 138 0013 8000 投诉')).toBe('客户 138****8000 投诉');
    expect(maskNumbersInText('call 138-0013-8000!')).toBe('call 138****8000!');
    expect(maskNumbersInText('１３８００１３８０００')).toBe('138****8000');
    expect(maskNumbersInText('tel:+8613800138000')).toBe('tel:+861****8000');
    expect(maskNumbersInText('138.0013.8000')).toBe('138****8000');
    expect(maskNumbersInText('138  0013\u30008000')).toBe('138****8000');
    expect(maskNumbersInText('(0755) 8888-8888')).toBe('(075****8888');
  });

  it('leaves dates and short digits of a batch name or a ticket readable', () => {
    expect(maskNumbersInText('PC20261103_HZ 412')).toBe('PC20261103_HZ 412');
    expect(maskNumbersInText('20261123000117')).toBe('20261123000117');
    expect(maskNumbersInText('自 2026-11-01 10:30 起')).toBe('自 2026-11-01 10:30 起');
    expect(maskNumbersInText('INC0012345', numberDigits.ticket)).toBe('INC0012345');
    expect(maskNumbersInText('13800138000', numberDigits.ticket)).toBe('138****8000');
  });
});
