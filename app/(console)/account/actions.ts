'use server';

import type { PasswordRefusal, SecondFactorRefusal, TotpEnrolment } from '#lib/auth/account-view.ts';
import { changeOwnPassword } from '#lib/auth/change-own-password.ts';
import { endOwnSessions } from '#lib/auth/end-own-sessions.ts';
import { beginTotp, confirmTotp, removeTotp } from '#lib/auth/enrol-second-factor.ts';
import { authorizeAction } from '#lib/auth/require-grant.ts';
import { setSessionCookie } from '#lib/auth/session-cookie.ts';
import type { EndSessionRefusal, StepUpRefusal } from '#lib/auth/session-view.ts';
import { stepUp } from '#lib/auth/step-up.ts';
import { ok, type Result } from '#lib/result.ts';

/** Ends one of one's own sessions, or all others. */
export async function endOwnSessionsAction(which: unknown): Promise<Result<null, EndSessionRefusal>> {
  const authorization = await authorizeAction('account:use');
  if (!authorization.ok) return authorization;
  return endOwnSessions(authorization.grant, which);
}

/** Proves again who the person is; the answer replaces the session's cookie. */
export async function stepUpAction(input: unknown): Promise<Result<null, StepUpRefusal>> {
  const authorization = await authorizeAction('account:use');
  if (!authorization.ok) return authorization;
  const proved = await stepUp(authorization.grant, input);
  if (!proved.ok) return proved;
  await setSessionCookie(proved.value.secret);
  return ok(null);
}

/** Another password for one's own account; the answer replaces the session's cookie. */
export async function changePasswordAction(input: unknown): Promise<Result<null, PasswordRefusal>> {
  const authorization = await authorizeAction('account:use');
  if (!authorization.ok) return authorization;
  const changed = await changeOwnPassword(authorization.grant, input);
  if (!changed.ok) return changed;
  await setSessionCookie(changed.value.secret);
  return ok(null);
}

/** A new secret for an authenticator app. */
export async function beginTotpAction(): Promise<Result<TotpEnrolment, SecondFactorRefusal>> {
  const authorization = await authorizeAction('account:use', { fresh: true });
  if (!authorization.ok) return authorization;
  return beginTotp(authorization.grant);
}

/** The first code of an authenticator app. */
export async function confirmTotpAction(
  code: unknown,
): Promise<Result<{ recoveryCodes: string[] }, SecondFactorRefusal>> {
  const authorization = await authorizeAction('account:use');
  if (!authorization.ok) return authorization;
  return confirmTotp(authorization.grant, code);
}

/** Takes one's own second factor away. */
export async function removeTotpAction(): Promise<Result<null, SecondFactorRefusal>> {
  const authorization = await authorizeAction('account:use');
  if (!authorization.ok) return authorization;
  return removeTotp(authorization.grant);
}
