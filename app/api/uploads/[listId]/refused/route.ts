import { readResponse } from '#lib/auth/read-response.ts';
import { authorizeUpload } from '#lib/auth/require-grant.ts';
import { getTranslator } from '#lib/i18n/get-translator.ts';
import { csvLine, csvResponse } from '#lib/lists/csv.ts';
import { findRefusedLines, type RefusedLine } from '#lib/lists/refused-lines.ts';

/** What was refused of a list, line by line with the reason, as CSV. A POST, since each download is an event. */
export async function POST(
  _request: Request,
  context: { params: Promise<{ listId: string }> },
): Promise<Response> {
  const authorization = await authorizeUpload('deletion:create');
  if (!authorization.ok) return readResponse(authorization);
  const found = await findRefusedLines(authorization.grant, (await context.params).listId);
  if (!found.ok) return readResponse(found);
  const t = await getTranslator('lists');
  async function* lines(pages: AsyncIterable<readonly RefusedLine[]>) {
    yield csvLine([t('line'), t('reason'), t('excerpt')]);
    for await (const page of pages) {
      yield page.map((row) => csvLine([row.line, t(`fault.${row.reason}`), row.excerpt])).join('');
    }
  }
  return csvResponse('refused-lines.csv', lines(found.value));
}
