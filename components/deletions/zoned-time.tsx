'use client';
import { useFormatter } from 'use-intl';

/** How a moment is written: to the second, 24 hours. */
export const toTheSecond = { dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23' } as const;

/** The same without the year, where that stands nearby. */
const withoutYear = {
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
} as const;

/** A moment (ms, UTC) to the second in the VDN's zone; name the zone beside it. */
export function ZonedTime({ at, isShort = false }: { readonly at: number; readonly isShort?: boolean }) {
  const format = useFormatter();
  return (
    <time dateTime={new Date(at).toISOString()} className="whitespace-nowrap">
      {format.dateTime(at, isShort ? withoutYear : toTheSecond)}
    </time>
  );
}
