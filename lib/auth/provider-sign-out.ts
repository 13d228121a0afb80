import 'server-only';
import * as z from 'zod';
import { getEnv } from '../env.ts';
import { logger } from '../logger.ts';
import { discoveryAddress, findProvider } from './provider.ts';

const metadata = z.object({ end_session_endpoint: z.url({ protocol: /^https?$/ }).optional() });

/**
 * Where the provider ends its session of a browser, to send it back to our sign-in (OpenID Connect RP-Initiated
 * Logout 1.0); undefined without a provider, or if it cannot be asked or knows no such place.
 */
export async function providerSignOutAddress(): Promise<string | undefined> {
  const provider = findProvider();
  if (!provider) return undefined;
  try {
    const answer = await fetch(discoveryAddress(provider), {
      redirect: 'error',
      signal: AbortSignal.timeout(5_000),
    });
    const { end_session_endpoint: endpoint } = metadata.parse(await answer.json());
    if (endpoint === undefined) return undefined;
    const address = new URL(endpoint);
    address.searchParams.set('client_id', provider.clientId);
    address.searchParams.set('post_logout_redirect_uri', `${getEnv().APP_ORIGIN}/sign-in`);
    return address.href;
  } catch (error) {
    logger.warn({ err: error }, 'the identity provider could not be asked where it ends a session');
    return undefined;
  }
}
