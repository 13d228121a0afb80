import * as z from 'zod';
import type { Role } from '../members/roles.ts';

/**
 * What an ID token says of a person: checked already for signature, issuer, audience, time and nonce. What is not in
 * the form of its standard counts as unsaid.
 */
export const providerClaims = z.looseObject({
  iss: z.string().min(1).max(500),
  // OpenID Connect Core 1.0, section 2: 255 ASCII characters at the most
  sub: z.string().min(1).max(255),
  /** Seconds. Only a provider that is asked for it must say it. */
  auth_time: z.number().positive().optional().catch(undefined),
  acr: z.string().optional().catch(undefined),
  amr: z.array(z.string()).optional().catch(undefined),
  preferred_username: z.string().optional().catch(undefined),
});
export type ProviderClaims = z.infer<typeof providerClaims>;

/** Which value of the roles claim gives which role. */
export interface RoleMapping {
  readonly value: string;
  readonly role: Role;
}

/**
 * The roles that the claim called `name` gives: the claim itself, or what a path such as `realm_access.roles` leads
 * to; one text or a list of them. Values without a mapping count for nothing.
 */
export function claimedRoles(
  claims: Readonly<Record<string, unknown>>,
  name: string,
  mapping: readonly RoleMapping[],
): Role[] {
  const claim = Object.hasOwn(claims, name) ? claims[name] : valueAt(claims, name.split('.'));
  const values = (Array.isArray(claim) ? claim : [claim]).filter((value) => typeof value === 'string');
  return [...new Set(mapping.filter(({ value }) => values.includes(value)).map(({ role }) => role))].sort();
}

function valueAt(from: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Record<string, unknown>)[key]
        : undefined,
    from,
  );
}

/** True if the provider vouches for the way of authentication that is demanded: one of each list, if there is any. */
export function hasAssurance(
  { acr, amr }: Pick<ProviderClaims, 'acr' | 'amr'>,
  demanded: { readonly acr: readonly string[]; readonly amr: readonly string[] },
): boolean {
  return (
    (demanded.acr.length === 0 || (acr !== undefined && demanded.acr.includes(acr))) &&
    (demanded.amr.length === 0 || (amr ?? []).some((method) => demanded.amr.includes(method)))
  );
}
