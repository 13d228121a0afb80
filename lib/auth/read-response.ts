import 'server-only';
import type { Result } from '../result.ts';

/** HTTP status of a refused read; what is not named is the vendor's doing: 502. */
const statusOf: Readonly<Record<string, number>> = {
  signed_out: 401,
  not_allowed: 403,
  campaign_out_of_scope: 404,
  campaign_unknown: 404,
  not_found: 404,
  not_ended: 409,
  records_gone: 410,
  input_invalid: 400,
  foreign_origin: 403,
  cut: 400,
  too_large: 413,
  not_text: 415,
  unreadable_workbook: 415,
  storage_unavailable: 503,
  audit_unavailable: 503,
};

/** The answer of a route handler that reads: never stored by anyone on the way. */
export function readResponse<T>(result: Result<T, string>): Response {
  const init = { headers: { 'Cache-Control': 'no-store' } };
  if (result.ok) return Response.json(result.value, init);
  return Response.json({ code: result.code }, { ...init, status: statusOf[result.code] ?? 502 });
}
