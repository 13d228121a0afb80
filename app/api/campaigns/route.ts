import type { NextRequest } from 'next/server';
import { readResponse } from '#lib/auth/read-response.ts';
import { authorizeRequest } from '#lib/auth/require-grant.ts';
import { findCampaigns } from '#lib/campaigns/find-campaigns.ts';
import { getLocale } from '#lib/i18n/get-translator.ts';

/** The picker: campaigns of a VDN in the member's scope. */
export async function GET(request: NextRequest): Promise<Response> {
  const authorization = await authorizeRequest('campaign:read');
  if (!authorization.ok) return readResponse(authorization);
  const { searchParams } = request.nextUrl;
  const query = {
    vdnId: Number(searchParams.get('vdnId')),
    text: (searchParams.get('q') ?? '').slice(0, 100),
  };
  return readResponse(await findCampaigns(authorization.grant, query, await getLocale()));
}
