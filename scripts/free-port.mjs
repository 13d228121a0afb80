import { createServer } from 'node:net';

function tryPort(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => {
      const { port: taken } = server.address();
      server.close(() => resolve(taken));
    });
  });
}

/** `wanted` if nobody listens there, else a port that the system chooses. */
export async function freePort(wanted) {
  return (await tryPort(wanted)) ?? (await tryPort(0));
}
