import * as z from 'zod';
import { isCivilDate } from './criterion.ts';
import { deletionStatuses } from './states.ts';

/** `open` stands for every status of a deletion that has not ended. */
export const deletionStates = ['open', ...deletionStatuses] as const;
export type DeletionState = (typeof deletionStates)[number];

/** The last day that a date can hold has none after it. */
const lastDay = '9999-12-31';
/** A civil day of a filter, `yyyy-MM-dd`; one that makes no sense is as if it were not there. */
export const filterDay = z
  .string()
  .trim()
  .refine((text) => isCivilDate(text) && text !== lastDay)
  .optional()
  .catch(undefined);

/**
 * Which deletions are listed, as the address says it. A parameter that makes no sense is as if it were not
 * there. Days are civil, in the VDN's zone, and both are included.
 */
export const deletionFilter = z.object({
  state: z.enum(deletionStates).optional().catch(undefined),
  campaign: z
    .string()
    .trim()
    .regex(/^\d{1,20}$/)
    .optional()
    .catch(undefined),
  requester: z
    .string()
    .regex(/^mem_[0-9a-z]{1,32}$/)
    .optional()
    .catch(undefined),
  outcome: z.enum(['unknown']).optional().catch(undefined),
  from: filterDay,
  to: filterDay,
});
export type DeletionFilter = z.infer<typeof deletionFilter>;

/** The address of the list with this filter, from `before` on: what is not asked for is not in it. */
export function deletionsAddress(filter: DeletionFilter, before?: string): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...filter, before })) {
    if (value !== undefined) search.set(name, value);
  }
  return search.size === 0 ? '/deletions' : `/deletions?${search}`;
}
