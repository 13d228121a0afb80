import { createHmac } from 'node:crypto';

/** What a signature covers. All values as sent: `timestamp` as text, `body` empty for none, `query` raw. */
export interface SignedRequest {
  readonly accessKey: string;
  readonly secretKey: string;
  /** UTC, `yyyy-MM-dd'T'HH:mm:ss'Z'` or with milliseconds: the server signs the text it receives. */
  readonly timestamp: string;
  readonly method: string;
  /** Not encoded again. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Header values as sent; names in any case. `host` is required by the vendor. */
  readonly signedHeaders: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * The vendor's percent encoding: UTF-8 bytes, `A–Z a–z 0–9 - . _ ~` stay. `encodeURIComponent` leaves
 * `! ' ( ) *` alone, too, which the vendor does not.
 */
export function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function hmac(key: string, message: string): string {
  return createHmac('sha256', key).update(message).digest('hex');
}

/**
 * The `Authorization` text of the "C2" AK/SK signature. Source: the vendor's public sample client, whose
 * results for the inputs in `signature-vectors.json` are the test of this function.
 */
export function signRequest(request: SignedRequest): string {
  const headers = Object.entries(request.signedHeaders).map(
    ([name, value]) => [name.toLowerCase(), value] as const,
  );
  const names = headers.map(([name]) => name).sort();
  const prefix = `auth-v2/${request.accessKey}/${request.timestamp}/${names.join(';')}`;
  const query = Object.entries(request.query).map(([name, value]) => `${encode(name)}=${encode(value)}`);
  const canonicalRequest = [
    request.method.toUpperCase(),
    request.path,
    // without a query its line is left out altogether
    ...(query.length > 0 ? [query.sort().join('&')] : []),
    names.join(';'),
    ...headers.map(([name, value]) => `${encode(name)}:${encode(value)}`).sort(),
    encode(request.body),
  ].join('\n');
  return `${prefix}/${hmac(hmac(request.secretKey, prefix), canonicalRequest)}`;
}
