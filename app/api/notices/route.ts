import { readResponse } from '#lib/auth/read-response.ts';
import { findSignedIn } from '#lib/auth/require-grant.ts';
import { ok, refused } from '#lib/result.ts';
import { findNotices } from '#lib/settings/find-notices.ts';

/** What every page says, read again with each step of a person through the console. */
export async function GET(): Promise<Response> {
  const person = await findSignedIn();
  return readResponse(person ? ok(await findNotices()) : refused('signed_out'));
}
