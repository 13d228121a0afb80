import { vdnPath } from '../campaign-path.ts';
import type { CallOptions } from '../client.ts';
import type { IsalesHttp } from '../http.ts';
import { readAnswer } from '../read-answer.ts';
import { type CallLogEntry, callLogAnswer } from '../schemas.ts';

/**
 * `POST …/calllogs`: one page of the vendor's own record of our calls. Times `yyyy-MM-dd HH:mm:ss` in the
 * VDN's zone, at most 7 days apart; `limit` from 1 to 100. Not finding a call proves nothing. @throws IsalesError
 */
export async function findCallLogs(
  http: IsalesHttp,
  query: {
    readonly vdnId: number;
    readonly url?: string;
    readonly beginTime: string;
    readonly endTime: string;
    readonly offset: number;
    readonly limit: number;
  },
  options: CallOptions = {},
): Promise<CallLogEntry[]> {
  const { vdnId, ...body } = query;
  const json = await http.send({
    method: 'POST',
    path: `${vdnPath(vdnId)}/calllogs`,
    body: JSON.stringify(body),
    ...options,
  });
  return readAnswer(json, callLogAnswer).result;
}
