import { type SignedRequest, signRequest } from '../signature.ts';

export interface PlainCall {
  readonly method?: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Text is sent as it is, anything else as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** What is signed instead of what is sent. */
  readonly signedAs?: Partial<SignedRequest>;
}

/**
 * A signed call with nothing between the caller and the wire, for tests of the simulator itself and for scripts.
 * The product has a client of its own.
 */
export function callSigned(
  target: { readonly url: string; readonly accessKey: string; readonly secretKey: string },
  call: PlainCall,
): Promise<Response> {
  const { method = 'POST', path, query = {}, signedAs = {} } = call;
  const body =
    call.body === undefined || typeof call.body === 'string' ? call.body : JSON.stringify(call.body);
  const authorization = signRequest({
    accessKey: target.accessKey,
    secretKey: target.secretKey,
    timestamp: `${new Date().toISOString().slice(0, 19)}Z`,
    method,
    path,
    query,
    signedHeaders: { host: new URL(target.url).host },
    body: body ?? '',
    ...signedAs,
  });
  const search = new URLSearchParams(query).toString();
  return fetch(`${target.url}${path}${search === '' ? '' : `?${search}`}`, {
    method,
    headers: { 'content-type': 'application/json; charset=UTF-8', authorization, ...call.headers },
    redirect: 'manual',
    ...(body === undefined ? {} : { body }),
    ...(call.signal === undefined ? {} : { signal: call.signal }),
  });
}
