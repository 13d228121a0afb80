import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { engines, openTestDatabase, type TestDatabase } from '#lib/db/testing/test-database.ts';
import { openDatabase } from '../../db/client.ts';
import { type CrookedServer, pem, startHttp } from '../../isales/testing/crooked-server.ts';
import { logger } from '../../logger.ts';
import { testEnv } from '../../testing/test-env.ts';
import { appendAuditEvents } from '../append-audit-events.ts';
import { announceStreams } from './announce-streams.ts';
import { AuditStream } from './audit-stream.ts';
import { fileTarget } from './file-target.ts';
import type { StreamTarget } from './stream-target.ts';
import { webhookTarget } from './webhook-target.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const secret = 'a secret of thirty-two characters';
const times = { leaseMs: 3_000, lookEveryMs: 5, backOffMs: { first: 10, most: 20 } };
const patience = { timeout: 20_000, interval: 20 };
logger.level = 'silent';

interface Post {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly seqs: readonly number[];
}

describe.each(engines)('the stream of the audit (%s)', (engine) => {
  let database: TestDatabase;
  let folder: string;
  let posts: Post[];
  let undo: (() => Promise<unknown>)[];

  beforeEach(async () => {
    database = await openTestDatabase(engine);
    folder = mkdtempSync(join(tmpdir(), 'stream-'));
    posts = [];
    undo = [];
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    for (const end of undo.reverse()) await end();
    await database.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const append = (count: number, text = 'audit:read') =>
    database.db.transaction().execute((trx) =>
      appendAuditEvents(
        trx,
        Array.from({ length: count }, () => ({
          type: 'access.refused' as const,
          data: { permission: text },
          actor: null,
          correlationId: 'cor_1',
        })),
      ),
    );
  const newestSeq = async () =>
    (await database.db.selectFrom('audit_head').select('seq').executeTakeFirstOrThrow()).seq;
  const state = () => database.db.selectFrom('audit_stream').selectAll().executeTakeFirstOrThrow();

  /** A SIEM; `answer` says how to the n-th POST, counted from 1. Default: received. */
  async function receiver(
    answer: (response: ServerResponse, n: number) => void = (response) => response.end(),
    tls?: { certificate: string },
  ): Promise<CrookedServer> {
    const server = await startHttp(async (request, response) => {
      const body = await buffer(request);
      const lines = body.toString().split('\n').filter(Boolean);
      posts.push({ headers: request.headers, body, seqs: lines.map((line) => JSON.parse(line).seq) });
      answer(response, posts.length);
    }, tls);
    undo.push(() => server.close());
    return server;
  }

  async function stream(target: StreamTarget): Promise<AuditStream> {
    await announceStreams(database.db, [target]);
    const started = new AuditStream(database.db, target, times);
    started.start();
    undo.push(() => started.stop());
    return started;
  }
  const webhook = (server: CrookedServer, timeoutMs = 5_000) =>
    webhookTarget({ url: `http://127.0.0.1:${server.port}/audit?key=1`, secret, timeoutMs });

  /** Waits until everything is received; what came first of each record came in order, none is missing. */
  async function everythingReceived(): Promise<void> {
    const last = await newestSeq();
    await vi.waitFor(async () => expect((await state()).seq).toBe(last), patience);
    const firstComings = [...new Set(posts.flatMap((post) => post.seqs))];
    expect(firstComings).toEqual(Array.from({ length: last }, (_, index) => index + 1));
  }

  it('brings every record once, in order, in batches, as it is stored', async () => {
    await append(700);
    await append(60, 'x'.repeat(20_000));
    const server = await receiver();
    await stream(webhook(server));
    await everythingReceived();
    await append(3);
    await everythingReceived();
    expect(posts.flatMap((post) => post.seqs)).toHaveLength(await newestSeq());
    for (const { seqs, body, headers } of posts) {
      expect(seqs.length).toBeLessThanOrEqual(500);
      expect(body.length).toBeLessThanOrEqual(1_000_000);
      expect(headers).toMatchObject({
        'content-type': 'application/x-ndjson',
        'x-audit-seq': `${seqs[0]}-${seqs.at(-1)}`,
      });
    }
    // the verifier shares no code with us
    const kept = join(folder, 'kept.jsonl');
    writeFileSync(kept, Buffer.concat(posts.map((post) => post.body)));
    const args = ['scripts/audit-verify.mjs', '--quiet', '--export', kept];
    const { AUDIT_CHECKPOINT_DIR: _, ...env } = process.env;
    const verified = spawnSync(process.execPath, args, { cwd: root, env, encoding: 'utf8' });
    expect(JSON.parse(verified.stdout)).toMatchObject({ whole: true, records: await newestSeq() });
  });

  it('signs so that a receiver who follows docs/operation.md can tell', async () => {
    const docs = readFileSync(join(root, 'docs/operation.md'), 'utf8');
    const [, recipe = ''] = /```js\n(.*?)```/s.exec(docs) ?? [];
    writeFileSync(join(folder, 'recipe.mjs'), recipe);
    const { isGenuine } = await import(/* @vite-ignore */ pathToFileURL(join(folder, 'recipe.mjs')).href);
    await append(2);
    await stream(webhook(await receiver()));
    await everythingReceived();
    const [post] = posts;
    if (!post) throw new Error('nothing came');
    expect(isGenuine(post.headers, post.body, secret)).toBe(true);
    expect(isGenuine(post.headers, post.body, `${secret}.`)).toBe(false);
    expect(isGenuine(post.headers, Buffer.concat([post.body, Buffer.from(' ')]), secret)).toBe(false);
    const later = String(Number(post.headers['x-audit-timestamp']) + 1);
    expect(isGenuine({ ...post.headers, 'x-audit-timestamp': later }, post.body, secret)).toBe(false);
    expect(isGenuine(post.headers, post.body, secret, Date.now() + 600_000)).toBe(false);
    expect(isGenuine({}, post.body, secret)).toBe(false);
  });

  it.each<[string, (response: ServerResponse) => void, string]>([
    ['that is out of order', (response) => response.writeHead(503).end(), 'HTTP 503'],
    [
      'that sends somewhere else',
      (response) => response.writeHead(307, { location: '/elsewhere' }).end(),
      'HTTP 307',
    ],
    ['whose connection is cut after receipt', (response) => response.destroy(), 'UND_ERR_SOCKET'],
    ['that never answers', () => undefined, 'TimeoutError'],
  ])('loses nothing to a receiver %s', async (_what, fail, reason) => {
    await append(3);
    let isWell = false;
    const server = await receiver((response) => (isWell ? response.end() : fail(response)));
    await stream(webhook(server, 200));
    await vi.waitFor(async () => expect((await state()).last_error).toBe(reason), patience);
    expect((await state()).seq).toBe(0);
    // what is recorded meanwhile does not wait
    await append(600);
    await vi.waitFor(() => expect(posts.length).toBeGreaterThan(2), patience);
    expect((await state()).seq).toBe(0);
    isWell = true;
    await everythingReceived();
    expect((await state()).last_error).toBeNull();
    expect(posts.every((post) => post.headers['x-audit-seq'] !== undefined)).toBe(true);
  });

  it.each<[string, (response: ServerResponse) => void]>([
    ['never ends', (response) => void response.write('received')],
    ['has no end in sight', (response) => void response.write('x'.repeat(10_000_000))],
    ['is cut', (response) => response.write('received', () => response.destroy())],
  ])('counts as received what was answered with 2xx, though the answer %s', async (_what, answer) => {
    await append(2);
    await stream(webhook(await receiver(answer), 200));
    await everythingReceived();
    expect(posts).toHaveLength(1);
  });

  it('waits for a receiver that is not there yet', async () => {
    await append(2);
    const server = await receiver();
    const { port } = server;
    await server.close();
    await stream(webhookTarget({ url: `http://127.0.0.1:${port}`, secret }));
    await vi.waitFor(async () => expect((await state()).last_error).toBe('ECONNREFUSED'), patience);
  });

  it('checks certificates', async () => {
    await append(2);
    const server = await receiver(undefined, { certificate: 'server' });
    const url = `https://localhost:${server.port}/`;
    const untrusting = await stream(webhookTarget({ url, secret }));
    await vi.waitFor(
      async () => expect((await state()).last_error).toMatch(/^[A-Z_]*(SIGN|ISSUER|CERT)/),
      patience,
    );
    expect(posts).toEqual([]);
    await untrusting.stop();
    await stream(webhookTarget({ url, secret, ca: pem('ca.pem') }));
    await everythingReceived();
  });

  it('is sent by one at a time, however many processes there are', async () => {
    await append(1_300);
    await append(1_300);
    let atOnce = 0;
    let most = 0;
    const server = await receiver((response) => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      setImmediate(() => {
        atOnce -= 1;
        response.end();
      });
    });
    const others = [1, 2].map(() => openDatabase(database.url));
    await announceStreams(database.db, [webhook(server)]);
    const streams = [database.db, ...others].map((db) => new AuditStream(db, webhook(server), times));
    for (const each of streams) each.start();
    await everythingReceived();
    await Promise.all(streams.map((each) => each.stop()));
    await Promise.all(others.map((db) => db.destroy()));
    expect(most).toBe(1);
    expect(posts.flatMap((post) => post.seqs)).toHaveLength(await newestSeq());
  });

  it('goes on in another process when the one that sends is killed', async () => {
    const workers = new Set<ChildProcess>();
    undo.push(async () => {
      for (const worker of workers) worker.kill('SIGKILL');
    });
    // the third batch is received, and its answer never comes: its sender is killed instead
    const received = Promise.withResolvers<void>();
    const server = await receiver((response, n) => (n === 3 ? received.resolve() : response.end()));
    const env = {
      ...process.env,
      ...testEnv(),
      DATABASE_URL: database.url,
      AUDIT_CHECKPOINT_DIR: join(folder, 'checkpoints'),
      AUDIT_STREAM_URL: `http://127.0.0.1:${server.port}/`,
      AUDIT_STREAM_SECRET: secret,
      LANE_LEASE_MS: '1500',
      LOG_LEVEL: 'silent',
    };
    const start = () => {
      const worker = spawn(process.execPath, ['--conditions=react-server', 'scripts/worker.ts'], {
        cwd: root,
        env,
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      workers.add(worker);
      return worker;
    };
    await append(1_600);
    const first = start();
    await received.promise;
    const second = start();
    first.kill('SIGKILL');
    await once(first, 'exit');
    await append(5);
    await everythingReceived();
    second.kill('SIGTERM');
    expect(await once(second, 'exit')).toEqual([0, null]);
  });

  it('to a file has every record on a line of its own, after a torn one and a rotation, too', async () => {
    const path = join(folder, 'logs', 'audit.jsonl');
    await append(3);
    const before = await stream(fileTarget(path));
    await vi.waitFor(async () => expect((await state()).seq).toBe(await newestSeq()), patience);
    await before.stop();
    // what a full disk leaves of the next batch
    appendFileSync(path, `{"actor_id":null,"seq":5${'0'.repeat(200_000)}`);
    await append(2);
    const after = await stream(fileTarget(path));
    await vi.waitFor(async () => expect((await state()).seq).toBe(await newestSeq()), patience);
    const seqs = () =>
      readFileSync(path, 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).seq);
    expect(seqs()).toEqual([1, 2, 3, 4, 5, 6]);
    rmSync(path);
    await append(1);
    await vi.waitFor(async () => expect((await state()).seq).toBe(7), patience);
    expect(seqs()).toEqual([7]);
    await after.stop();
  });

  it('waits for a file that cannot be written', async () => {
    const path = join(folder, 'audit.jsonl', 'below-a-file');
    writeFileSync(join(folder, 'audit.jsonl'), '');
    await append(1);
    await stream(fileTarget(path));
    await vi.waitFor(async () => expect((await state()).last_error).toMatch(/^(EEXIST|ENOTDIR)$/), patience);
    expect((await state()).seq).toBe(0);
  });

  describe('where it goes to', () => {
    const events = async () =>
      (
        await database.db
          .selectFrom('audit_event')
          .select('data')
          .where('type', '=', 'audit.stream_changed')
          .orderBy('seq')
          .execute()
      ).map(({ data }) => JSON.parse(data));
    const target = (path: string) => webhookTarget({ url: `https://siem.example/${path}`, secret });

    it('is an event when it begins, changes or ends, and not when it stays', async () => {
      const { db } = database;
      await append(2);
      await announceStreams(db, []);
      for (const targets of [[target('a')], [target('a')], [target('b')], [], []])
        await announceStreams(db, targets);
      await announceStreams(db, [fileTarget('/var/log/audit.jsonl')]);
      const address = 'https://siem.example';
      expect(await events()).toEqual([
        { target: 'webhook', before: null, after: address },
        { target: 'webhook', before: address, after: address },
        { target: 'webhook', before: address, after: null },
        { target: 'file', before: null, after: '/var/log/audit.jsonl' },
      ]);
    });

    it('is one event of two processes that start together', async () => {
      const other = openDatabase(database.url);
      await Promise.all([database.db, other].map((db) => announceStreams(db, [target('a')])));
      await Promise.all([database.db, other].map((db) => announceStreams(db, [target('b')])));
      await other.destroy();
      expect(await events()).toHaveLength(2);
    });

    it('begins with the oldest record, and goes on where it stood after a change', async () => {
      await append(4);
      const [one, two] = [await receiver(), await receiver()];
      const first = await stream(webhook(one));
      await everythingReceived();
      await first.stop();
      await stream(webhook(two));
      await everythingReceived();
      expect([one.requests, two.requests]).toEqual([1, 1]);
    });
  });
});
