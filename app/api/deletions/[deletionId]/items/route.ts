import type { NextRequest } from 'next/server';
import { readResponse } from '#lib/auth/read-response.ts';
import { authorizeRequest } from '#lib/auth/require-grant.ts';
import { findItems, itemQuery } from '#lib/deletions/find-items.ts';
import { ok, refused } from '#lib/result.ts';

/** A page of a list's items, of one outcome or all. */
export async function GET(
  request: NextRequest,
  context: { params: Promise<{ deletionId: string }> },
): Promise<Response> {
  const authorization = await authorizeRequest('deletion:read');
  if (!authorization.ok) return readResponse(authorization);
  const query = itemQuery.safeParse(Object.fromEntries(request.nextUrl.searchParams));
  if (!query.success) return readResponse(refused('input_invalid'));
  const page = await findItems(authorization.grant, (await context.params).deletionId, query.data);
  return readResponse(page ? ok(page) : refused('not_found'));
}
