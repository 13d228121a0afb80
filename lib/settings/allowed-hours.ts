import * as z from 'zod';

/** `HH:mm`; `24:00` is the end of the day. */
const timeOfDay = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/);

/** ISO days of the week, Monday is 1. */
export const daysOfWeek = [1, 2, 3, 4, 5, 6, 7] as const;
export type DayOfWeek = (typeof daysOfWeek)[number];

/**
 * When calls may be made, in civil time of the VDN: on these days, from `from` until just before `to`. A `to` before
 * `from` is on the day after, and the night belongs to the day on which it begins.
 */
export const allowedHours = z
  .strictObject({
    days: z
      .array(z.literal(daysOfWeek))
      .min(1)
      .transform((days) => [...new Set(days)].sort()),
    from: timeOfDay,
    to: timeOfDay,
  })
  .refine((hours) => hours.from !== hours.to, { path: ['to'] });
export type AllowedHours = z.infer<typeof allowedHours>;

/** True if `civil` (`yyyy-MM-dd HH:mm:ss`) lies within the hours. */
export function isWithinHours(hours: AllowedHours | null, civil: string): boolean {
  if (hours === null) return true;
  const [date = '', time = ''] = civil.split(' ');
  const day = dayOfWeek(date);
  const dayBefore = day === 1 ? 7 : ((day - 1) as DayOfWeek);
  const isOvernight = hours.to < hours.from;
  const isInFirst =
    hours.days.includes(day) && hours.from <= time && (isOvernight || time < `${hours.to}:00`);
  return isInFirst || (isOvernight && hours.days.includes(dayBefore) && time < `${hours.to}:00`);
}

function dayOfWeek(date: string): DayOfWeek {
  const fromSunday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return (fromSunday === 0 ? 7 : fromSunday) as DayOfWeek;
}
