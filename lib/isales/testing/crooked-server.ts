import { readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import type { TlsOptions } from 'node:tls';
import { fileURLToPath } from 'node:url';

/** A server that does what no good one would; only tests start it, on loopback. */
export interface CrookedServer {
  readonly port: number;
  /** Requests whose head had been read. */
  readonly requests: number;
  readonly connections: number;
  close(): Promise<void>;
}

/** A certificate or key of `certificates/`, as PEM. */
export function pem(name: string): string {
  return readFileSync(fileURLToPath(new URL(`./certificates/${name}`, import.meta.url)), 'utf8');
}

async function listen(server: Server, count: () => number): Promise<CrookedServer> {
  let connections = 0;
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    get requests() {
      return count();
    },
    get connections() {
      return connections;
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** HTTP, or HTTPS with the certificate of that name. */
export function startHttp(
  answer: RequestListener,
  tls?: { readonly certificate: string } & TlsOptions,
): Promise<CrookedServer> {
  let requests = 0;
  const listener: RequestListener = (request, response) => {
    requests += 1;
    answer(request, response);
  };
  if (tls === undefined) return listen(createServer(listener), () => requests);
  const { certificate, ...options } = tls;
  const server = createTlsServer(
    { cert: pem(`${certificate}.pem`), key: pem(`${certificate}.key`), ...options },
    listener,
  );
  server.on('tlsClientError', () => undefined);
  return listen(server, () => requests);
}

/** Bare TCP. */
export function startTcp(onConnection: (socket: Socket) => void): Promise<CrookedServer> {
  return listen(createTcpServer(onConnection), () => 0);
}
