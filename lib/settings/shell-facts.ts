import 'server-only';
import { getEnv } from '../env.ts';

/** What the frame around every page says: which VDNs, which zone, and whether this is practice. */
export function getShellFacts(): {
  readonly vdns: readonly { readonly id: number; readonly name: string }[];
  readonly timeZone: string;
  readonly isPractice: boolean;
} {
  const env = getEnv();
  return { vdns: env.ISALES_VDNS, timeZone: env.ISALES_TIME_ZONE, isPractice: env.PRACTICE_MODE === 'on' };
}
