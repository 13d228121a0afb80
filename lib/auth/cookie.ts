import 'server-only';
import { getEnv } from '../env.ts';

/** Plain http on loopback is the one place without `Secure`, hence without the `__Host-` name. */
export function isSecureOrigin(): boolean {
  return getEnv().APP_ORIGIN.startsWith('https:');
}

/** The cookie that holds the session token. */
export function sessionCookieName(): string {
  return cookieName('session');
}

/** The cookie that says that this browser left for the provider of single sign-on. */
export function stateCookieName(): string {
  return cookieName('state');
}

/** The cookie that says where this browser goes after the provider. */
export function callbackCookieName(): string {
  return cookieName('callback-url');
}

/** The name of any other cookie of ours. */
export function cookieName(name: string): string {
  return isSecureOrigin() ? `__Host-${name}` : name;
}

/** What every cookie of ours has: no script reads it, no other site sends it along on a POST. */
export function cookieOptions() {
  return { httpOnly: true, sameSite: 'lax', path: '/', secure: isSecureOrigin() } as const;
}
