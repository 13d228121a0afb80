import type { ReadRefusal } from '../campaigns/campaign-view.ts';
import type { CampaignRef } from '../deletions/deletion-input.ts';
import type { DeletionView, MaskedCriterion } from '../deletions/deletion-view.ts';
import type { ApprovalReason } from './approval-policy.ts';

/** A deletion that waits for a second person, as the list shows it. Times are ms, UTC. Safe for the browser. */
export interface WaitingApproval {
  readonly deletionId: string;
  readonly campaign: CampaignRef & { readonly name: string };
  readonly requesterName: string;
  readonly criterion: MaskedCriterion;
  readonly items: number;
  readonly archiveHistory: 0 | 1;
  readonly because: readonly ApprovalReason[];
  readonly createdAt: number;
  readonly expiresAt: number;
}

/** What the approver decides about: all that the requester confirmed, and how it looks now. Safe for the browser. */
export interface ApprovalView {
  readonly deletion: DeletionView;
  readonly because: readonly ApprovalReason[];
  readonly digest: string;
  readonly expiresAt: number;
  /** The preview read again a moment ago, or why it could not be. */
  readonly now:
    | {
        readonly ok: true;
        readonly status: number;
        readonly leftToCall: number | null;
        readonly readAt: number;
      }
    | { readonly ok: false; readonly code: ReadRefusal };
  /** True if the count has moved too far since it was confirmed: approving would void it. */
  readonly hasDrifted: boolean;
  /** True for one's own request, under this account or another. */
  readonly isOwn: boolean;
}

/** Longest comment on a decision, in characters. */
export const commentLimit = 500;

/** Why a request was neither approved nor refused. Each has words in both catalogues. */
export const approvalRefusals = [
  'signed_out',
  'not_allowed',
  'foreign_origin',
  'step_up_needed',
  'input_invalid',
  'comment_required',
  'not_waiting',
  'own_request',
  'content_changed',
  'count_drifted',
  'campaign_started',
  'campaign_unreadable',
  'calls_stopped',
  'audit_alarm',
  'audit_unavailable',
] as const;
export type ApprovalRefusal = (typeof approvalRefusals)[number];
