import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingHttpHeaders, RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { IsalesError } from './errors.ts';
import { createIsalesHttp, type HttpCall, type IsalesHttp, type IsalesHttpOptions } from './http.ts';
import { signRequest } from './signature.ts';
import { type CrookedServer, pem, startHttp, startTcp } from './testing/crooked-server.ts';

const number = '13800138000';
const accessKey = 'AK-of-this-test';
const secretKey = createHmac('sha256', 'test').update('secret').digest('hex');
const body = JSON.stringify({ called: number, archiveHistory: 1 });
const path = '/rest/isales/v1/openapi/campaigns/12/calldata/146/delete';
const call: HttpCall = { method: 'POST', path, body, locale: 'en_US', personalValues: [number] };

const opened: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each.close();
});

function open(baseUrl: string, options: Partial<IsalesHttpOptions> = {}): IsalesHttp {
  return createIsalesHttp({ baseUrl, accessKey, secretKey, ...options });
}

async function server(answer: RequestListener): Promise<CrookedServer> {
  const started = await startHttp((request, response) => {
    request.resume();
    request.on('end', () => answer(request, response));
  });
  opened.push(started);
  return started;
}

async function failure(http: IsalesHttp, given: HttpCall = call): Promise<IsalesError> {
  const error = await http.send(given).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof IsalesError)) throw new Error('no IsalesError', { cause: error });
  const everything = `${error.stack}${JSON.stringify(error)}${JSON.stringify(error.facts)}${error.cause}`;
  for (const secret of [secretKey, 'auth-v2', number]) expect(everything).not.toContain(secret);
  return error;
}

/** The failure that an answer leads to. */
async function failureOf(answer: RequestListener, options: Partial<IsalesHttpOptions> = {}) {
  const { port } = await server(answer);
  return failure(open(`http://127.0.0.1:${port}`, options));
}

function page(
  status: number,
  headers: Record<string, string> = {},
  text = '<html>no</html>',
): RequestListener {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'text/html', ...headers });
    response.end(text);
  };
}

function json(text: string | Buffer, headers: Record<string, string> = {}): RequestListener {
  return (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', ...headers });
    response.end(text);
  };
}

describe('what is sent', () => {
  it('is the very text that was signed, to the very host that was signed', async () => {
    const seen: { headers: IncomingHttpHeaders; text: string; url: string | undefined }[] = [];
    const { port } = await startHttp(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      seen.push({ headers: request.headers, text: Buffer.concat(chunks).toString(), url: request.url });
      response.end('{}');
    }).then((started) => {
      opened.push(started);
      return started;
    });
    const http = open(`http://localhost:${port}`, {
      signedHeaders: ['host', 'content-type', 'content-length'],
      timestampPrecision: 'milliseconds',
      now: () => new Date('2026-11-23T08:00:00.123Z'),
    });
    expect(await http.send(call)).toEqual({});
    const [first] = seen;
    expect(first?.text).toBe(body);
    expect(first?.headers).toMatchObject({
      host: `localhost:${port}`,
      locale: 'en_US',
      'content-type': 'application/json; charset=UTF-8',
      'content-length': String(body.length),
      authorization: signRequest({
        accessKey,
        secretKey,
        timestamp: '2026-11-23T08:00:00.123Z',
        method: 'POST',
        path,
        query: {},
        signedHeaders: {
          host: `localhost:${port}`,
          'content-type': 'application/json; charset=UTF-8',
          'content-length': String(body.length),
        },
        body,
      }),
    });
  });

  it('encodes a query as the signature does', async () => {
    const { port } = await server((request, response) => response.end(JSON.stringify(request.url)));
    const http = open(`http://127.0.0.1:${port}`);
    const url = await http.send({ method: 'GET', path: '/a', query: { name: "贷后(1)'!" } });
    expect(url).toBe('/a?name=%E8%B4%B7%E5%90%8E%281%29%27%21');
  });

  it('never leaves over plain http except on loopback', () => {
    expect(() => open('http://isales.example')).toThrow(TypeError);
    expect(() => open('ftp://127.0.0.1')).toThrow(TypeError);
    expect(() => open('http://127.0.0.1:1')).not.toThrow();
  });

  it('does not leave at all if the last look at the body objects', async () => {
    const started = await server(json('{}'));
    const http = open(`http://127.0.0.1:${started.port}`);
    const error = await failure(http, {
      ...call,
      assertBody: () => {
        throw new IsalesError('invalid_request', { wasSent: false, detail: 'criterion' });
      },
    });
    expect(error.kind).toBe('invalid_request');
    expect(started.connections).toBe(0);
  });
});

describe('a call that provably never left', () => {
  it('is one to a port where nobody listens', async () => {
    const gone = await startTcp(() => undefined);
    await gone.close();
    const error = await failure(open(`https://127.0.0.1:${gone.port}`));
    expect(error).toMatchObject({ kind: 'connect', facts: { wasSent: false, detail: 'ECONNREFUSED' } });
  });

  it('is one to a name that does not exist', async () => {
    const error = await failure(open('https://no-such-host.invalid', { connectTimeoutMs: 2_000 }));
    expect(error).toMatchObject({ kind: 'connect', facts: { wasSent: false } });
  });

  it('is one whose connection was reset before a byte of the body was written', async () => {
    const started = await startTcp((socket) => socket.resetAndDestroy());
    opened.push(started);
    const error = await failure(open(`https://127.0.0.1:${started.port}`));
    expect(error).toMatchObject({ kind: 'connect', facts: { wasSent: false, detail: 'ECONNRESET' } });
  });

  it('is one whose connection is not made in time', async () => {
    // accepts and never answers the TLS handshake
    const started = await startTcp(() => undefined);
    opened.push(started);
    const error = await failure(open(`https://127.0.0.1:${started.port}`, { connectTimeoutMs: 50 }));
    expect(error).toMatchObject({ kind: 'connect', facts: { wasSent: false } });
  });

  it.each([
    ['expired', 'CERT_HAS_EXPIRED'],
    ['self-signed', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['other-host', 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ])(
    'is one to a server with a certificate that is %s: not one byte of HTTP is sent',
    async (certificate, code) => {
      const started = await startHttp((_request, response) => response.end('{}'), { certificate });
      opened.push(started);
      const error = await failure(open(`https://127.0.0.1:${started.port}`, { ca: pem('ca.pem') }));
      expect(error).toMatchObject({ kind: 'tls', facts: { wasSent: false, detail: code } });
      expect(started.connections).toBeGreaterThan(0);
      expect(started.requests).toBe(0);
    },
  );

  it('is one to a server whose authority is not known', async () => {
    const started = await startHttp((_request, response) => response.end('{}'), { certificate: 'server' });
    opened.push(started);
    const error = await failure(open(`https://127.0.0.1:${started.port}`));
    expect(error).toMatchObject({ kind: 'tls', facts: { wasSent: false } });
    expect(started.requests).toBe(0);
  });

  it('is one to a server that speaks no TLS newer than 1.1', async () => {
    const started = await startHttp((_request, response) => response.end('{}'), {
      certificate: 'server',
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1.1',
      ciphers: 'DEFAULT@SECLEVEL=0',
    });
    opened.push(started);
    const error = await failure(open(`https://127.0.0.1:${started.port}`, { ca: pem('ca.pem') }));
    expect(error).toMatchObject({ kind: 'tls', facts: { wasSent: false } });
    expect(started.requests).toBe(0);
  });

  it('is none to a server that the given authority vouches for', async () => {
    const started = await startHttp((_request, response) => response.end('{"a":1}'), {
      certificate: 'server',
    });
    opened.push(started);
    const http = open(`https://localhost:${started.port}`, { ca: pem('ca.pem') });
    expect(await http.send(call)).toEqual({ a: 1 });
  });
});

describe('a call without a usable answer', () => {
  it('counts as sent if no first byte came in time', async () => {
    const error = await failureOf(() => undefined, { firstByteTimeoutMs: 50 });
    expect(error).toMatchObject({ kind: 'timeout', facts: { wasSent: true } });
  });

  it('has the whole time for its first byte where the answer comes when the work is done', async () => {
    const { port } = await server((_request, response) => setTimeout(() => response.end('{}'), 150));
    const limits = { firstByteTimeoutMs: 50, totalTimeoutMs: 5_000 };
    const http = open(`http://127.0.0.1:${port}`, limits);
    expect(await http.send({ ...call, isAnsweredAtTheEnd: true })).toEqual({});
    expect((await failure(http)).kind).toBe('timeout');
  });

  it('does not leave any more if it may not once there is a connection', async () => {
    const started = await server(json('{}'));
    const http = open(`http://127.0.0.1:${started.port}`);
    const error = await failure(http, { ...call, mayLeave: () => false });
    expect(error).toMatchObject({ kind: 'aborted', facts: { wasSent: false } });
    expect(started.requests).toBe(0);
  });

  it('counts as sent if the answer did not end in time', async () => {
    const error = await failureOf(
      (_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.write('{"resultCode":');
      },
      { totalTimeoutMs: 100 },
    );
    expect(error).toMatchObject({ kind: 'timeout', facts: { wasSent: true } });
  });

  it('counts as sent if the connection broke after the request', async () => {
    const error = await failureOf((request) => request.socket.resetAndDestroy());
    expect(error).toMatchObject({ kind: 'reset', facts: { wasSent: true } });
  });

  it('counts as sent if the connection broke in the middle of the answer', async () => {
    const error = await failureOf((request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
      response.write('{"resultCode":', () => request.socket.resetAndDestroy());
    });
    expect(error).toMatchObject({ kind: 'reset', facts: { wasSent: true } });
  });

  it('tells its caller apart from the clock', async () => {
    const { port } = await server(() => controller.abort());
    const controller = new AbortController();
    const http = open(`http://127.0.0.1:${port}`);
    expect(await failure(http, { ...call, signal: controller.signal })).toMatchObject({
      kind: 'aborted',
      facts: { wasSent: true },
    });
    expect(await failure(http, { ...call, signal: AbortSignal.abort() })).toMatchObject({
      kind: 'aborted',
      facts: { wasSent: false },
    });
  });
});

describe('an answer in front of the interface', () => {
  it('401 tells how far the clocks are apart', async () => {
    const now = new Date('2026-11-23T08:20:00Z');
    const headers = { date: 'Mon, 23 Nov 2026 08:00:00 GMT', 'content-type': 'text/plain' };
    const error = await failureOf(page(401, headers, 'no'), { now: () => now });
    expect(error).toMatchObject({
      kind: 'unauthorized',
      facts: { httpStatus: 401, clockSkewMs: -20 * 60_000 },
    });
  });

  it.each([403, 429])('%i is a turning away, with the wait that it asks for', async (status) => {
    const error = await failureOf(page(status, { 'retry-after': '7' }));
    expect(error).toMatchObject({
      kind: 'throttled',
      facts: { httpStatus: status, retryAfterMs: 7_000, detail: 'html', wasSent: true },
    });
  });

  it('honours a date to wait for, and waits for 15 minutes at most', async () => {
    const date = 'Mon, 23 Nov 2026 08:00:00 GMT';
    const at = { 'retry-after': 'Mon, 23 Nov 2026 08:01:30 GMT', date };
    expect((await failureOf(page(429, at))).facts.retryAfterMs).toBe(90_000);
    expect((await failureOf(page(429, { 'retry-after': '86400' }))).facts.retryAfterMs).toBe(900_000);
    expect((await failureOf(page(429, { 'retry-after': 'soon' }))).facts.retryAfterMs).toBeUndefined();
  });

  it.each([404, 500, 502, 503, 504])('%i says nothing about what was done', async (status) => {
    const error = await failureOf(page(status));
    expect(error).toMatchObject({ kind: 'http_status', facts: { httpStatus: status, wasSent: true } });
  });

  it.each([301, 302, 303, 307, 308])('%i is never followed, no signature goes elsewhere', async (status) => {
    const elsewhere = await server(json('{}'));
    const location = `http://127.0.0.1:${elsewhere.port}/`;
    const error = await failureOf(page(status, { location }));
    expect(error).toMatchObject({ kind: 'redirect', facts: { httpStatus: status, wasSent: true } });
    expect(elsewhere.connections).toBe(0);
  });
});

describe('an answer that cannot be believed', () => {
  it.each([
    ['text that is no JSON', json('resultCode=0200000'), 'malformed', 'json'],
    ['nothing', json(''), 'malformed', 'empty'],
    ['a byte order mark', json('\uFEFF{"resultCode":"0200000"}'), 'malformed', 'json'],
    ['bytes that are no UTF-8', json(Buffer.from([0x22, 0xb3, 0xc9, 0x22])), 'malformed', 'utf-8'],
    ['HTML with status 200', page(200), 'not_interface', 'html'],
    ['HTML called JSON', json('  <html></html>'), 'not_interface', 'html'],
    ['gzip', json(gzipSync('{}'), { 'content-encoding': 'gzip' }), 'malformed', 'content-encoding'],
  ] as const)('is %s', async (_what, answer, kind, detail) => {
    expect(await failureOf(answer)).toMatchObject({ kind, facts: { detail, wasSent: true } });
  });

  it('is kept up to its first kilobyte, without what we sent', async () => {
    const error = await failureOf(json(`oops ${number} ${'x'.repeat(5_000)} 13911112222`));
    expect(error.facts.excerpt).toMatch(/^oops \*\*\* x+$/);
    expect(error.facts.excerpt?.length).toBeLessThanOrEqual(1024);
  });
});

describe('an answer without an end', () => {
  it.each([
    ['a gigabyte', {}],
    ['a gigabyte that claims to be gzip', { 'content-encoding': 'gzip' }],
  ])('is cut at 64 KB: %s', async (_what, headers) => {
    let written = 0;
    let closed: Promise<unknown> | undefined;
    const error = await failureOf((_request, response) => {
      closed = once(response, 'close');
      response.writeHead(200, { 'content-type': 'application/json', ...headers });
      const chunk = Buffer.alloc(64 * 1024, 0x20);
      const write = () => {
        while (written < 2 ** 30 && !response.destroyed) {
          written += chunk.length;
          if (!response.write(chunk)) {
            response.once('drain', write);
            return;
          }
        }
        response.end();
      };
      write();
    });
    expect(error.facts.wasSent).toBe(true);
    expect(['too_large', 'malformed']).toContain(error.kind);
    await closed;
    // what the sockets of both sides hold, and not more
    expect(written).toBeLessThan(20 * 2 ** 20);
  });

  it('is cut in its headers, too', async () => {
    const started = await startTcp((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\n');
        const write = () => {
          while (!socket.destroyed && socket.write(`x-filler: ${'a'.repeat(1000)}\r\n`));
        };
        socket.on('drain', write);
        write();
      });
    });
    opened.push(started);
    const error = await failure(open(`http://127.0.0.1:${started.port}`));
    expect(error).toMatchObject({ kind: 'too_large', facts: { wasSent: true } });
  });
});
