import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { criterion } from './criterion.ts';
import { recycleWindow } from './recycle-window.ts';

/** The first fault's code, or undefined for a criterion that stands. */
function faultOf(input: unknown): string | undefined {
  const parsed = criterion.safeParse(input);
  return parsed.success ? undefined : parsed.error.issues[0]?.message;
}

describe('a criterion', () => {
  it.each([
    { kind: 'called', called: '13800138000' },
    { kind: 'called', called: '*86#'.repeat(6) },
    { kind: 'session_id', sessionId: 'a'.repeat(32) },
    { kind: 'custom_field', customField: '贷后 批次_20261103-HZ' },
    { kind: 'custom_field', customField: 'b'.repeat(200) },
    { kind: 'recycle_time', mode: 'until', date: '2024-02-29' },
    { kind: 'recycle_time', mode: 'day', date: '2026-12-31' },
    { kind: 'recycle_time', mode: 'moment', date: '2026-11-01', time: '23:59:59' },
  ])('stands: %j', (input) => {
    expect(faultOf(input)).toBeUndefined();
  });

  it.each([
    [{ kind: 'called', called: '' }, 'criterion_blank'],
    [{ kind: 'called', called: '   ' }, 'criterion_blank'],
    [{ kind: 'called', called: '\u200B\uFEFF' }, 'criterion_blank'],
    [{ kind: 'called', called: '138001a8000' }, 'called_characters'],
    [{ kind: 'called', called: '１３８００１３８０００' }, 'called_characters'],
    [{ kind: 'called', called: '138\u200B00138000' }, 'invisible_characters'],
    [{ kind: 'called', called: '1'.repeat(25) }, 'called_too_long'],
    [{ kind: 'session_id', sessionId: '\u3000\t' }, 'criterion_blank'],
    [{ kind: 'session_id', sessionId: 'a'.repeat(33) }, 'session_id_too_long'],
    [{ kind: 'session_id', sessionId: 'a b' }, 'invisible_characters'],
    [{ kind: 'custom_field', customField: '\u3164' }, 'criterion_blank'],
    [{ kind: 'custom_field', customField: 'a'.repeat(201) }, 'custom_field_too_long'],
    [{ kind: 'custom_field', customField: 'a&b' }, 'custom_field_not_importable'],
    [{ kind: 'custom_field', customField: 'a（b' }, 'custom_field_not_importable'],
    [{ kind: 'custom_field', customField: ' a' }, 'invisible_characters'],
    [{ kind: 'recycle_time', mode: 'until', date: '2026-02-30' }, 'date_invalid'],
    [{ kind: 'recycle_time', mode: 'day', date: '' }, 'date_invalid'],
    [{ kind: 'recycle_time', mode: 'moment', date: '2026-11-01', time: '' }, 'time_invalid'],
    [{ kind: 'recycle_time', mode: 'moment', date: '2026-11-01', time: '24:00:00' }, 'time_invalid'],
  ])('is refused with its reason: %j', (input, code) => {
    expect(faultOf(input)).toBe(code);
  });

  it.each([
    [{ kind: 'recycle_time', date: '2026-11-01' }],
    [{ kind: 'recycle_time', mode: 'day', date: '2026-11-01', time: '10:00:00' }],
    [{ kind: 'recycle_time', mode: 'moment', date: '2026-11-01' }],
    [{ kind: 'called', called: '1', sessionId: 'a' }],
    [{ kind: 'all' }],
    [{}],
    [null],
  ])('is exactly one, with nothing beside it: %j', (input) => {
    expect(criterion.safeParse(input).success).toBe(false);
  });

  it('never stands as a called number with anything but 1 to 24 of 0–9 * #', async () => {
    await fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (called) => {
        const stands = criterion.safeParse({ kind: 'called', called }).success;
        expect(stands).toBe(/^[0-9*#]{1,24}$/.test(called));
      }),
    );
  });

  it('resolves its mode to a window of whole days, or to one second', () => {
    const date = '2020-12-04';
    expect(recycleWindow({ kind: 'recycle_time', mode: 'until', date })).toEqual({
      to: '2020-12-04 23:59:59',
    });
    expect(recycleWindow({ kind: 'recycle_time', mode: 'day', date })).toEqual({
      from: '2020-12-04 00:00:00',
      to: '2020-12-04 23:59:59',
    });
    expect(recycleWindow({ kind: 'recycle_time', mode: 'moment', date, time: '09:00:01' })).toEqual({
      from: '2020-12-04 09:00:01',
      to: '2020-12-04 09:00:01',
    });
    expect(recycleWindow({ kind: 'called', called: '1' })).toBeUndefined();
  });
});
