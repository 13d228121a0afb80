import type * as z from 'zod';
import { IsalesError } from './errors.ts';
import { redact } from './redact.ts';
import { successCode } from './result-codes.ts';
import { commonPairs } from './schemas.ts';

function malformed(detail: string): IsalesError {
  return new IsalesError('malformed', { wasSent: true, httpStatus: 200, detail });
}

/**
 * An answer of the documented shape whose result code is success.
 * @throws IsalesError `result_code` for another code, `malformed` for another shape or two codes that differ
 */
export function readAnswer<Schema extends z.ZodType>(
  json: unknown,
  schema: Schema,
  options: {
    /** Statistics' documented sample has no common pairs. */
    readonly isBareAllowed?: boolean;
    readonly personalValues?: readonly string[];
  } = {},
): z.output<Schema> {
  const pairs = commonPairs.safeParse(json);
  const isBare = options.isBareAllowed === true && !hasResultCode(json);
  if (!isBare) {
    if (!pairs.success) throw malformed('resultCode');
    const { resultCode, resultDesc, returnCode } = pairs.data;
    if (returnCode != null && returnCode !== resultCode) throw malformed('codes differ');
    if (resultCode !== successCode) {
      throw new IsalesError('result_code', {
        wasSent: true,
        httpStatus: 200,
        resultCode: resultCode.slice(0, 32),
        resultDesc: redact(resultDesc, options.personalValues ?? []).slice(0, 1024),
      });
    }
  }
  const answer = schema.safeParse(json);
  if (answer.success) return answer.data;
  // the path alone: a value may be personal
  throw malformed(answer.error.issues[0]?.path.join('.') || 'shape');
}

function hasResultCode(json: unknown): boolean {
  return typeof json === 'object' && json !== null && 'resultCode' in json;
}
