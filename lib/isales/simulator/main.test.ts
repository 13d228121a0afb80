import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { callSigned } from './call-signed.ts';

const main = fileURLToPath(new URL('main.ts', import.meta.url));
let child: ChildProcess | undefined;

afterEach(() => child?.kill('SIGKILL'));

function start(args: string[], env: Record<string, string>) {
  const started = spawn(process.execPath, [main, ...args], {
    env: { NODE_ENV: 'test', PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child = started;
  return started;
}

async function firstLine(started: ReturnType<typeof start>): Promise<Record<string, string>> {
  const [line] = await once(createInterface({ input: started.stdout }), 'line');
  return JSON.parse(line);
}

const campaign = { method: 'GET', path: '/rest/isales/v1/openapi/campaigns/12/146' };

describe('npm run simulator', () => {
  it('takes its credentials from the environment, never prints the secret, and ends at SIGTERM', async () => {
    const credentials = { accessKey: 'given-access', secretKey: 'given-secret' };
    const started = start(['--port', '0', '--seed', '7'], {
      ISALES_ACCESS_KEY: credentials.accessKey,
      ISALES_SECRET_KEY: credentials.secretKey,
    });
    const line = await firstLine(started);
    expect(line).toEqual({
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      accessKey: 'given-access',
    });
    expect((await callSigned({ url: line.url ?? '', ...credentials }, campaign)).status).toBe(200);
    started.kill('SIGTERM');
    expect(await once(started, 'exit')).toEqual([0, null]);
  });

  it('makes credentials up when it is given none', async () => {
    const { url = '', accessKey = '', secretKey = '' } = await firstLine(start([], {}));
    expect((await callSigned({ url, accessKey, secretKey }, campaign)).status).toBe(200);
  });

  it('starts empty when told so', async () => {
    const { url = '', accessKey = '', secretKey = '' } = await firstLine(start(['--world', 'empty'], {}));
    const answer = await callSigned({ url, accessKey, secretKey }, campaign);
    expect(await answer.json()).toMatchObject({ resultCode: '0200007' });
  });

  it.each<[string[], Record<string, string>, string]>([
    [[], { ISALES_ACCESS_KEY: 'a' }, 'ISALES_SECRET_KEY is missing'],
    [[], { ISALES_SECRET_KEY: 'a' }, 'ISALES_ACCESS_KEY is missing'],
    [['--port', 'x'], {}, '--port'],
    [['--world', 'x'], {}, '--world'],
    [['--time-zone', 'Mars/Olympus'], {}, 'Mars/Olympus'],
    [['--nonsense'], {}, '--nonsense'],
  ])('says what is wrong with %j %j', async (args, env, words) => {
    const started = start(args, env);
    const [error, [code]] = await Promise.all([text(started.stderr), once(started, 'exit')]);
    expect(error).toContain(words);
    expect(code).toBe(1);
  });
});
