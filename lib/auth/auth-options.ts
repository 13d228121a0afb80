import 'server-only';
import type { NextAuthOptions } from 'next-auth';
import { decode } from 'next-auth/jwt';
import Credentials from 'next-auth/providers/credentials';
import { getEnv } from '../env.ts';
import { logger } from '../logger.ts';
import { cookieOptions, sessionCookieName } from './cookie.ts';
import { trustedAddress } from './request-facts.ts';
import { sessionLimits } from './session-view.ts';
import { signInWithPassword } from './sign-in-with-password.ts';
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

/** next-auth carries the session's secret in its encrypted cookie; what it is worth the database says. */
export function authOptions(): NextAuthOptions {
  const env = getEnv();
  return {
    secret: env.AUTH_SECRET,
    session: { strategy: 'jwt', maxAge: sessionLimits.absoluteMs / 1000 },
    pages: { signIn: '/sign-in', signOut: '/sign-in', error: '/sign-in' },
    cookies: { sessionToken: { name: sessionCookieName(), options: cookieOptions() } },
    providers: [
      Credentials({
        credentials: { username: {}, password: {}, code: {} },
        authorize: async (credentials, request) => {
          const address = trustedAddress(
            request.headers?.['x-forwarded-for'] ?? null,
            env.TRUSTED_PROXY_HOPS,
          );
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
      }),
    ],
    callbacks: {
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
    logger: { error: () => undefined, warn: () => undefined, debug: () => undefined },
  };
}
