import { describe, expect, it } from 'vitest';
import { createCivilClock, formatCivilMs, parseCivilTime } from './civil-time.ts';

describe('civil time', () => {
  it.each(['2026-11-01 10:30:00', '2024-02-29 23:59:59', '1999-12-31 00:00:00'])(
    '%s comes back as it was',
    (text) => {
      expect(formatCivilMs(parseCivilTime(text) ?? Number.NaN)).toBe(text);
    },
  );

  it.each([
    '2026-02-29 00:00:00',
    '2026-11-01 24:00:00',
    '2026-11-01 10:30',
    '2026-11-1 10:30:00',
    '2026-11-01T10:30:00',
    ' 2026-11-01 10:30:00',
    '2026-13-01 00:00:00',
    '',
  ])('"%s" is none', (text) => {
    expect(parseCivilTime(text)).toBeNull();
  });

  it('is read off the clock of its zone, across midnight and a change to summer time', () => {
    const shanghai = createCivilClock('Asia/Shanghai');
    expect(shanghai(new Date('2026-11-22T16:00:00Z'))).toBe('2026-11-23 00:00:00');
    expect(shanghai(new Date('2026-11-22T15:59:59.999Z'))).toBe('2026-11-22 23:59:59');
    const berlin = createCivilClock('Europe/Berlin');
    expect(berlin(new Date('2026-03-29T00:59:59Z'))).toBe('2026-03-29 01:59:59');
    expect(berlin(new Date('2026-03-29T01:00:00Z'))).toBe('2026-03-29 03:00:00');
  });

  it('knows no zone that does not exist', () => {
    expect(() => createCivilClock('Mars/Olympus')).toThrow(RangeError);
  });
});
