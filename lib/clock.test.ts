import { describe, expect, it } from 'vitest';
import { dayAfter, startOfCivilDay, toCivilTime } from './clock.ts';

describe('a civil day', () => {
  it.each([
    ['2026-11-23', 'Asia/Shanghai', '2026-11-22T16:00:00Z'],
    // clocks are put forward at 02:00 and back at 03:00 of that day
    ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00Z'],
    ['2026-10-25', 'Europe/Berlin', '2026-10-24T22:00:00Z'],
    ['2026-03-08', 'America/New_York', '2026-03-08T05:00:00Z'],
    ['2026-11-01', 'America/New_York', '2026-11-01T04:00:00Z'],
    // midnight itself is skipped
    ['2026-09-06', 'America/Santiago', '2026-09-06T04:00:00Z'],
    ['2026-11-23', 'Pacific/Kiritimati', '2026-11-22T10:00:00Z'],
  ])('%s begins in %s at %s', (date, timeZone, instant) => {
    const start = startOfCivilDay(date, timeZone);
    expect(new Date(start).toISOString().replace('.000', '')).toBe(instant);
    expect(toCivilTime(start, timeZone).slice(0, 10)).toBe(date);
    expect(toCivilTime(start - 1, timeZone).slice(0, 10) < date).toBe(true);
  });

  it('is followed by the next of the calendar', () => {
    expect([dayAfter('2026-02-28'), dayAfter('2028-02-28'), dayAfter('2026-12-31')]).toEqual([
      '2026-03-01',
      '2028-02-29',
      '2027-01-01',
    ]);
  });
});
