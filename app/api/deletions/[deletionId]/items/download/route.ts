import type { NextRequest } from 'next/server';
import { readResponse } from '#lib/auth/read-response.ts';
import { authorizeRequest } from '#lib/auth/require-grant.ts';
import type { ItemView } from '#lib/deletions/deletion-view.ts';
import { downloadItems, itemQuery } from '#lib/deletions/find-items.ts';
import { getFormatter, getTranslator } from '#lib/i18n/get-translator.ts';
import { csvLine, csvResponse } from '#lib/lists/csv.ts';
import { refused } from '#lib/result.ts';

/** What came of each item of a list, of one outcome or all, as CSV. Numbers are masked. */
export async function GET(
  request: NextRequest,
  context: { params: Promise<{ deletionId: string }> },
): Promise<Response> {
  const authorization = await authorizeRequest('deletion:read');
  if (!authorization.ok) return readResponse(authorization);
  const { deletionId } = await context.params;
  const query = itemQuery.safeParse(Object.fromEntries(request.nextUrl.searchParams));
  if (!query.success) return readResponse(refused('input_invalid'));
  const pages = await downloadItems(authorization.grant, deletionId, query.data.status);
  if (!pages) return readResponse(refused('not_found'));
  const t = await getTranslator('deletions.items');
  const outcome = await getTranslator('domain.itemStatus');
  const format = await getFormatter();
  const time = (at: number | null) =>
    at === null ? null : format.dateTime(at, { dateStyle: 'short', timeStyle: 'medium' });
  async function* lines(found: AsyncIterable<readonly ItemView[]>) {
    yield csvLine([t('position'), t('value'), t('status'), t('successCount'), t('resultCode'), t('sentAt')]);
    for await (const page of found) {
      yield page
        .map((item) =>
          csvLine([
            item.position,
            item.value,
            outcome(item.status),
            item.successCount,
            item.resultCode,
            time(item.sentAt),
          ]),
        )
        .join('');
    }
  }
  return csvResponse(`items-${deletionId}.csv`, lines(pages));
}
