// The network between the product and the vendor, which can be cut: connections die, and new ones are refused.
import { once } from 'node:events';
import { createServer, connect as open, type Server, type Socket } from 'node:net';

export interface Wire {
  /** `http://127.0.0.1:port` */
  readonly url: string;
  /** Cuts what is open and refuses what comes, until the wire is mended. */
  cut(): Promise<void>;
  mend(): Promise<void>;
}

/** A wire to a server on this machine. */
export async function stretchWire(target: string): Promise<Wire> {
  const { port: targetPort } = new URL(target);
  const sockets = new Set<Socket>();
  const hold = (socket: Socket, other: Socket) => {
    sockets.add(socket);
    socket.on('error', () => other.destroy());
    socket.on('close', () => {
      sockets.delete(socket);
      other.destroy();
    });
  };
  let server: Server | undefined;
  const listen = async (port: number) => {
    server = createServer((near) => {
      const far = open(Number(targetPort), '127.0.0.1');
      hold(near, far);
      hold(far, near);
      near.pipe(far).pipe(near);
    }).listen(port, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return address.port;
  };
  const port = await listen(0);
  return {
    url: `http://127.0.0.1:${port}`,
    async cut() {
      const closed = server?.listening ? once(server, 'close') : undefined;
      server?.close();
      for (const socket of sockets) socket.resetAndDestroy();
      await closed;
    },
    async mend() {
      if (!server?.listening) await listen(port);
    },
  };
}
