import { readResponse } from '#lib/auth/read-response.ts';
import { authorizeRequest } from '#lib/auth/require-grant.ts';
import { getTranslator } from '#lib/i18n/get-translator.ts';
import { csvLine, csvResponse } from '#lib/lists/csv.ts';
import { findRefusedLines, type RefusedLine } from '#lib/lists/refused-lines.ts';
import { refused } from '#lib/result.ts';

/** What was refused of a list, line by line with the reason, as CSV. */
export async function GET(
  _request: Request,
  context: { params: Promise<{ listId: string }> },
): Promise<Response> {
  const authorization = await authorizeRequest('deletion:create');
  if (!authorization.ok) return readResponse(authorization);
  const pages = await findRefusedLines(authorization.grant, (await context.params).listId);
  if (!pages) return readResponse(refused('not_found'));
  const t = await getTranslator('lists');
  async function* lines(found: AsyncIterable<readonly RefusedLine[]>) {
    yield csvLine([t('line'), t('reason'), t('excerpt')]);
    for await (const page of found) {
      yield page.map((row) => csvLine([row.line, t(`fault.${row.reason}`), row.excerpt])).join('');
    }
  }
  return csvResponse('refused-lines.csv', lines(pages));
}
