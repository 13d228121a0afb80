import { readResponse } from '#lib/auth/read-response.ts';
import { authorizeUpload } from '#lib/auth/require-grant.ts';
import { downloadReceipt } from '#lib/deletions/find-receipt.ts';

/** The receipt of a deletion as a file, for `npm run audit:verify -- --receipt`. A POST, since each download is an event. */
export async function POST(
  _request: Request,
  context: { params: Promise<{ deletionId: string }> },
): Promise<Response> {
  const authorization = await authorizeUpload('receipt:read');
  if (!authorization.ok) return readResponse(authorization);
  const { deletionId } = await context.params;
  const receipt = await downloadReceipt(authorization.grant, deletionId);
  if (!receipt.ok) return readResponse(receipt);
  return new Response(`${JSON.stringify(receipt.value, null, 2)}\n`, {
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': `attachment; filename="receipt-${deletionId}.json"`,
      'Cache-Control': 'no-store',
    },
  });
}
