import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { signRequest } from '../signature.ts';

const TIMESTAMP = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{3})?Z$/;
const MAX_SKEW_MS = 15 * 60 * 1000;

export interface SignedCall {
  readonly request: IncomingMessage;
  /** As it stands in the request line, not decoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly bodyText: string;
}

/** Why a signature is not accepted, in words for the 401 body; null if it is. Nothing in it is secret. */
export function refuseSignature(
  call: SignedCall,
  credentials: { readonly accessKey: string; readonly secretKey: string },
  now: Date,
): string | null {
  const given = call.request.headers.authorization;
  if (given === undefined) return 'Authorization is missing';
  const [version, accessKey, timestamp, names, signature, ...rest] = given.split('/');
  if (version !== 'auth-v2' || !accessKey || !timestamp || !names || !signature || rest.length > 0) {
    return 'Authorization is malformed';
  }
  if (accessKey !== credentials.accessKey) return 'unknown access key';
  if (!TIMESTAMP.test(timestamp)) return 'the timestamp is malformed';
  const skewMs = Math.abs(now.getTime() - Date.parse(timestamp));
  // Not `skew > max`: 2026-02-31 matches the pattern and parses to NaN.
  if (!(skewMs <= MAX_SKEW_MS)) return 'the timestamp is too far from the clock of this server';

  const signedNames = names.split(';');
  if (!signedNames.includes('host')) return 'host is not signed';
  const signedHeaders: Record<string, string> = {};
  for (const name of signedNames) {
    const value = call.request.headers[name];
    if (typeof value !== 'string') return 'a signed header is missing';
    signedHeaders[name] = value;
  }
  const expected = signRequest({
    ...credentials,
    timestamp,
    method: call.request.method ?? '',
    path: call.path,
    query: Object.fromEntries(call.query),
    signedHeaders,
    body: call.bodyText,
  });
  return isSameText(given, expected) ? null : 'the signature does not match';
}

function isSameText(given: string, expected: string): boolean {
  const left = Buffer.from(given);
  const right = Buffer.from(expected);
  return left.length === right.length && timingSafeEqual(left, right);
}
