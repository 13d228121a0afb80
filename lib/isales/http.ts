import { Readable } from 'node:stream';
import { Pool } from 'undici';
import { IsalesError, type IsalesErrorFacts, type IsalesErrorKind } from './errors.ts';
import { readAnswerHeaders } from './read-answer-headers.ts';
import { redact } from './redact.ts';
import { encode, signRequest } from './signature.ts';

export interface IsalesHttpOptions {
  /** `https://host[:port]`; http is accepted for loopback alone. */
  readonly baseUrl: string;
  readonly accessKey: string;
  readonly secretKey: string;
  /** PEM of the certification authority, where it is a private one. Checks are never switched off. */
  readonly ca?: string;
  /** Of `host`, `content-type`, `content-length`; default `host` alone, as the vendor's sample client. */
  readonly signedHeaders?: readonly string[];
  /** Which one a release parses is unknown; default seconds, as the vendor's sample client. */
  readonly timestampPrecision?: 'seconds' | 'milliseconds';
  /** Default 5,000. */
  readonly connectTimeoutMs?: number;
  /** From the first byte out to the first byte in; default 30,000. */
  readonly firstByteTimeoutMs?: number;
  /** The whole call; default 60,000. */
  readonly totalTimeoutMs?: number;
  /** Default 64 KB. */
  readonly maxAnswerBytes?: number;
  /** The clock of the signature. */
  readonly now?: () => Date;
}

export interface HttpCall {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Sent and signed as it is, not encoded again. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** The very text that is signed and sent. */
  readonly body?: string;
  readonly locale?: string;
  readonly signal?: AbortSignal;
  /** Values of this call that may not stay in what is kept of an answer. */
  readonly personalValues?: readonly string[];
  /** The last look at the body, with nothing but the socket behind it; throws to keep it from leaving. */
  readonly assertBody?: (body: string) => void;
  /** Asked once there is a connection, right before the first byte: false keeps it from leaving. */
  readonly mayLeave?: () => boolean;
  /** The first byte comes when all the work is done: it may take as long as the whole call. */
  readonly isAnsweredAtTheEnd?: boolean;
}

export interface IsalesHttp {
  /** The JSON value of an answer with status 2xx. @throws IsalesError for everything else */
  send(call: HttpCall): Promise<unknown>;
  close(): Promise<void>;
}

const excerptLength = 1024;

/**
 * One call over keep-alive HTTPS, signed, without redirect, retry, or decoding of compressed answers. The
 * credentials are closed over and in no error.
 * @throws TypeError for a base URL that is not https (or http on loopback)
 */
export function createIsalesHttp(options: IsalesHttpOptions): IsalesHttp {
  const base = new URL(options.baseUrl);
  if (base.protocol !== 'https:' && !(base.protocol === 'http:' && isLoopback(base.hostname))) {
    throw new TypeError('the CC-iSales base URL must be https (http is accepted for loopback alone)');
  }
  const {
    accessKey,
    secretKey,
    signedHeaders = ['host'],
    timestampPrecision = 'seconds',
    firstByteTimeoutMs = 30_000,
    totalTimeoutMs = 60_000,
    maxAnswerBytes = 64 * 1024,
    now = () => new Date(),
  } = options;
  const pool = new Pool(base.origin, {
    connections: 16,
    pipelining: 1,
    allowH2: false,
    // our own timers below are exact and tell the two apart
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: {
      timeout: options.connectTimeoutMs ?? 5_000,
      rejectUnauthorized: true,
      minVersion: 'TLSv1.2',
      ...(options.ca === undefined ? {} : { ca: options.ca }),
    },
  });

  function headersOf(call: HttpCall): Record<string, string> {
    const headers: Record<string, string> = {
      host: base.host,
      'content-type': 'application/json; charset=UTF-8',
      ...(call.body === undefined ? {} : { 'content-length': String(Buffer.byteLength(call.body)) }),
    };
    const iso = now().toISOString();
    const authorization = signRequest({
      accessKey,
      secretKey,
      timestamp: timestampPrecision === 'seconds' ? `${iso.slice(0, 19)}Z` : iso,
      method: call.method,
      path: call.path,
      query: call.query ?? {},
      signedHeaders: Object.fromEntries(
        Object.entries(headers).filter(([name]) => signedHeaders.includes(name)),
      ),
      body: call.body ?? '',
    });
    return { ...headers, authorization, ...(call.locale === undefined ? {} : { locale: call.locale }) };
  }

  async function send(call: HttpCall): Promise<unknown> {
    const address = `${call.path}${queryText(call.query)}`;
    const progress = { isLeaving: false };
    const deadline = startDeadline(call.signal, {
      firstByteTimeoutMs: call.isAnsweredAtTheEnd ? totalTimeoutMs : firstByteTimeoutMs,
      totalTimeoutMs,
    });
    const fail = (kind: IsalesErrorKind, facts: Omit<IsalesErrorFacts, 'wasSent'>, cause?: unknown) =>
      new IsalesError(kind, { wasSent: progress.isLeaving, ...facts }, cause === undefined ? {} : { cause });

    try {
      const headers = headersOf(call);
      if (call.signal?.aborted) throw fail('aborted', {});
      if (call.body !== undefined) call.assertBody?.(call.body);
      const answer = await pool.request({
        method: call.method,
        path: address,
        headers,
        signal: deadline.signal,
        // undici asks for the body once there is a connection: until then nothing has left
        body:
          call.body === undefined
            ? null
            : Readable.from(leave(call, call.body, progress), { objectMode: false }),
      });
      deadline.firstByteCame();
      progress.isLeaving = true;
      // destroying a body that nobody listens to would end the process
      answer.body.on('error', () => undefined);
      const { facts, isHtml, isEncoded } = readAnswerHeaders(answer.statusCode, answer.headers, now());
      const bytes = await readAtMost(answer.body, isEncoded ? 0 : maxAnswerBytes);
      const body = bytes === null || isEncoded ? '' : decodeUtf8(bytes);
      // redacted before it is cut: half a number at the end would not be found any more
      const excerpt = redact((body ?? '').slice(0, 4 * excerptLength), call.personalValues ?? [])
        .replace(/\p{Cc}/gu, ' ')
        .slice(0, excerptLength);
      const seen = { ...facts, excerpt };

      const kind = kindOfStatus(answer.statusCode);
      if (kind !== undefined) throw fail(kind, { ...seen, ...(isHtml ? { detail: 'html' } : {}) });
      if (isEncoded) throw fail('malformed', { ...seen, detail: 'content-encoding' });
      if (bytes === null) throw fail('too_large', facts);
      if (isHtml || body?.trimStart().startsWith('<'))
        throw fail('not_interface', { ...seen, detail: 'html' });
      if (body === null) throw fail('malformed', { ...facts, detail: 'utf-8' });
      try {
        return JSON.parse(body);
      } catch {
        // the parser's own message quotes the text
        throw fail('malformed', { ...seen, detail: body === '' ? 'empty' : 'json' });
      }
    } catch (error) {
      if (error instanceof IsalesError) throw error;
      if (deadline.endedBy !== undefined) throw fail(deadline.endedBy, {});
      const code = codeOf(error);
      if (code === undefined) throw error;
      throw fail(kindOfCode(code, progress.isLeaving), { detail: code });
    } finally {
      deadline.clear();
    }
  }

  return { send, close: () => pool.close() };
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

function queryText(query: Readonly<Record<string, string>> = {}): string {
  const pairs = Object.entries(query).map(([name, value]) => `${encode(name)}=${encode(value)}`);
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

async function* leave(call: HttpCall, body: string, progress: { isLeaving: boolean }) {
  // between the question and the connection a process may have slept
  if (call.mayLeave?.() === false) throw new IsalesError('aborted', { wasSent: false });
  call.assertBody?.(body);
  progress.isLeaving = true;
  yield Buffer.from(body);
}

interface Deadline {
  readonly signal: AbortSignal;
  /** Set once it has ended the call. */
  readonly endedBy: 'timeout' | 'aborted' | undefined;
  firstByteCame(): void;
  clear(): void;
}

function startDeadline(
  signal: AbortSignal | undefined,
  limits: { readonly firstByteTimeoutMs: number; readonly totalTimeoutMs: number },
): Deadline {
  const controller = new AbortController();
  let endedBy: Deadline['endedBy'];
  const end = (by: 'timeout' | 'aborted') => {
    endedBy ??= by;
    controller.abort();
  };
  const onAbort = () => end('aborted');
  signal?.addEventListener('abort', onAbort, { once: true });
  const total = setTimeout(() => end('timeout'), limits.totalTimeoutMs);
  const firstByte = setTimeout(() => end('timeout'), limits.firstByteTimeoutMs);
  return {
    signal: controller.signal,
    get endedBy() {
      return endedBy;
    },
    firstByteCame: () => clearTimeout(firstByte),
    clear: () => {
      clearTimeout(total);
      clearTimeout(firstByte);
      signal?.removeEventListener('abort', onAbort);
    },
  };
}

/** All bytes, or null as soon as there are more than `max`: the rest is never read. */
async function readAtMost(
  body: AsyncIterable<Buffer> & { destroy(): unknown },
  max: number,
): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  if (max === 0) {
    body.destroy();
    return null;
  }
  for await (const chunk of body) {
    length += chunk.length;
    if (length > max) {
      body.destroy();
      return null;
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Null for bytes that are no UTF-8. A byte order mark stays, and is then no JSON. */
function decodeUtf8(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function kindOfStatus(status: number): IsalesErrorKind | undefined {
  if (status >= 200 && status < 300) return undefined;
  if (status === 401) return 'unauthorized';
  if (status === 403 || status === 429) return 'throttled';
  if (status >= 300 && status < 400) return 'redirect';
  return 'http_status';
}

function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code === 'string') return code;
  // the parser's errors carry theirs in the name
  return error instanceof Error && error.name === 'HTTPParserError' ? 'HPE' : undefined;
}

const tlsCode =
  /^(CERT_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|CRL_|PATH_LENGTH_|EPROTO)/;

function kindOfCode(code: string, isLeaving: boolean): IsalesErrorKind {
  if (code === 'UND_ERR_HEADERS_OVERFLOW' || code === 'HPE_HEADER_OVERFLOW') return 'too_large';
  if (!isLeaving) return tlsCode.test(code) ? 'tls' : 'connect';
  return code.startsWith('HPE') ? 'malformed' : 'reset';
}
