'use client';
import { useFormatter } from 'use-intl';

/** How a moment is written: to the second, 24 hours. */
export const toTheSecond = { dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23' } as const;

/** A moment (ms, UTC) to the second in the VDN's zone; name the zone beside it. */
export function ZonedTime({ at }: { readonly at: number }) {
  const format = useFormatter();
  return (
    <time dateTime={new Date(at).toISOString()} className="whitespace-nowrap">
      {format.dateTime(at, toTheSecond)}
    </time>
  );
}
