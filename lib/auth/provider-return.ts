import 'server-only';
import { cookies, headers } from 'next/headers';
import { decode } from 'next-auth/jwt';
import { getDb } from '../db/client.ts';
import { getEnv } from '../env.ts';
import { callbackCookieName, cookieName, cookieOptions, stateCookieName } from './cookie.ts';
import { requestFacts } from './request-facts.ts';
import { joinDestination } from './session-view.ts';
import { openSessions } from './sessions.ts';
import type { ProviderReturn } from './sign-in-with-provider.ts';

/** How long somebody may take at the provider to accept an invitation, s. */
const invitationSeconds = 15 * 60;

function invitationCookieName(): string {
  return cookieName('invitation');
}

/** Keeps the token of an invitation while its holder is at the provider. For server actions. */
export async function keepInvitation(token: string): Promise<void> {
  (await cookies()).set(invitationCookieName(), token, { ...cookieOptions(), maxAge: invitationSeconds });
}

/** Once somebody is back, the token is used or void. */
export function forgetInvitation(answer: Headers): void {
  const { path, sameSite, secure } = cookieOptions();
  const flags = `Path=${path}; HttpOnly; SameSite=${sameSite}${secure ? '; Secure' : ''}`;
  answer.append('Set-Cookie', `${invitationCookieName()}=; Max-Age=0; ${flags}`);
}

/** What the browser brought beside the provider's answer. */
export async function readProviderReturn(): Promise<ProviderReturn> {
  const { sessionId, address } = await requestFacts();
  const open =
    sessionId === undefined
      ? undefined
      : await openSessions(getDb()).select('id').where('id', '=', sessionId).executeTakeFirst();
  return {
    origin: { address, agent: (await headers()).get('user-agent') },
    sessionId: open?.id,
    invitation: (await isJoining()) ? (await cookies()).get(invitationCookieName())?.value : undefined,
  };
}

/**
 * True if the browser left to accept an invitation. It may have left so before, and given up: then the token is still
 * in its cookie, and whoever signs in next is somebody else.
 */
async function isJoining(): Promise<boolean> {
  const destination = (await cookies()).get(callbackCookieName())?.value;
  return destination === `${getEnv().APP_ORIGIN}${joinDestination}`;
}

/**
 * True if next-auth did not believe what came back, in a browser that had left for the provider from here: anybody
 * else could fill the audit.
 */
export async function wasProviderRefused(answer: Response): Promise<boolean> {
  const location = answer.headers.get('location') ?? '';
  if (!/\/api\/auth\/error\?error=/.test(location)) return false;
  const salt = stateCookieName();
  const token = (await cookies()).get(salt)?.value;
  const state = token && (await decode({ token, salt, secret: getEnv().AUTH_SECRET }).catch(() => null));
  return Boolean(state);
}
