import type { ApprovalReason } from '../approvals/approval-policy.ts';
import type { SessionEnd, SignInMethod } from '../auth/session-view.ts';
import type { CriterionKind, RecycleMode } from '../deletions/criterion.ts';
import type { ReasonCategory } from '../deletions/deletion-input.ts';
import type { RequestRefusal } from '../deletions/deletion-view.ts';
import type { LeftToCallScope } from '../deletions/preview.ts';
import type { ReconciledCounts } from '../deletions/reconciliation.ts';
import type { ItemStatus, StopReason, UnknownReason } from '../deletions/states.ts';
import type { ListKind } from '../intake/list-report.ts';
import type { ListRefusal } from '../lists/list-view.ts';
import type { Role } from '../members/roles.ts';
import type { SettingKey } from '../settings/settings.ts';
import type { ExportFilter, ExportFormat } from './export-view.ts';
import type { StreamName } from './stream/stream-view.ts';
import type { VerificationResult } from './verification-view.ts';

/** The criterion in the audit: the mask and the keyed HMAC, never the number itself. */
export interface AuditedCriterion {
  readonly kind: CriterionKind;
  readonly value: string;
  /** Hex HMAC-SHA256 under AUDIT_HMAC_KEY, of a list the digest over those of its values; null for a recycle time. */
  readonly hmac: string | null;
  readonly mode: RecycleMode | null;
  readonly date: string | null;
  readonly time: string | null;
}

/** Why a sign-in was refused; the person sees one answer for all of them. */
export type SignInRefusal =
  | 'unknown_member'
  | 'wrong_password'
  | 'wrong_code'
  | 'member_disabled'
  | 'throttled'
  /** Single sign-on: the provider refused, or answered what may not be believed. */
  | 'provider_refused'
  | 'assurance_missing'
  | 'no_role'
  | 'other_person'
  | 'not_fresh'
  | 'invitation_void'
  | 'identity_taken';

/**
 * Every fact the audit knows, each with its version and its data. The union is closed: a new event does not
 * compile before it has words in both catalogues.
 */
export interface AuditEventData {
  'member.created': {
    version: 1;
    data: { memberId: string; username: string; roles: readonly Role[]; scope: readonly string[] };
  };
  'member.changed': {
    version: 1;
    data: {
      memberId: string;
      before: Readonly<Record<string, unknown>>;
      after: Readonly<Record<string, unknown>>;
    };
  };
  'member.invited': { version: 1; data: { memberId: string; expiresAt: number } };
  'member.password_set': {
    version: 1;
    /** `identityRemoved`: single sign-on knows them no more. */
    data: { memberId: string; by: 'self' | 'invitation'; identityRemoved?: boolean };
  };
  /**
   * From now on a provider of single sign-on says who they are. `subject` is its name for them, numbers masked;
   * `subjectHmac` tells it exactly to whoever has the key and the name.
   */
  'member.identity_bound': {
    version: 1;
    data: { memberId: string; issuer: string; subject: string; subjectHmac: string };
  };
  'member.second_factor_changed': {
    version: 1;
    data: { memberId: string; change: 'enrolled' | 'removed' | 'recovery_code_used' };
  };
  'session.started': { version: 1; data: { method: SignInMethod } };
  'session.refused': { version: 1; data: { username: string; because: SignInRefusal } };
  /** Since version 2: whose session it was, which the actor need not be. */
  'session.ended': { version: 2; data: { because: SessionEnd; memberId?: string; sessionId?: string } };
  /** The person proved again who they are. */
  'session.stepped_up': { version: 1; data: { method: SignInMethod } };
  /** Since version 2: asked for from another origin, whatever the rights are; else the right is missing. */
  'access.refused': { version: 2; data: { permission: string; because?: 'foreign_origin' } };
  /** Numbers were read from a paste or a file; they are kept nowhere in clear. */
  'list.stored': {
    version: 1;
    data: {
      listId: string;
      kind: ListKind;
      name: string;
      accepted: number;
      refused: number;
      /** Over the fingerprints of its numbers, as in the criterion of the deletion that takes them. */
      digest: string;
      repeatOf: string | null;
    };
  };
  'list.refused': { version: 1; data: { kind: ListKind; name: string; because: ListRefusal; bytes: number } };
  'download.started': {
    version: 1;
    data: {
      what: 'items' | 'refused_lines' | 'receipt';
      format: 'csv' | 'xlsx' | 'json';
      /** Items of one outcome; null for all. */
      outcome: ItemStatus | null;
      deletionId: string | null;
      listId: string | null;
    };
  };
  'deletion.refused': {
    version: 1;
    data: { because: RequestRefusal; criterion: AuditedCriterion | null };
  };
  'deletion.requested': {
    version: 2;
    data: {
      campaignName: string;
      criterion: AuditedCriterion;
      archiveHistory: 0 | 1;
      reason: { category: ReasonCategory; text: string; ticket: string };
      preview: { status: number; leftToCall: number | null; scope: LeftToCallScope; readAt: number };
      digest: string;
      items: number;
      /** Since version 2: after how many numbers the list stops by itself; null if it does not. */
      pauseAfter?: number | null;
      repeatOf: string | null;
    };
  };
  'deletion.confirmed': {
    version: 1;
    data: { digest: string; typedDigits: boolean; goesOnWithNothing: boolean };
  };
  'call.intended': {
    version: 1;
    data: {
      attempt: number;
      fence: number;
      criterion: AuditedCriterion;
      archiveHistory: 0 | 1;
      digest: string;
    };
  };
  'call.answered': {
    version: 1;
    data: {
      attempt: number;
      fence: number;
      outcome: 'deleted' | 'nothing_matched' | 'rejected' | 'not_sent' | 'unknown';
      successCount: number | null;
      resultCode: string | null;
      resultDesc: string | null;
      httpStatus: number | null;
      unknownReason: UnknownReason | null;
      notSentBecause: StopReason | null;
      excerpt: string | null;
      detail: string | null;
      latencyMs: number | null;
    };
  };
  /** An answer that came after the lane had passed on: kept as evidence, it changes nothing. */
  'call.answered_late': {
    version: 1;
    data: {
      attempt: number;
      fence: number;
      currentFence: number;
      outcome: string;
      successCount: number | null;
      resultCode: string | null;
    };
  };
  'item.settled': {
    version: 1;
    data: {
      outcome: 'deleted' | 'nothing_matched' | 'rejected';
      settledBy: 'call_log' | 'person';
      resultCode: string | null;
      evidence: Readonly<Record<string, unknown>>;
    };
  };
  'deletion.paused': { version: 1; data: { because: StopReason; detail: string | null } };
  'deletion.resumed': { version: 1; data: Record<string, never> };
  'deletion.cancelled': { version: 1; data: { because: StopReason; detail: string | null } };
  /** A deletion waits for a second person. */
  'approval.requested': {
    version: 1;
    data: { because: readonly ApprovalReason[]; digest: string; expiresAt: number };
  };
  'approval.granted': {
    version: 1;
    data: {
      digest: string;
      comment: string;
      /** As it was read again for the approver. */
      preview: { status: number; leftToCall: number | null; readAt: number };
      /** When its first call may be made; null if at once. */
      notBefore: number | null;
    };
  };
  'approval.refused': { version: 1; data: { digest: string; comment: string } };
  'approval.expired': { version: 1; data: { digest: string; expiresAt: number } };
  /** What was approved is no longer what would be called, or whoever approved it no longer may. */
  'approval.voided': {
    version: 1;
    data: { digest: string; because: StopReason; approverId: string | null };
  };
  'setting.changed': { version: 1; data: { key: SettingKey; before: unknown; after: unknown } };
  'calls.stopped': { version: 1; data: { reason: string } };
  /** With the stop that ends. */
  'calls.resumed': { version: 1; data: { stoppedAt: number; stoppedBy: string; reason: string } };
  'deletion.completed': { version: 1; data: { outcomes: Readonly<Record<string, number>> } };
  /** Numbers left to call before and after, beside the vendor's count. */
  'deletion.reconciled': { version: 1; data: ReconciledCounts };
  /** The database is behind its checkpoints: what they attest after `headSeq` has gone. */
  'audit.alarm_raised': {
    version: 1;
    data: { headSeq: number; checkpoint: number; attestedSeq: number; attestedAt: number };
  };
  'audit.verified': {
    version: 1;
    data: {
      result: VerificationResult;
      records: number;
      checkpoints: number;
      firstBadSeq: number | null;
      findings: readonly string[];
    };
  };
  /** Somebody asked whether a number was deleted; the number itself is kept nowhere. */
  'number.looked_up': {
    version: 1;
    data: { kind: ListKind; value: string; hmac: string; calls: number; hasMore: boolean };
  };
  'audit.alarm_acknowledged': {
    version: 1;
    data: {
      firstCheckpoint: number;
      lastCheckpoint: number;
      /** Sequence numbers that were given to other records before. */
      lostFrom: number;
      lostTo: number;
      reason: string;
    };
  };
  /** Before the first byte of an export; what it holds ends with `newestSeq`. */
  'audit.export_started': {
    version: 1;
    data: { format: ExportFormat; filter: ExportFilter; newestSeq: number };
  };
  /** What went out of it, and whether that was all: the receiver may have gone away. */
  'audit.exported': {
    version: 1;
    data: { format: ExportFormat; rows: number; bytes: number; sha256: string; complete: boolean };
  };
  /** What was older than the audit is kept has gone, up to a checkpoint. */
  'audit.cut': {
    version: 1;
    data: {
      /** The last record that went, and its hash: the next one holds it. */
      seq: number;
      hash: string;
      checkpoint: number;
      records: number;
      archive: { name: string; sha256: string } | null;
      /** Acknowledged losses that were told by records that went (`audit.alarm_acknowledged`). */
      losses: readonly {
        seq: number;
        at: number;
        by: string | null;
        firstCheckpoint: number;
        lastCheckpoint: number;
        lostFrom: number;
        lostTo: number;
      }[];
    };
  };
  /** Where records are streamed to: null before it begins, and after it ends. */
  'audit.stream_changed': {
    version: 1;
    data: { target: StreamName; before: string | null; after: string | null };
  };
}

export type AuditEventType = keyof AuditEventData;

/** The version of each event's data; it grows when the data changes. The keys are all types there are. */
export const auditEventVersions = {
  'member.created': 1,
  'member.changed': 1,
  'member.invited': 1,
  'member.password_set': 1,
  'member.identity_bound': 1,
  'member.second_factor_changed': 1,
  'session.started': 1,
  'session.refused': 1,
  'session.ended': 2,
  'session.stepped_up': 1,
  'access.refused': 2,
  'list.stored': 1,
  'list.refused': 1,
  'download.started': 1,
  'deletion.refused': 1,
  'deletion.requested': 2,
  'deletion.confirmed': 1,
  'call.intended': 1,
  'call.answered': 1,
  'call.answered_late': 1,
  'item.settled': 1,
  'deletion.paused': 1,
  'deletion.resumed': 1,
  'deletion.cancelled': 1,
  'deletion.completed': 1,
  'deletion.reconciled': 1,
  'approval.requested': 1,
  'approval.granted': 1,
  'approval.refused': 1,
  'approval.expired': 1,
  'approval.voided': 1,
  'setting.changed': 1,
  'calls.stopped': 1,
  'calls.resumed': 1,
  'audit.alarm_raised': 1,
  'audit.verified': 1,
  'number.looked_up': 1,
  'audit.alarm_acknowledged': 1,
  'audit.export_started': 1,
  'audit.exported': 1,
  'audit.stream_changed': 1,
  'audit.cut': 1,
} as const satisfies { [Type in AuditEventType]: AuditEventData[Type]['version'] };
