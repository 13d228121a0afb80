import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { TLSSocket } from 'node:tls';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

/** An answer before it is handed to a socket. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** Whether the other end has gone. */
export function hasClientLeft(response: ServerResponse): boolean {
  return response.socket === null || response.socket.destroyed;
}

/** Hands the whole answer over; false if nobody was there to take it. */
export function sendAnswer(response: ServerResponse, answer: Answer): boolean {
  if (hasClientLeft(response)) return false;
  response.writeHead(answer.status, {
    ...answer.headers,
    'content-length': String(Buffer.byteLength(answer.body)),
  });
  response.end(answer.body);
  return true;
}

/** Says nothing and keeps the connection until the client gives up. */
export async function holdUntilClientLeaves(response: ServerResponse): Promise<void> {
  if (!hasClientLeft(response)) await once(response, 'close');
}

/** Ends the connection with RST, as a crashed process or a firewall does. */
export function resetConnection(response: ServerResponse): void {
  // Node refuses an RST below TLS; there the connection just ends without a close_notify.
  if (response.socket instanceof TLSSocket) response.socket.destroy();
  else response.socket?.resetAndDestroy();
}

/** The head, half of the body, then RST. */
export async function resetMidAnswer(response: ServerResponse, answer: Answer): Promise<void> {
  if (hasClientLeft(response)) return;
  const body = Buffer.from(answer.body);
  response.writeHead(answer.status, { ...answer.headers, 'content-length': String(body.length) });
  await new Promise<void>((resolve) => {
    response.once('close', resolve);
    response.write(body.subarray(0, Math.floor(body.length / 2)), () => resolve());
  });
  // The kernel has the bytes: an immediate RST could still overtake them in another process.
  await delay(20, undefined, { ref: false });
  resetConnection(response);
}

/** A byte per interval. `beforeLastByte` runs just before the answer is whole; false if the client left earlier. */
export async function sendSlowly(
  response: ServerResponse,
  answer: Answer,
  intervalMs: number,
  beforeLastByte: () => void,
): Promise<boolean> {
  if (hasClientLeft(response)) return false;
  const body = Buffer.from(answer.body);
  const hasLeft = new AbortController();
  response.once('close', () => hasLeft.abort());
  response.writeHead(answer.status, { ...answer.headers, 'content-length': String(body.length) });
  response.flushHeaders();
  for (let at = 0; at < body.length; at += 1) {
    try {
      await delay(intervalMs, undefined, { signal: hasLeft.signal, ref: false });
    } catch {
      return false;
    }
    if (at === body.length - 1) {
      beforeLastByte();
      response.end(body.subarray(at));
    } else {
      response.write(body.subarray(at, at + 1));
    }
  }
  return true;
}

/** JSON that does not end before `bytes` are out, or the client has gone. */
export async function sendHugeAnswer(response: ServerResponse, answer: Answer, bytes: number): Promise<void> {
  if (hasClientLeft(response)) return;
  response.writeHead(answer.status, answer.headers);
  response.write('{"filler":"');
  await writeRepeatedly(response, Buffer.alloc(64 * 1024, 0x61), Math.ceil(bytes / (64 * 1024)));
  response.end('"}');
}

const BOMB_MEMBER_BYTES = 16 * 1024 * 1024;
let bombMember: Promise<Buffer> | undefined;

/** Some kilobytes on the wire that unpack to `bytes` spaces (several gzip members in a row are one stream). */
export async function sendGzipBomb(response: ServerResponse, answer: Answer, bytes: number): Promise<void> {
  bombMember ??= promisify(gzip)(Buffer.alloc(BOMB_MEMBER_BYTES, 0x20), { level: 9 });
  const member = await bombMember;
  if (hasClientLeft(response)) return;
  response.writeHead(answer.status, { ...answer.headers, 'content-encoding': 'gzip' });
  await writeRepeatedly(response, member, Math.ceil(bytes / BOMB_MEMBER_BYTES));
  response.end();
}

/** A status line, then header after header until the client has gone. Node's own writer could not do this. */
export async function sendEndlessHeaders(response: ServerResponse): Promise<void> {
  const { socket } = response;
  if (socket === null || socket.destroyed) return;
  socket.write('HTTP/1.1 200 OK\r\n');
  const lines = Array.from({ length: 64 }, (_, at) => `X-Filler-${at}: ${'a'.repeat(200)}\r\n`).join('');
  await writeRepeatedly(socket, Buffer.from(lines), Number.POSITIVE_INFINITY);
}

async function writeRepeatedly(
  target: NodeJS.WritableStream & NodeJS.EventEmitter & { destroyed?: boolean },
  chunk: Buffer,
  times: number,
): Promise<void> {
  for (let at = 0; at < times && target.destroyed !== true; at += 1) {
    if (!target.write(chunk)) {
      await new Promise<void>((resolve) => {
        const proceed = () => {
          target.off('drain', proceed);
          target.off('close', proceed);
          resolve();
        };
        target.once('drain', proceed);
        target.once('close', proceed);
      });
    } else {
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
  }
}
