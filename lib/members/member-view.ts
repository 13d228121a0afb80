import type { SessionView } from '../auth/session-view.ts';
import type { Role } from './roles.ts';

/** What an admin can change of a member. `scope` is `12` for a VDN, `12/146` for one campaign of it. */
export interface MemberState {
  readonly status: 'active' | 'disabled';
  readonly roles: readonly Role[];
  readonly scope: readonly string[];
  /** Accounts with the same key are one person's, who cannot approve their own; null if there is but one. */
  readonly person: string | null;
}

/** One member, for the admin. Times are ms UTC. Safe for the browser. */
export interface MemberView extends MemberState {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly isSelf: boolean;
  readonly createdAt: number;
  /** How they can sign in; null before they have accepted an invitation. */
  readonly way: 'password' | 'single_sign_on' | null;
  readonly hasSecondFactor: boolean;
  /** Until when an invitation can be accepted; null if none is open. */
  readonly invitedUntil: number | null;
  /** True if the roles are taken from the provider's claim at the next sign-in. */
  readonly areRolesClaimed: boolean;
  readonly sessions: readonly SessionView[];
}

/** The secret of a link, shown once. `expiresAt` is ms UTC. */
export interface InvitationView {
  readonly memberId: string;
  readonly token: string;
  readonly expiresAt: number;
}

/** Why a member stays as they are. Each has words in both catalogues. */
export const memberRefusals = [
  'signed_out',
  'not_allowed',
  'foreign_origin',
  'step_up_needed',
  'input_invalid',
  'username_taken',
  'member_unknown',
  'own_account',
  'admin_lost',
  'changed_meanwhile',
  'session_gone',
  'no_second_factor',
  'audit_unavailable',
] as const;
export type MemberRefusal = (typeof memberRefusals)[number];
