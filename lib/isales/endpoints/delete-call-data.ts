import { checkedCampaignId, vdnPath } from '../campaign-path.ts';
import type { CallOptions, DeleteCriterion, DeleteRequest } from '../client.ts';
import { IsalesError } from '../errors.ts';
import type { IsalesHttp } from '../http.ts';
import { readAnswer } from '../read-answer.ts';
import { redact } from '../redact.ts';
import { type DeleteAnswer, deleteAnswer } from '../schemas.ts';

/** The path of a delete call, as the vendor's call log records it. */
export function deletePath(request: Pick<DeleteRequest, 'vdnId' | 'campaignId'>): string {
  return `${vdnPath(request.vdnId)}/calldata/${checkedCampaignId(request.campaignId)}/delete`;
}

/** The body of a delete call: one criterion and `archiveHistory`, always in this order. */
export function deleteBody(request: DeleteRequest): string {
  const { archiveHistory } = request;
  const criterion: DeleteCriterion = request.criterion;
  if ('called' in criterion) return JSON.stringify({ called: criterion.called, archiveHistory });
  if ('sessionId' in criterion) return JSON.stringify({ sessionId: criterion.sessionId, archiveHistory });
  if ('customField' in criterion) {
    return JSON.stringify({ customField: criterion.customField, archiveHistory });
  }
  const { recycleTime, recycleType } = criterion;
  return JSON.stringify({ recycleTime, recycleType, archiveHistory });
}

/** Text in which a person would see nothing would reach the vendor as an empty criterion. */
const invisible = /\u034F|[\p{C}\p{Z}\u115F\u1160\u3164\uFFA0]/gu;
const civilTime = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]) ([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/;

const isValue: Readonly<Record<string, (value: unknown) => boolean>> = {
  called: (value) => typeof value === 'string' && /^[0-9*#]{1,24}$/.test(value),
  sessionId: (value) => isVisibleText(value, 32),
  customField: (value) => isVisibleText(value, 200),
  recycleTime: (value) => typeof value === 'string' && civilTime.test(value),
  recycleType: (value) => value === '1' || value === '2' || value === '3',
  archiveHistory: (value) => value === 0 || value === 1,
};
const shapes = new Set([
  'archiveHistory,called',
  'archiveHistory,sessionId',
  'archiveHistory,customField',
  'archiveHistory,recycleTime,recycleType',
]);

function isVisibleText(value: unknown, maxLength: number): boolean {
  return typeof value === 'string' && value.replace(invisible, '') !== '' && value.length <= maxLength;
}

/**
 * The last code before the socket: the very text that would leave holds exactly one effective criterion and
 * `archiveHistory`. What an empty body deletes is unknown, so none ever leaves.
 * @throws IsalesError `invalid_request`
 */
export function assertDeleteBody(body: string): void {
  let fields: Record<string, unknown>;
  try {
    fields = JSON.parse(body);
  } catch {
    throw new IsalesError('invalid_request', { wasSent: false, detail: 'json' });
  }
  const names = Object.keys(fields ?? {}).sort();
  if (!shapes.has(names.join(','))) {
    throw new IsalesError('invalid_request', { wasSent: false, detail: 'criterion' });
  }
  const wrong = names.find((name) => isValue[name]?.(fields[name]) !== true);
  if (wrong !== undefined) throw new IsalesError('invalid_request', { wasSent: false, detail: wrong });
}

/** Numbers and session IDs name a person; a batch or a time does not. */
function personalValues(criterion: DeleteCriterion): string[] {
  if ('called' in criterion) return [criterion.called];
  return 'sessionId' in criterion ? [criterion.sessionId] : [];
}

/** `POST …/calldata/{campaignId}/delete`: one call, never repeated here. @throws IsalesError */
export async function deleteCallData(
  http: IsalesHttp,
  request: DeleteRequest,
  options: CallOptions = {},
): Promise<DeleteAnswer> {
  const values = personalValues(request.criterion);
  const json = await http.send({
    method: 'POST',
    path: deletePath(request),
    body: deleteBody(request),
    assertBody: assertDeleteBody,
    personalValues: values,
    // a batch may take its time, and its answer has but one moment
    isAnsweredAtTheEnd: true,
    ...options,
  });
  const answer = readAnswer(json, deleteAnswer, { personalValues: values });
  return { ...answer, resultDesc: redact(answer.resultDesc, values).slice(0, 1024) };
}
