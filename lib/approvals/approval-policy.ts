import * as z from 'zod';
import type { Criterion } from '../deletions/criterion.ts';
import { type ReasonCategory, reasonCategories } from '../deletions/deletion-input.ts';

/** Why a deletion needs a second person. Each has words in both catalogues. */
export const approvalReasons = [
  'above_limit',
  'sum_above_limit',
  'permanent',
  'count_unknown',
  'recycle_until',
  'custom_field',
  'reason_category',
] as const;
export type ApprovalReason = (typeof approvalReasons)[number];

/** Which deletions need a second person. Safe for the browser. */
export const approvalPolicy = z.strictObject({
  /** More numbers than this, in one deletion or in those of a member and campaign within 24 hours; 0 for never. */
  above: z.int().min(0).max(10_000_000),
  permanent: z.boolean(),
  /** What cannot be counted beforehand: a recycle time, and a batch without statistics. */
  countUnknown: z.boolean(),
  /** Recycle mode 1: everything up to a day. */
  recycleUntil: z.boolean(),
  customField: z.boolean(),
  reasonCategories: z
    .array(z.enum(reasonCategories))
    .transform((given) => reasonCategories.filter((each) => given.includes(each))),
});
export type ApprovalPolicy = z.infer<typeof approvalPolicy>;

/** What the policy asks about a deletion. */
export interface ApprovalFacts {
  readonly kind: Criterion['kind'];
  readonly mode: string | null;
  readonly archiveHistory: 0 | 1;
  /** What it counts for against the limits. */
  readonly numbers: number;
  readonly leftToCall: number | null;
  readonly category: ReasonCategory | '';
}

/** Why this deletion needs a second person by itself; empty if it does not. Pure: form and server ask the same. */
export function approvalReasonsOf(policy: ApprovalPolicy, facts: ApprovalFacts): ApprovalReason[] {
  const isUncounted =
    facts.kind === 'recycle_time' || (facts.kind === 'custom_field' && facts.leftToCall === null);
  const holds: Record<Exclude<ApprovalReason, 'sum_above_limit'>, boolean> = {
    above_limit: policy.above > 0 && facts.numbers > policy.above,
    permanent: policy.permanent && facts.archiveHistory === 0,
    count_unknown: policy.countUnknown && isUncounted,
    recycle_until: policy.recycleUntil && facts.kind === 'recycle_time' && facts.mode === 'until',
    custom_field: policy.customField && facts.kind === 'custom_field',
    reason_category: policy.reasonCategories.some((each) => each === facts.category),
  };
  return approvalReasons.filter((reason) => reason !== 'sum_above_limit' && holds[reason]);
}

/** Reasons as they are stored with a deletion. */
export const storedApprovalReasons = z.array(z.enum(approvalReasons));
