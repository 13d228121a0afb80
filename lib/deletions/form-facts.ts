import 'server-only';
import { randomUUID } from 'node:crypto';
import { Grant } from '../auth/authorize.ts';
import { civilToday } from '../clock.ts';
import { buildVersion, getEnv } from '../env.ts';
import { limits } from '../settings/limits.ts';

/** What the form needs from the server, made anew with each page. Safe for the browser. */
export interface FormFacts {
  readonly vdns: readonly { readonly id: number; readonly name: string }[];
  readonly timeZone: string;
  /** `yyyy-MM-dd` in that zone. */
  readonly today: string;
  readonly idempotencyKey: string;
  readonly formVersion: string;
  readonly confirmAbove: number;
  readonly member: { readonly name: string };
}

/** Facts for one form; its key makes one deletion, however often the form is sent. */
export function getFormFacts(grant: Grant<'deletion:create'>): FormFacts {
  Grant.assert(grant, 'deletion:create');
  const env = getEnv();
  return {
    vdns: env.ISALES_VDNS.filter((vdn) => grant.vdnIds.includes(vdn.id)),
    timeZone: env.ISALES_TIME_ZONE,
    today: civilToday(env.ISALES_TIME_ZONE),
    idempotencyKey: randomUUID(),
    formVersion: buildVersion,
    confirmAbove: limits.confirmAbove,
    member: { name: grant.memberName },
  };
}
