import type { NextRequest } from 'next/server';
import { readResponse } from '#lib/auth/read-response.ts';
import { authorizeRequest } from '#lib/auth/require-grant.ts';
import { readPreview } from '#lib/deletions/read-preview.ts';
import { getLocale } from '#lib/i18n/get-translator.ts';

/** What a deletion would meet now. It takes a batch name, never a number: addresses are logged everywhere. */
export async function GET(request: NextRequest): Promise<Response> {
  const authorization = await authorizeRequest('campaign:read');
  if (!authorization.ok) return readResponse(authorization);
  const query = Object.fromEntries(request.nextUrl.searchParams);
  return readResponse(await readPreview(authorization.grant, query, await getLocale()));
}
