import 'server-only';
import { getEnv } from '../env.ts';

/** The provider of single sign-on, as configured. */
export interface Provider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What people call it; null if nobody said. */
  readonly name: string | null;
  readonly scope: string;
  readonly signingAlg: string;
  readonly rolesClaim: string;
  /** Of each list the provider must vouch for one; an empty one asks for nothing. */
  readonly acr: readonly string[];
  readonly amr: readonly string[];
}

/** The configured provider of single sign-on; undefined if there is none. */
export function findProvider(): Provider | undefined {
  const env = getEnv();
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = env;
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) return undefined;
  return {
    issuer,
    clientId,
    clientSecret,
    name: env.OIDC_NAME ?? null,
    scope: env.OIDC_SCOPE.join(' '),
    signingAlg: env.OIDC_SIGNING_ALG,
    rolesClaim: env.OIDC_ROLES_CLAIM,
    acr: env.OIDC_ACR,
    amr: env.OIDC_AMR,
  };
}

/** Where the provider describes itself (OpenID Connect Discovery 1.0, section 4). */
export function discoveryAddress({ issuer }: Pick<Provider, 'issuer'>): string {
  return `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
}

/** True if members may have passwords here: where there is no provider, or both were wanted. */
export function hasLocalSignIn(): boolean {
  const { LOCAL_SIGN_IN, OIDC_ISSUER } = getEnv();
  return (LOCAL_SIGN_IN ?? (OIDC_ISSUER === undefined ? 'on' : 'off')) === 'on';
}

/** How people can sign in here. Safe for the browser. */
export interface SignInWays {
  readonly hasLocal: boolean;
  /** Null without single sign-on; the name is null if nobody said it. */
  readonly provider: { readonly name: string | null } | null;
}

export function signInWays(): SignInWays {
  const provider = findProvider();
  return { hasLocal: hasLocalSignIn(), provider: provider ? { name: provider.name } : null };
}
