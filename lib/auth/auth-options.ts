import 'server-only';
import type { NextAuthOptions } from 'next-auth';
import { decode } from 'next-auth/jwt';
import Credentials from 'next-auth/providers/credentials';
import type { OAuthConfig } from 'next-auth/providers/oauth';
import { getEnv } from '../env.ts';
import { logger } from '../logger.ts';
import { maskNumbersInText } from '../personal-data/mask.ts';
import type { Result } from '../result.ts';
import {
  callbackCookieName,
  cookieName,
  cookieOptions,
  sessionCookieName,
  stateCookieName,
} from './cookie.ts';
import { discoveryAddress, findProvider, hasLocalSignIn, type Provider } from './provider.ts';
import { trustedAddress } from './request-facts.ts';
import { sessionLimits } from './session-view.ts';
import { signInWithPassword } from './sign-in-with-password.ts';
import { type ProviderReturn, signInWithProvider } from './sign-in-with-provider.ts';
import { signOut } from './sign-out.ts';

declare module 'next-auth' {
  interface User {
    /** The secret of the session row; it lives in the encrypted cookie and nowhere else. */
    sid?: string;
  }
}
declare module 'next-auth/jwt' {
  interface JWT {
    sid?: string;
  }
}

/** The provider's name in the paths of next-auth. */
export const providerId = 'sso';

/**
 * next-auth carries the session's secret in its encrypted cookie; what it is worth the database says.
 * `readReturn` tells what else the browser brought that comes back from the provider.
 */
export function authOptions(readReturn: () => Promise<ProviderReturn>): NextAuthOptions {
  const env = getEnv();
  const provider = findProvider();
  return {
    secret: env.AUTH_SECRET,
    session: { strategy: 'jwt', maxAge: sessionLimits.absoluteMs / 1000 },
    pages: { signIn: '/sign-in', signOut: '/sign-in', error: '/sign-in' },
    cookies: {
      sessionToken: { name: sessionCookieName(), options: cookieOptions() },
      callbackUrl: { name: callbackCookieName(), options: cookieOptions() },
      csrfToken: { name: cookieName('csrf-token'), options: cookieOptions() },
      pkceCodeVerifier: { name: cookieName('pkce'), options: cookieOptions() },
      state: { name: stateCookieName(), options: cookieOptions() },
      nonce: { name: cookieName('nonce'), options: cookieOptions() },
    },
    providers: [
      ...(provider ? [openIdConnect(provider)] : []),
      ...(hasLocalSignIn() ? [localMembers()] : []),
    ],
    callbacks: {
      signIn: async ({ user, account, profile }) => {
        if (account?.type === 'credentials') return true;
        // where a session is open, the person was to prove again who they are: in a window of its own
        let page = '/sign-in';
        const signedIn = await readReturn()
          .then((back) => {
            if (back.sessionId !== undefined) page = '/step-up';
            return signInWithProvider(profile, back);
          })
          .catch((error: unknown): Result<never, 'unavailable'> => {
            // next-auth puts what is thrown into the address of its answer
            logger.error({ err: error }, 'nobody can sign in');
            return { ok: false, code: 'unavailable' };
          });
        if (!signedIn.ok) return `${env.APP_ORIGIN}${page}?error=${signedIn.code}`;
        user.sid = signedIn.value.secret;
        return true;
      },
      jwt: ({ token, user }) => (user?.sid === undefined ? token : { sid: user.sid }),
      // The browser's copy of the session holds no secret and no person: pages read the database.
      session: ({ session }) => ({ expires: session.expires }),
    },
    events: {
      signOut: async ({ token }) => {
        if (typeof token?.sid === 'string') await signOut(token.sid);
      },
    },
    jwt: { decode },
    logger: { error: logProblem, warn: () => undefined, debug: () => undefined },
  };
}

function openIdConnect(provider: Provider): OAuthConfig<{ sub: string }> {
  const { issuer, clientId, clientSecret, scope, signingAlg, acr } = provider;
  return {
    id: providerId,
    name: provider.name ?? providerId,
    type: 'oauth',
    wellKnown: discoveryAddress(provider),
    issuer,
    clientId,
    clientSecret,
    idToken: true,
    checks: ['pkce', 'state', 'nonce'],
    authorization: {
      params: { scope, ...(acr.length > 0 ? { acr_values: acr.join(' ') } : {}) },
    },
    client: { id_token_signed_response_alg: signingAlg },
    // a provider that hangs must not hang the sign-in, ms
    httpOptions: { timeout: 10_000 },
    profile: ({ sub }) => ({ id: sub }),
  };
}

function localMembers() {
  const env = getEnv();
  return Credentials({
    credentials: { username: {}, password: {}, code: {} },
    authorize: async (credentials, request) => {
      const address = trustedAddress(request.headers?.['x-forwarded-for'] ?? null, env.TRUSTED_PROXY_HOPS);
      const agent: string | null = request.headers?.['user-agent'] ?? null;
      let signedIn: Awaited<ReturnType<typeof signInWithPassword>>;
      try {
        signedIn = await signInWithPassword(credentials, { address, agent });
      } catch (error) {
        logger.error({ err: error }, 'nobody can sign in');
        // next-auth puts the message into the address of its answer
        throw new Error('unavailable');
      }
      if (!signedIn.ok) throw new Error(signedIn.code);
      return { id: signedIn.value.memberId, sid: signedIn.value.secret };
    },
  });
}

/** What the provider did wrong, in words of the library; the token itself, which its error holds, is left out. */
function logProblem(code: string, metadata: unknown): void {
  // a refused password is in the audit
  if (!/OAUTH/.test(code)) return;
  const error = metadata instanceof Error ? metadata : (metadata as { error?: unknown } | null)?.error;
  const reason = error instanceof Error ? maskNumbersInText(error.message.slice(0, 500)) : undefined;
  logger.warn({ code, reason }, 'single sign-on failed');
}
