import { describe, expect, it } from 'vitest';
import { allowedHours, isWithinHours } from './allowed-hours.ts';

// 2026-11-23 is a Monday
const weekdays = { days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' } as const;
const nights = { days: [1, 5], from: '22:00', to: '06:00' } as const;

describe('the allowed hours', () => {
  it.each([
    ['2026-11-23 08:59:59', false],
    ['2026-11-23 09:00:00', true],
    ['2026-11-23 17:59:59', true],
    ['2026-11-23 18:00:00', false],
    ['2026-11-27 12:00:00', true],
    ['2026-11-28 12:00:00', false],
    ['2026-11-29 12:00:00', false],
  ])('of a day begin with the first minute and end before the last: %s is %s', (civil, is) => {
    expect(isWithinHours({ ...weekdays, days: [...weekdays.days] }, civil)).toBe(is);
  });

  it.each([
    ['2026-11-23 05:00:00', false],
    ['2026-11-23 21:59:59', false],
    ['2026-11-23 22:00:00', true],
    ['2026-11-24 05:59:59', true],
    ['2026-11-24 06:00:00', false],
    ['2026-11-24 23:00:00', false],
    ['2026-11-28 05:59:59', true],
  ])('of a night belong to the day on which it begins: %s is %s', (civil, is) => {
    expect(isWithinHours({ ...nights, days: [...nights.days] }, civil)).toBe(is);
  });

  it('of a night that begins on Sunday end on Monday', () => {
    const sunday = { days: [7 as const], from: '22:00', to: '06:00' };
    expect(isWithinHours(sunday, '2026-11-23 05:00:00')).toBe(true);
    expect(isWithinHours(sunday, '2026-11-22 05:00:00')).toBe(false);
  });

  it('last to the end of the day where they say 24:00', () => {
    const monday = { days: [1 as const], from: '00:00', to: '24:00' };
    expect(isWithinHours(monday, '2026-11-23 00:00:00')).toBe(true);
    expect(isWithinHours(monday, '2026-11-23 23:59:59')).toBe(true);
    expect(isWithinHours(monday, '2026-11-24 00:00:00')).toBe(false);
  });

  it('are any time where none are set', () => {
    expect(isWithinHours(null, '2026-11-28 03:00:00')).toBe(true);
  });

  it.each([
    { days: [], from: '09:00', to: '18:00' },
    { days: [0], from: '09:00', to: '18:00' },
    { days: [1], from: '9:00', to: '18:00' },
    { days: [1], from: '09:00', to: '24:30' },
    { days: [1], from: '09:00', to: '09:00' },
  ])('are refused as %j', (hours) => {
    expect(allowedHours.safeParse(hours).success).toBe(false);
  });
});
