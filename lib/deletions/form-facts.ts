import 'server-only';
import { randomUUID } from 'node:crypto';
import { Grant } from '../auth/authorize.ts';
import { civilToday, toCivilTime, wallClockMs } from '../clock.ts';
import { getDb } from '../db/client.ts';
import { buildVersion, getEnv } from '../env.ts';
import { type AllowedHours, isWithinHours } from '../settings/allowed-hours.ts';
import { readSettings } from '../settings/read-settings.ts';
import type { Settings } from '../settings/settings.ts';

/** What the form needs from the server, made anew with each page. Safe for the browser. */
export interface FormFacts
  extends Pick<
    Settings,
    'confirmAbove' | 'pauseAbove' | 'ticketRequired' | 'approvalPolicy' | 'approvalExpiresAfterHours'
  > {
  readonly vdns: readonly { readonly id: number; readonly name: string }[];
  readonly timeZone: string;
  /** `yyyy-MM-dd` in that zone. */
  readonly today: string;
  readonly idempotencyKey: string;
  readonly formVersion: string;
  /** When deletions may run, if they may not just now; null if they may. */
  readonly closedUntil: AllowedHours | null;
  readonly member: { readonly name: string };
}

/** Facts for one form; its key makes one deletion, however often the form is sent. */
export async function getFormFacts(grant: Grant<'deletion:create'>): Promise<FormFacts> {
  Grant.assert(grant, 'deletion:create');
  const env = getEnv();
  const settings = await readSettings(getDb());
  const now = toCivilTime(wallClockMs(), env.ISALES_TIME_ZONE);
  return {
    vdns: env.ISALES_VDNS.filter((vdn) => grant.vdnIds.includes(vdn.id)),
    timeZone: env.ISALES_TIME_ZONE,
    today: civilToday(env.ISALES_TIME_ZONE),
    idempotencyKey: randomUUID(),
    formVersion: buildVersion,
    confirmAbove: settings.confirmAbove,
    pauseAbove: settings.pauseAbove,
    ticketRequired: settings.ticketRequired,
    approvalPolicy: settings.approvalPolicy,
    approvalExpiresAfterHours: settings.approvalExpiresAfterHours,
    closedUntil: isWithinHours(settings.allowedHours, now) ? null : settings.allowedHours,
    member: { name: grant.memberName },
  };
}
