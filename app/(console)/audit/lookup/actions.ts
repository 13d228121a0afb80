'use server';

import { lookUpNumber } from '#lib/audit/look-up-number.ts';
import type { LookupRefusal, NumberLookup } from '#lib/audit/number-lookup-view.ts';
import { authorizeAction } from '#lib/auth/require-grant.ts';
import type { Result } from '#lib/result.ts';

/** Looks up whether a number was deleted: by an action, so that the number stands in no address. */
export async function lookUpNumberAction(
  input: unknown,
): Promise<Result<NumberLookup, LookupRefusal | 'signed_out' | 'not_allowed' | 'foreign_origin'>> {
  const authorization = await authorizeAction('audit:read');
  if (!authorization.ok) return authorization;
  return lookUpNumber(authorization.grant, input);
}
