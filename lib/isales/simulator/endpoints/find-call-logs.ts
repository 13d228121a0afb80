import { performance } from 'node:perf_hooks';
import { parseCivilTime } from '../civil-time.ts';
import { Refused } from '../refused.ts';
import type { CallContext, EndpointAnswer } from './call-context.ts';
import { jsonObjectOf, vdnIdOf } from './parameters.ts';

const MAX_WINDOW_MS = 7 * 24 * 60 * 60 * 1000;

/** `POST …/calllogs`: the vendor's record of the calls to one VDN, newest first. */
export function findCallLogs(call: CallContext): EndpointAnswer {
  const vdnId = vdnIdOf(call.vdnIdText);
  const body = jsonObjectOf(call.bodyText);
  const offset = bodyInteger(body, 'offset', { min: 0, max: 1e9 });
  const limit = bodyInteger(body, 'limit', { min: 1, max: 100 });
  const beginTime = bodyTime(body, 'beginTime');
  const endTime = bodyTime(body, 'endTime');
  if (beginTime.ms > endTime.ms) throw new Refused('02000009', 'beginTime,endTime');
  if (endTime.ms - beginTime.ms > MAX_WINDOW_MS) throw new Refused('02000007', 'endTime', endTime.text);
  const { url } = body;
  if (url !== undefined && url !== null && typeof url !== 'string') throw new Refused('02000006', 'url', url);
  return {
    fields: {
      result: call.callLogOf(vdnId).find({
        ...(typeof url === 'string' && url !== '' ? { url } : {}),
        beginTime: beginTime.text,
        endTime: endTime.text,
        offset,
        limit,
        nowMs: performance.now(),
      }),
    },
  };
}

function bodyInteger(
  body: Record<string, unknown>,
  name: string,
  range: { min: number; max: number },
): number {
  const value = body[name];
  if (value === undefined || value === null) throw new Refused('02000001', name);
  if (typeof value !== 'number' || !Number.isInteger(value)) throw new Refused('02000006', name, value);
  if (value < range.min || value > range.max) throw new Refused('02000007', name, value);
  return value;
}

function bodyTime(body: Record<string, unknown>, name: string): { text: string; ms: number } {
  const text = body[name];
  if (text === undefined || text === null || text === '') throw new Refused('02000001', name);
  if (typeof text !== 'string') throw new Refused('02000006', name, text);
  const ms = parseCivilTime(text);
  if (ms === null) throw new Refused('0200030', name, text);
  return { text, ms };
}
