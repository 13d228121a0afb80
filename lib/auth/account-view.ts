import type { PasswordFault } from './password-policy.ts';
import type { QrPath } from './qr-path.ts';

/** A member's second factor as they see it. Safe for the browser. */
export interface SecondFactorView {
  readonly isRequired: boolean;
  /** ms UTC; null while there is none. */
  readonly enrolledAt: number | null;
  readonly recoveryCodesLeft: number;
}

/** What an authenticator app needs, shown once. */
export interface TotpEnrolment {
  /** Base 32, to be typed where no camera is at hand. */
  readonly secret: string;
  readonly qrPath: QrPath;
}

/** Why a second factor stays as it is. Each has words in both catalogues. */
export type SecondFactorRefusal =
  | 'signed_out'
  | 'not_allowed'
  | 'foreign_origin'
  | 'step_up_needed'
  | 'already_enrolled'
  | 'not_enrolled'
  | 'wrong_code'
  | 'audit_unavailable';

/** Why a password stays as it is. Each has words in both catalogues. */
export type PasswordRefusal =
  | PasswordFault
  | 'signed_out'
  | 'not_allowed'
  | 'foreign_origin'
  | 'input_invalid'
  | 'wrong_password'
  | 'code_needed'
  | 'wrong_code'
  | 'throttled'
  | 'audit_unavailable';

/** Why an invitation could not be accepted. Each has words in both catalogues. */
export type InvitationRefusal =
  | PasswordFault
  | 'foreign_origin'
  | 'input_invalid'
  | 'invitation_void'
  /** Somebody is signed in in this browser: they would be taken for the invited person. */
  | 'signed_in'
  | 'audit_unavailable';
