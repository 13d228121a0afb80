import 'server-only';
import { cookies, headers } from 'next/headers';
import { decode } from 'next-auth/jwt';
import { getDb } from '../db/client.ts';
import { getEnv } from '../env.ts';
import { sessionCookieName } from './cookie.ts';
import { findSessionId } from './sessions.ts';

/**
 * The client's address as the outermost trusted proxy saw it. Without a trusted proxy the header is whatever
 * the client wrote, and no address is recorded.
 */
export function trustedAddress(forwardedFor: string | null, trustedHops: number): string | null {
  if (trustedHops === 0 || forwardedFor === null) return null;
  const address = forwardedFor.split(',').at(-trustedHops)?.trim() ?? '';
  return /^[0-9a-fA-F.:]{2,45}$/.test(address) ? address : null;
}

/** The session id and address of the request under way; no session for a missing or malformed cookie. */
export async function requestFacts(): Promise<{ sessionId: string | undefined; address: string | null }> {
  const env = getEnv();
  const token = (await cookies()).get(sessionCookieName())?.value;
  const address = trustedAddress((await headers()).get('x-forwarded-for'), env.TRUSTED_PROXY_HOPS);
  const secret = token === undefined ? undefined : await readToken(token, env.AUTH_SECRET);
  return { sessionId: secret === undefined ? undefined : await findSessionId(getDb(), secret), address };
}

async function readToken(token: string, authSecret: string): Promise<string | undefined> {
  try {
    const claims = await decode({ token, secret: authSecret });
    return typeof claims?.sid === 'string' ? claims.sid : undefined;
  } catch {
    return undefined;
  }
}

/** True if the request under way comes from a page of ours: an absent `Origin` counts as foreign. */
export async function isOwnOrigin(): Promise<boolean> {
  return (await headers()).get('origin') === getEnv().APP_ORIGIN;
}
