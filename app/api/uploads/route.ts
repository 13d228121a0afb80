import type { NextRequest } from 'next/server';
import { readResponse } from '#lib/auth/read-response.ts';
import { authorizeUpload } from '#lib/auth/require-grant.ts';
import { listUpload, storeList } from '#lib/lists/store-list.ts';
import { refused } from '#lib/result.ts';

/** A pasted or uploaded list as a stream of bytes; outside of proxy.ts, which would cut it at 10 MB. */
export async function POST(request: NextRequest): Promise<Response> {
  const authorization = await authorizeUpload('deletion:create');
  if (!authorization.ok) return readResponse(authorization);
  const upload = listUpload.safeParse({
    ...Object.fromEntries(request.nextUrl.searchParams),
    name: nameOf(request.headers.get('x-list-name') ?? ''),
  });
  if (!upload.success || request.body === null) return readResponse(refused('input_invalid'));
  return readResponse(await storeList(authorization.grant, upload.data, request.body));
}

/** A file name travels percent-encoded; one that is not is none. */
function nameOf(header: string): string {
  try {
    return decodeURIComponent(header).slice(-200);
  } catch {
    return '';
  }
}
