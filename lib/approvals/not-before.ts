import 'server-only';
import { wallClockMs } from '../clock.ts';
import type { Settings } from '../settings/settings.ts';

/** When the first call of a deletion may be made that is confirmed, or approved, now; null if at once. ms UTC */
export function notBeforeOf(
  settings: Pick<Settings, 'coolingOffMinutes' | 'coolingOffFor'>,
  neededApproval: boolean,
): number | null {
  const isDelayed = settings.coolingOffFor === 'all' || neededApproval;
  return isDelayed && settings.coolingOffMinutes > 0
    ? wallClockMs() + settings.coolingOffMinutes * 60_000
    : null;
}
