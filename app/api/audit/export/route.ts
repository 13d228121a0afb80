import type { NextRequest } from 'next/server';
import { eventKey } from '#components/audit/typed-event.ts';
import { exportAudit, exportRequest } from '#lib/audit/export-audit.ts';
import type { CsvWords } from '#lib/audit/export-format.ts';
import { readResponse } from '#lib/auth/read-response.ts';
import { authorizeUpload } from '#lib/auth/require-grant.ts';
import { getTranslator } from '#lib/i18n/get-translator.ts';
import { refused } from '#lib/result.ts';
import { getShellFacts } from '#lib/settings/shell-facts.ts';

/** Longest form that asks for an export, bytes. */
const maxForm = 10_000;

/** The audit as a file. A POST, since each export is an event; outside of proxy.ts, as the uploads are. */
export async function POST(request: NextRequest): Promise<Response> {
  const authorization = await authorizeUpload('audit:read');
  if (!authorization.ok) return readResponse(authorization);
  const length = Number(request.headers.get('content-length') ?? Number.NaN);
  if (!(length > 0 && length <= maxForm)) return readResponse(refused('input_invalid'));
  const form = new URLSearchParams(await request.text());
  const asked = exportRequest.safeParse(Object.fromEntries(form));
  if (!asked.success) return readResponse(refused('input_invalid'));
  const exported = await exportAudit(authorization.grant, asked.data, await csvWords());
  if (!exported.ok) return readResponse(exported);
  const { fileName, contentType, body } = exported.value;
  return new Response(body, {
    headers: {
      'Content-Type': contentType,
      'Content-Disposition': `attachment; filename="${fileName}"`,
      'Cache-Control': 'no-store',
    },
  });
}

async function csvWords(): Promise<CsvWords> {
  const t = await getTranslator();
  const { timeZone } = getShellFacts();
  return {
    column: (name) => t(`auditExport.column.${name}`, { timeZone }),
    event: (type) => t(`audit.event.${eventKey(type)}`),
    system: t('common.system'),
  };
}
