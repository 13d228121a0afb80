import 'server-only';
import * as z from 'zod';
import { monotonicMs } from '../clock.ts';
import { getEnv } from '../env.ts';
import { logger } from '../logger.ts';
import { discoveryAddress, findProvider } from './provider.ts';

const metadata = z.object({ end_session_endpoint: z.url({ protocol: /^https?$/ }).optional() });

/** What the provider says of itself is asked for once in so many ms: anybody can ask where it ends a session. */
const knownMs = 10 * 60_000;
let known: { readonly issuer: string; readonly address: string; readonly at: number } | undefined;

/**
 * Where the provider ends its session of a browser, to send it back to our sign-in (OpenID Connect RP-Initiated
 * Logout 1.0); undefined without a provider, or if it cannot be asked or knows no such place.
 */
export async function providerSignOutAddress(): Promise<string | undefined> {
  const provider = findProvider();
  if (!provider) return undefined;
  if (known && known.issuer === provider.issuer && monotonicMs() - known.at < knownMs) return known.address;
  try {
    const answer = await fetch(discoveryAddress(provider), {
      redirect: 'error',
      signal: AbortSignal.timeout(5_000),
    });
    const { end_session_endpoint: endpoint } = metadata.parse(await answer.json());
    const address = endpoint === undefined ? undefined : new URL(endpoint);
    // no step down from https
    if (address?.protocol !== new URL(provider.issuer).protocol) return undefined;
    address.searchParams.set('client_id', provider.clientId);
    address.searchParams.set('post_logout_redirect_uri', `${getEnv().APP_ORIGIN}/sign-in`);
    known = { issuer: provider.issuer, address: address.href, at: monotonicMs() };
    return known.address;
  } catch (error) {
    logger.warn({ err: error }, 'the identity provider could not be asked where it ends a session');
    return undefined;
  }
}
