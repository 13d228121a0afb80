import type { NextRequest } from 'next/server';
import { readResponse } from '#lib/auth/read-response.ts';
import { authorizeRequest } from '#lib/auth/require-grant.ts';
import { findAllCampaigns } from '#lib/campaigns/find-campaigns.ts';
import { getLocale } from '#lib/i18n/get-translator.ts';

/** The campaigns of a VDN, for an admin who gives scope to a member. */
export async function GET(request: NextRequest): Promise<Response> {
  const authorization = await authorizeRequest('member:manage');
  if (!authorization.ok) return readResponse(authorization);
  const { searchParams } = request.nextUrl;
  const query = {
    vdnId: Number(searchParams.get('vdnId')),
    text: (searchParams.get('q') ?? '').slice(0, 100),
  };
  return readResponse(await findAllCampaigns(authorization.grant, query, await getLocale()));
}
