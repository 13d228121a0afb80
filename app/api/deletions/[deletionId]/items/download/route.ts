import type { NextRequest } from 'next/server';
import { readResponse } from '#lib/auth/read-response.ts';
import { authorizeUpload } from '#lib/auth/require-grant.ts';
import type { ItemView } from '#lib/deletions/deletion-view.ts';
import { downloadItems, downloadQuery } from '#lib/deletions/find-items.ts';
import { getFormatter, getTranslator } from '#lib/i18n/get-translator.ts';
import { csvLine, csvResponse } from '#lib/lists/csv.ts';
import { type TableCell, xlsxResponse } from '#lib/lists/xlsx.ts';
import { refused } from '#lib/result.ts';

/** Longest form that asks for it, bytes. */
const maxForm = 1_000;

/** What came of each item of a list, as CSV or a workbook, masked. A POST, since each download is an event. */
export async function POST(
  request: NextRequest,
  context: { params: Promise<{ deletionId: string }> },
): Promise<Response> {
  const authorization = await authorizeUpload('deletion:read');
  if (!authorization.ok) return readResponse(authorization);
  const { deletionId } = await context.params;
  const length = Number(request.headers.get('content-length') ?? Number.NaN);
  if (!(length > 0 && length <= maxForm)) return readResponse(refused('input_invalid'));
  const form = new URLSearchParams(await request.text());
  const query = downloadQuery.safeParse(Object.fromEntries(form));
  if (!query.success) return readResponse(refused('input_invalid'));
  const found = await downloadItems(authorization.grant, deletionId, query.data);
  if (!found.ok) return readResponse(found);
  const pages = tableOf(found.value, await itemWords());
  if (query.data.format === 'csv') return csvResponse(`items-${deletionId}.csv`, csvOf(pages));
  return xlsxResponse(`items-${deletionId}.xlsx`, (await getTranslator('deletions.items'))('title'), pages);
}

type Rows = readonly (readonly TableCell[])[];

/** Read before the first byte goes out: what is read from a stream has no request around it any more. */
async function itemWords() {
  return {
    t: await getTranslator('deletions.items'),
    outcome: await getTranslator('domain.itemStatus'),
    format: await getFormatter(),
  };
}

async function* tableOf(
  found: AsyncIterable<readonly ItemView[]>,
  { t, outcome, format }: Awaited<ReturnType<typeof itemWords>>,
): AsyncGenerator<Rows> {
  const time = (at: number | null) =>
    at === null ? null : format.dateTime(at, { dateStyle: 'short', timeStyle: 'medium' });
  yield [[t('position'), t('value'), t('status'), t('successCount'), t('resultCode'), t('sentAt')]];
  for await (const page of found) {
    yield page.map((item) => [
      item.position,
      item.value,
      outcome(item.status),
      item.successCount,
      item.resultCode,
      time(item.sentAt),
    ]);
  }
}

async function* csvOf(pages: AsyncIterable<Rows>): AsyncGenerator<string> {
  for await (const rows of pages) yield rows.map(csvLine).join('');
}
