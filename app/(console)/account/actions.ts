'use server';

import { endOwnSessions } from '#lib/auth/end-own-sessions.ts';
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
