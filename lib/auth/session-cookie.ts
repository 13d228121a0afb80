import 'server-only';
import { cookies } from 'next/headers';
import { encode } from 'next-auth/jwt';
import { getEnv } from '../env.ts';
import { cookieOptions, sessionCookieName } from './cookie.ts';
import { sessionLimits } from './session-view.ts';

/** Puts a session's new secret into the cookie, encrypted as next-auth does it. For server actions. */
export async function setSessionCookie(secret: string): Promise<void> {
  const maxAge = sessionLimits.absoluteMs / 1000;
  const token = await encode({ token: { sid: secret }, secret: getEnv().AUTH_SECRET, maxAge });
  (await cookies()).set(sessionCookieName(), token, { ...cookieOptions(), maxAge });
}
