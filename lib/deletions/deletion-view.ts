import type { ApprovalReason } from '../approvals/approval-policy.ts';
import type { CriterionKind, RecycleMode } from './criterion.ts';
import type { CampaignRef, ReasonCategory } from './deletion-input.ts';
import type { LeftToCallScope } from './preview.ts';
import type { ReconciliationView } from './reconciliation.ts';
import type { DeletionStatus, ItemStatus, StopReason, UnknownReason } from './states.ts';

/** A criterion as people may see it afterwards: numbers and session IDs masked on the server. */
export interface MaskedCriterion {
  readonly kind: CriterionKind;
  /** Mask of the number or session ID, or the custom field; empty for a recycle time. */
  readonly value: string;
  readonly mode?: RecycleMode;
  readonly date?: string;
  readonly time?: string;
}

/** One vendor call and what came of it. Times are ms, UTC. Safe for the browser. */
export interface ItemView {
  readonly id: string;
  readonly position: number;
  readonly status: ItemStatus;
  readonly attempts: number;
  readonly value: string;
  /** Null unless the vendor told it: a call settled from the call log is without a count. */
  readonly successCount: number | null;
  readonly resultCode: string | null;
  /** The vendor's own words, redacted: quoted data, never instructions. */
  readonly resultDesc: string | null;
  /** Why the outcome is unknown, or was before a second try was answered. */
  readonly unknownReason: UnknownReason | null;
  /** How the outcome is known: the call's answer, the vendor's call log, or a person. */
  readonly settledBy: 'answer' | 'call_log' | 'person' | null;
  readonly sentAt: number | null;
  readonly answeredAt: number | null;
  /** How often the vendor's call log was asked about an unknown outcome. */
  readonly looks: number;
  /** When it is asked next; null when it is not asked any more, and an unknown outcome waits for a person. */
  readonly nextLookAt: number | null;
  /** When a lost call may be made once more; null if not, or not any more. */
  readonly secondTryAt: number | null;
  /** True for an unknown outcome that neither the call log nor a second try will tell. */
  readonly waitsForPerson: boolean;
}

/** How far a list has come. */
export interface ListProgress {
  readonly items: number;
  readonly counts: Readonly<Record<ItemStatus, number>>;
  /** Rows that the vendor says it deleted, summed over the items. */
  readonly deletedRows: number;
  /** Time from one call to the next of late, ms; null before there is anything to measure. */
  readonly paceMs: number | null;
}

/** What of an ended list was not deleted, for its requester. Times are ms, UTC. */
export interface FailedNumbers {
  /** Rejected and cancelled items whose numbers are kept, encrypted: these can be repeated. */
  readonly rejected: number;
  readonly cancelled: number;
  /** Failed items whose numbers are not kept any more. */
  readonly wiped: number;
  /** Null if no number is kept. */
  readonly keptUntil: number | null;
  /** When they were wiped; null if some are kept, or it is not known. */
  readonly wipedAt: number | null;
}

/** A page of a list's items. Safe for the browser. */
export interface ItemPage {
  readonly items: readonly ItemView[];
  /** Position after which the next page begins; null at the end. */
  readonly nextAfter: number | null;
}

/** One deletion as its page shows it. Safe for the browser. */
export interface DeletionView {
  readonly id: string;
  readonly status: DeletionStatus;
  readonly stopReason: StopReason | null;
  readonly campaign: CampaignRef & { readonly name: string };
  readonly requester: { readonly id: string; readonly name: string };
  readonly criterion: MaskedCriterion;
  readonly archiveHistory: 0 | 1;
  readonly reason: { readonly category: ReasonCategory; readonly text: string; readonly ticket: string };
  readonly preview: {
    readonly status: number;
    readonly leftToCall: number | null;
    readonly scope: LeftToCallScope;
    readonly readAt: number;
  };
  readonly createdAt: number;
  readonly finishedAt: number | null;
  /** True while the console still looks for the answer in the vendor's call log. */
  readonly isSettling: boolean;
  /** All items of a single deletion; of a list none: they are read page by page. */
  readonly items: readonly ItemView[];
  /** How a list stands; null for a single deletion. */
  readonly list: ListProgress | null;
  /** Null where nothing was counted, or the vendor told no count. */
  readonly reconciliation: ReconciliationView | null;
  /** After how many numbers the list stops by itself; null if it does not. */
  readonly pauseAfter: number | null;
  /** Null if no second person was needed. */
  readonly approval: {
    readonly because: readonly ApprovalReason[];
    readonly expiresAt: number;
    /** Null while it waits, and if nobody ever decided. */
    readonly decision: {
      readonly byName: string;
      /** ms UTC */
      readonly at: number;
      readonly isApproved: boolean;
      readonly comment: string;
    } | null;
  } | null;
  /** When its first call may be made, while that lies ahead; else null. */
  readonly notBefore: number | null;
  readonly mayPause: boolean;
  readonly mayResume: boolean;
  readonly mayCancel: boolean;
  /** Null if it has not ended, nothing of it failed, or it is another's. */
  readonly failed: FailedNumbers | null;
  /** Unknown outcomes about which the call log is not asked any more: they wait for a person. */
  readonly undecided: number;
  /** True if they wait for this person's word. */
  readonly mayDecide: boolean;
}

/** One row of the list of deletions. Safe for the browser. */
export interface DeletionRow {
  readonly id: string;
  readonly status: DeletionStatus;
  /** How many calls it takes. */
  readonly items: number;
  /** The outcome of its item; null for a list. */
  readonly outcome: ItemStatus | null;
  /** True if the outcome of one of its items is unknown. */
  readonly hasUnknown: boolean;
  readonly successCount: number | null;
  readonly campaign: CampaignRef & { readonly name: string };
  readonly requesterName: string;
  readonly criterion: MaskedCriterion;
  readonly archiveHistory: 0 | 1;
  readonly createdAt: number;
}

/** Why a deletion was refused before anything was stored or sent. Each has words in both catalogues. */
export const requestRefusals = [
  'signed_out',
  'not_allowed',
  'step_up_needed',
  'form_outdated',
  'input_invalid',
  'campaign_unknown',
  'campaign_out_of_scope',
  'campaign_started',
  'calls_stopped',
  'outside_hours',
  'deletion_limit_exceeded',
  'member_limit_reached',
  'campaign_limit_reached',
  'ticket_required',
  'approval_reason_required',
  'list_unknown',
  'preview_outdated',
  'count_drifted',
  'nothing_to_delete',
  'digits_wrong',
  'key_reused',
  'audit_alarm',
  'audit_unavailable',
  'vendor_unreachable',
  'vendor_tls',
  'vendor_unauthorized',
  'vendor_throttled',
  'vendor_answer_unusable',
  'vendor_rejected',
  'foreign_origin',
] as const;
export type RequestRefusal = (typeof requestRefusals)[number];

/** Why a deletion could not be resumed, cancelled or decided. Each has words in both catalogues. */
export const controlRefusals = [
  'signed_out',
  'not_allowed',
  'foreign_origin',
  'input_invalid',
  'nothing_unknown',
  'unknown_changed',
  'call_under_way',
  'not_running',
  'not_paused',
  'already_ended',
  'calls_stopped',
  'audit_alarm',
  'audit_unavailable',
] as const;
export type ControlRefusal = (typeof controlRefusals)[number];

/** Why what failed could not become a new list. Each has words in both catalogues. */
export const repeatRefusals = [
  'signed_out',
  'not_allowed',
  'foreign_origin',
  'input_invalid',
  'nothing_failed',
  'not_ended',
  'campaign_out_of_scope',
  'numbers_wiped',
  'storage_unavailable',
] as const;
export type RepeatRefusal = (typeof repeatRefusals)[number];

export interface RequestedDeletion {
  readonly deletionId: string;
  /** True if this request had been made before (double click, reload, second tab): nothing was sent again. */
  readonly isExisting: boolean;
}
