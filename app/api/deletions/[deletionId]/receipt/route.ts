import { readResponse } from '#lib/auth/read-response.ts';
import { authorizeRequest } from '#lib/auth/require-grant.ts';
import { findReceipt } from '#lib/deletions/find-receipt.ts';

/** The receipt of a deletion as a file, for `npm run audit:verify -- --receipt`. */
export async function GET(
  _request: Request,
  context: { params: Promise<{ deletionId: string }> },
): Promise<Response> {
  const authorization = await authorizeRequest('receipt:read');
  if (!authorization.ok) return readResponse(authorization);
  const { deletionId } = await context.params;
  const receipt = await findReceipt(authorization.grant, deletionId);
  if (!receipt.ok) return readResponse(receipt);
  return new Response(`${JSON.stringify(receipt.value, null, 2)}\n`, {
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': `attachment; filename="receipt-${deletionId}.json"`,
      'Cache-Control': 'no-store',
    },
  });
}
