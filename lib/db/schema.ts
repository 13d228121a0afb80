import type { Generated } from 'kysely';
import type { AuditEventType } from '../audit/events.ts';
import type { StreamName } from '../audit/stream/stream-view.ts';
import type { VerificationResult } from '../audit/verification-view.ts';
import type { SessionEnd, SignInMethod } from '../auth/session-view.ts';
import type { CriterionKind, RecycleMode } from '../deletions/criterion.ts';
import type { ReasonCategory } from '../deletions/deletion-input.ts';
import type { LeftToCallScope } from '../deletions/preview.ts';
import type { ReconciliationFinding } from '../deletions/reconciliation.ts';
import type { DeletionStatus, ItemStatus, StopReason, UnknownReason } from '../deletions/states.ts';
import type { ListKind } from '../intake/list-report.ts';
import type { Role } from '../members/roles.ts';
import type { SettingKey } from '../settings/settings.ts';

/** Times are ms UTC, flags 0/1, JSON text: the types that both engines share. */
export interface Database {
  member: MemberTable;
  member_role: { member_id: string; role: Role };
  /** An empty campaign ID stands for the whole VDN. */
  member_scope: { member_id: string; vdn_id: number; campaign_id: string };
  member_session: SessionTable;
  member_invitation: InvitationTable;
  member_totp: TotpTable;
  member_recovery_code: { member_id: string; code_hash: string };
  sign_in_try: SignInTryTable;
  deletion: DeletionTable;
  deletion_item: DeletionItemTable;
  reconciliation: ReconciliationTable;
  number_list: NumberListTable;
  number_list_row: NumberListRowTable;
  number_list_refusal: NumberListRefusalTable;
  lane: LaneTable;
  call_switch: CallSwitchTable;
  setting: SettingTable;
  audit_head: { id: number; seq: number; hash: string };
  audit_checkpoint: AuditCheckpointTable;
  audit_alarm: AuditAlarmTable;
  audit_stream: AuditStreamTable;
  audit_cut: AuditCutTable;
  audit_verification: AuditVerificationTable;
  audit_event: AuditEventTable;
  audit_facet: AuditFacetTable;
}

export interface MemberTable {
  id: string;
  username: string;
  name: string;
  /** Argon2id; empty while there is no password. */
  password_hash: string;
  status: 'active' | 'disabled';
  /** Accounts with the same key are one person's, who cannot approve their own; null if there is but one. */
  person_key: Generated<string | null>;
  /** Whom a provider of single sign-on knows them as: its issuer, and there the subject. Both or neither. */
  issuer: Generated<string | null>;
  subject: Generated<string | null>;
  created_at: number;
}

export interface SessionTable {
  id: string;
  /** SHA-256 of the secret in the cookie: a read of the table signs nobody in. It changes with every step-up. */
  secret_hash: string;
  member_id: string;
  method: SignInMethod;
  started_at: number;
  /** When the person last proved who they are, not when the browser last asked. */
  authenticated_at: number;
  last_seen_at: number;
  ended_at: number | null;
  ended_because: SessionEnd | null;
  address: string | null;
  /** Of the browser, cut; null if it named none. */
  agent: string | null;
}

export interface InvitationTable {
  id: string;
  member_id: string;
  /** SHA-256 of the token in the link. */
  token_hash: string;
  created_at: number;
  expires_at: number;
  used_at: number | null;
}

export interface TotpTable {
  member_id: string;
  /** Base 32, under DATA_KEY, bound to the member. */
  secret_sealed: string;
  /** Null until the first code has come: nothing asks for one before. */
  confirmed_at: number | null;
  /** Of the last code that was taken: no code is taken twice. */
  last_step: number;
}

/** How often somebody tried to sign in of late, by account (keyed fingerprint of the user name) and by address. */
export interface SignInTryTable {
  key: string;
  tries: number;
  last_at: number;
  blocked_until: number;
}

export interface DeletionTable {
  id: string;
  requester_id: string;
  session_id: string;
  correlation_id: string;
  idempotency_key: string;
  /** What is deleted and how, without the count: finds the same deletion asked for twice. */
  content_hash: string;
  /** 1 until it has ended. */
  is_open: number;
  vdn_id: number;
  campaign_id: string;
  campaign_name: string;
  criterion_kind: CriterionKind;
  /** The mask, never the value. */
  criterion_value: string;
  criterion_mode: RecycleMode | null;
  criterion_date: string | null;
  criterion_time: string | null;
  archive_history: number;
  reason_category: ReasonCategory;
  reason_text: string;
  ticket: string;
  preview_status: number;
  preview_left_to_call: number | null;
  preview_scope: LeftToCallScope;
  preview_read_at: number;
  /** SHA-256 over campaign, criterion, archive flag and count: what was confirmed. */
  digest: string;
  locale: string;
  /** How many calls it takes: one, or one for each number of a list. */
  items: Generated<number>;
  /** What it counts for against the limits: numbers of a list, else its count or upper bound. */
  numbers: Generated<number>;
  /** The newest civil day on which something of it was sent, `yyyy-MM-dd`; empty before that. */
  counted_day: Generated<string>;
  /** How many numbers were sent on that day. */
  counted_numbers: Generated<number>;
  /** Why a second person is needed, ApprovalReason[] as JSON; null if none is. */
  approval_because: string | null;
  /** When waiting for that person ends; null if none is needed. */
  approval_expires_at: number | null;
  /** Who approved or refused it; null while it waits. */
  approver_id: string | null;
  /** The digest that was approved: it must be the digest of what is called. */
  approved_digest: string | null;
  decided_at: number | null;
  decision_comment: string | null;
  /** Nothing is sent before this moment (ms, UTC); null if it need not wait. */
  not_before: number | null;
  /** SHA-256 over the fingerprints of a list in their order; null for a single criterion. */
  list_digest: string | null;
  /** A list stops by itself after so many numbers, for a person to look; null if it does not. */
  pause_after: number | null;
  status: DeletionStatus;
  stop_reason: StopReason | null;
  created_at: number;
  finished_at: number | null;
}

/** Numbers left to call around a deletion; a row comes with its intent, the rest with what came of it. */
export interface ReconciliationTable {
  deletion_id: string;
  left_before: number;
  before_at: number;
  /** Name of the batch under DATA_KEY, which may hold a number; null for a recycle time, and once it is no longer needed. */
  batch_sealed: string | null;
  /** Null until the vendor has told how many it deleted. */
  success_count: number | null;
  /** How often the count was looked at afterwards. */
  looks: number;
  /** When it is looked at next; null if not, or not any more. */
  look_at: number | null;
  left_after: number | null;
  after_at: number | null;
  campaign_status: number | null;
  finding: ReconciliationFinding | null;
}

export interface DeletionItemTable {
  id: string;
  deletion_id: string;
  position: number;
  vdn_id: number;
  campaign_id: string;
  status: ItemStatus;
  attempts: number;
  /** The mask people see. */
  value_mask: string;
  value_hmac: string | null;
  /** The value under DATA_KEY; null once it is no longer needed. */
  value_sealed: string | null;
  fence: number | null;
  sent_at: number | null;
  answered_at: number | null;
  success_count: number | null;
  result_code: string | null;
  result_desc: string | null;
  /** Why the outcome is unknown, or was before a second try was answered. */
  unknown_reason: UnknownReason | null;
  settled_by: 'answer' | 'call_log' | 'person' | null;
  settle_attempts: Generated<number>;
  /** When the call log is asked next; null when it is not asked any more. */
  settle_at: number | null;
  /** When a lost call of a list may be made once more; null if not, or not any more. */
  retry_at: number | null;
}

export interface NumberListTable {
  id: string;
  member_id: string;
  kind: ListKind;
  /** `reading` until all of it has come: no other state can become a deletion than `ready`. */
  status: 'reading' | 'ready' | 'used';
  accepted: number;
  /** ListReport as JSON. */
  report: string;
  digest: string;
  created_at: number;
  /** The deletion whose failed numbers these are; null for a list that was read. */
  repeat_of: string | null;
}

/** One accepted number; its id becomes that of the item, to which the sealed value is bound. */
export interface NumberListRowTable {
  item_id: string;
  list_id: string;
  position: number;
  value_mask: string;
  value_hmac: string;
  value_sealed: string;
}

export interface NumberListRefusalTable {
  list_id: string;
  position: number;
  line: number;
  reason: string;
  /** Masked. */
  excerpt: string;
}

export interface LaneTable {
  vdn_id: number;
  campaign_id: string;
  /** The process that may call for this campaign; null when nobody does. */
  holder: string | null;
  /** Grows with every change of holder; every outcome carries it. */
  fence: number;
  /** Grows with every renewal: a lease is judged by whether this stands still, not by any clock. */
  beat: number;
}

/** What was never changed has no row: its default holds. */
export interface SettingTable {
  key: SettingKey;
  /** JSON */
  value: string;
  changed_at: number;
  /** Null if it was set on the server, beside the console. */
  changed_by: string | null;
}

/** One row, with id 1. */
export interface CallSwitchTable {
  id: number;
  /** ms UTC; null while calls may be made. */
  stopped_at: number | null;
  stopped_by: string | null;
  /** In the words of whoever stopped them; empty while calls may be made. */
  reason: string;
}

export interface AuditCheckpointTable {
  /** From 1, without holes. */
  n: number;
  /** The newest record at that time, and its hash. */
  seq: number;
  hash: string;
  /** ms UTC */
  at: number;
  /** Hash of the first record: which chain this is about. */
  chain: string;
  /** Hex SHA-256 of the line of the checkpoint before this one. */
  prev: string;
  /** Ed25519 over the canonical JSON of all above, base64. */
  signature: string;
}

/** The database was found behind its checkpoints; at most one is open. */
export interface AuditAlarmTable {
  id: string;
  raised_at: number;
  /** The newest record that was left when it was found. */
  head_seq: number;
  /** The newest checkpoint of the directory; of an acknowledged alarm the last one that it accounts for. */
  checkpoint_n: number;
  checkpoint_seq: number;
  checkpoint_at: number;
  is_open: number;
  acknowledged_at: number | null;
  acknowledged_by: string | null;
}

/** A run of the verifier; at most one is open. */
export interface AuditVerificationTable {
  id: string;
  started_by: string;
  started_at: number;
  /** Its last sign of life. */
  seen_at: number;
  read: number;
  total: number;
  is_open: number;
  result: VerificationResult | null;
  /** VerificationVerdict as JSON. */
  verdict: string | null;
}

export interface AuditEventTable {
  seq: number;
  at: number;
  type: AuditEventType;
  version: number;
  actor_id: string | null;
  actor_name: string | null;
  actor_roles: string;
  session_id: string | null;
  address: string | null;
  correlation_id: string;
  vdn_id: number | null;
  campaign_id: string | null;
  deletion_id: string | null;
  item_id: string | null;
  data: string;
  prev_hash: string;
  hash: string;
}

export interface AuditStreamTable {
  target: StreamName;
  /** Null while nothing is streamed there. */
  address: string | null;
  /** Of the whole address; empty while nothing is streamed there. */
  digest: string;
  /** The last record that was received. */
  seq: number;
  last_error: string | null;
}

/** What a record is searched by beside its columns; triggers of the database write it with the record. */
export interface AuditFacetTable {
  /**
   * `actor` stands for what the system did by itself, `ticket` is that of the record's deletion, `value` the keyed
   * HMAC of what a call was meant to delete.
   */
  name: 'actor' | 'outcome' | 'ticket' | 'value';
  value: string;
  seq: number;
}

/** Up to where records were given up, once for all. */
export interface AuditCutTable {
  seq: number;
  hash: string;
  checkpoint_n: number;
  /** The record that says so. */
  event_seq: number;
}
