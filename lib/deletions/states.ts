/** The life of a deletion, as in the design. */
export const deletionStatuses = [
  'awaiting_approval',
  'queued',
  'running',
  'paused',
  'completed',
  'rejected',
  'expired',
  'cancelled',
] as const;
export type DeletionStatus = (typeof deletionStatuses)[number];

/** The life of one item: one vendor call of a deletion. `unknown` is never called a failure. */
export const itemStatuses = [
  'pending',
  'sent',
  'deleted',
  'nothing_matched',
  'rejected',
  'unknown',
  'cancelled',
] as const;
export type ItemStatus = (typeof itemStatuses)[number];

/** Outcomes after which a list may be repeated for those numbers: nothing was deleted, provably. */
export const failedStatuses = ['rejected', 'cancelled'] as const satisfies readonly ItemStatus[];
export type FailedStatus = (typeof failedStatuses)[number];

/** Why a deletion stands still or ended without its call. Each has words and "what to do now". */
export const stopReasons = [
  'vendor_unreachable',
  'vendor_tls',
  'vendor_unauthorized',
  'vendor_throttled',
  'campaign_started',
  'campaign_gone',
  'count_drifted',
  'member_disabled',
  'right_lost',
  'session_ended',
  'content_changed',
  'audit_unavailable',
  'audit_alarm',
  'cancelled_by_member',
  'paused_by_member',
  'mostly_nothing',
  'count_above_limit',
  'too_many_rejected',
  'not_the_interface',
  'first_ten_done',
  'calls_stopped',
  'cancelled_by_other',
  'approval_refused',
  'approval_expired',
  'approver_right_lost',
  'outside_hours',
  'member_limit_reached',
  'campaign_limit_reached',
] as const;
export type StopReason = (typeof stopReasons)[number];

/** Why an outcome is unknown: the call left, no usable answer came. */
export const unknownReasons = [
  'timeout',
  'connection_lost',
  'server_error',
  'not_the_interface',
  'malformed_answer',
  'answer_too_large',
  'redirected',
  'process_ended',
  'lane_lost',
] as const;
export type UnknownReason = (typeof unknownReasons)[number];
