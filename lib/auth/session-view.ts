/** A session ends after this much time, whatever happens, and after this much without a request, ms. */
export const sessionLimits = {
  absoluteMs: 12 * 3_600_000,
  idleMs: 60 * 60_000,
  touchEveryMs: 60_000,
  /** For named acts the person must have proved who they are within this time. */
  freshMs: 10 * 60_000,
} as const;

/** How a session began. */
export type SignInMethod = 'password' | 'single_sign_on';

/** Why a session ended. */
export type SessionEnd =
  | 'signed_out'
  | 'ended_by_self'
  | 'ended_by_admin'
  | 'password_changed'
  | 'identity_bound'
  | 'limit';

/** An open session as its person sees it. Times are ms UTC. Safe for the browser. */
export interface SessionView {
  readonly id: string;
  readonly isCurrent: boolean;
  readonly method: SignInMethod;
  readonly startedAt: number;
  readonly lastSeenAt: number;
  readonly address: string | null;
  /** Browser and system as far as it said, such as `Firefox · Windows`; null if that cannot be told. */
  readonly browser: string | null;
}

/** Why a session could not be ended. Each has words in both catalogues. */
export type EndSessionRefusal =
  | 'signed_out'
  | 'not_allowed'
  | 'foreign_origin'
  | 'session_gone'
  | 'audit_unavailable';

/** Why a person could not prove again who they are. Each has words in both catalogues. */
export type StepUpRefusal =
  | 'signed_out'
  | 'not_allowed'
  | 'foreign_origin'
  | 'input_invalid'
  | 'wrong_password'
  | 'code_needed'
  | 'wrong_code'
  | 'throttled'
  | 'audit_unavailable';

/** Where somebody comes back to who left for the provider to accept an invitation, and nobody else. */
export const joinDestination = '/?joined';

/** Why single sign-on, or a step-up by it, ended at the console's door. Each has words in both catalogues. */
export const providerRefusals = [
  'provider_refused',
  'assurance_missing',
  'unknown_member',
  'member_disabled',
  'no_role',
  'other_person',
  'not_fresh',
  'invitation_void',
  'identity_taken',
  'unavailable',
] as const;
export type ProviderRefusal = (typeof providerRefusals)[number];

/** What the `error` of an address says: a refusal of ours, or for any of next-auth's that the provider refused. */
export function providerRefusalOf(
  error: string | readonly string[] | undefined,
): ProviderRefusal | undefined {
  if (error === undefined) return undefined;
  return providerRefusals.find((refusal) => refusal === error) ?? 'provider_refused';
}
