import * as z from 'zod';
import { filterDay } from '../deletions/deletion-filter.ts';
import { reasonLimits } from '../deletions/deletion-input.ts';
import { maskNumbersInText, numberDigits } from '../personal-data/mask.ts';
import { type AuditEventType, auditEventVersions } from './events.ts';

export const auditEventTypes = Object.keys(auditEventVersions) as AuditEventType[];

/** Outcomes of a call that the audit can be searched by. */
export const auditOutcomes = ['deleted', 'nothing_matched', 'rejected', 'not_sent', 'unknown'] as const;
export type AuditOutcome = (typeof auditOutcomes)[number];

/** Stands for a person where the system did something by itself. */
export const systemActor = 'system';

const matching = (pattern: RegExp) => z.string().trim().regex(pattern).optional().catch(undefined);
const idOf = (prefix: string) => matching(new RegExp(`^${prefix}_[0-9a-z]{1,32}$`));

/**
 * Which records are shown, as the address says it, in any combination. A parameter that makes no sense is as if
 * it were not there. Days are civil, in the VDN's zone, and both are included. The ticket is that of the
 * record's deletion, masked as it was when it was stored: no number gets into an address by it.
 */
export const auditFilter = z.object({
  from: filterDay,
  to: filterDay,
  person: matching(/^(system|mem_[0-9a-z]{1,32})$/),
  type: z
    .enum(auditEventTypes as [AuditEventType])
    .optional()
    .catch(undefined),
  outcome: z.enum(auditOutcomes).optional().catch(undefined),
  vdn: matching(/^[1-9]\d{0,3}$/),
  campaign: matching(/^\d{1,20}$/),
  ticket: z
    .string()
    .trim()
    .min(1)
    .max(reasonLimits.ticket)
    .transform((text) => maskNumbersInText(text, numberDigits.ticket))
    .optional()
    .catch(undefined),
  deletion: idOf('del'),
  item: idOf('itm'),
  correlation: idOf('cor'),
});
export type AuditFilter = z.infer<typeof auditFilter>;

const cursor = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number)
  .optional()
  .catch(undefined);

/** Where a page begins: with records older than `before`, or newer than `after`; never both. */
export interface AuditCursor {
  readonly before?: number | undefined;
  readonly after?: number | undefined;
}

export const auditCursor: z.ZodType<AuditCursor> = z
  .object({ before: cursor, after: cursor })
  .transform(({ before, after }) => (after === undefined ? { before } : { after }));

/** The search in an address: what is not asked for is not in it. */
export function auditSearchParams(filter: AuditFilter, cursor: AuditCursor = {}): URLSearchParams {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...filter, ...cursor })) {
    if (value !== undefined) search.set(name, String(value));
  }
  return search;
}

/** The address of the audit with this search, from `cursor` on. */
export function auditAddress(filter: AuditFilter, cursor: AuditCursor = {}): string {
  const search = auditSearchParams(filter, cursor);
  return search.size === 0 ? '/audit' : `/audit?${search}`;
}
