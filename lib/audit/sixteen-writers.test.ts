import { execFile, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines, openTestDatabase, type TestDatabase } from '#lib/db/testing/test-database.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const writers = 16;
const events = 100_000;

describe.each(engines)('sixteen processes that append at once (%s)', (engine) => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await openTestDatabase(engine);
  });
  afterAll(() => database.remove());

  it('make one chain of 100,000 records, without a fork or a hole, each in its own order', async () => {
    const run = promisify(execFile);
    const each = events / writers;
    await Promise.all(
      Array.from({ length: writers }, (_, writer) => {
        const args = ['--conditions=react-server', 'lib/audit/testing/append-many.ts', database.url];
        return run(process.execPath, [...args, String(writer), String(each)], { cwd: root });
      }),
    );
    const verify = ['scripts/audit-verify.mjs', '--quiet', '--database', database.url];
    const env = { PATH: process.env.PATH, NODE_ENV: 'test' } as const;
    const { stdout } = spawnSync(process.execPath, verify, { cwd: root, encoding: 'utf8', env });
    expect(JSON.parse(stdout)).toMatchObject({ whole: true, findings: [], records: events, lastSeq: events });
    const rows = await database.db
      .selectFrom('audit_event')
      .select(['actor_id', 'data'])
      .orderBy('seq')
      .execute();
    const said = new Map<string | null, number[]>();
    for (const { actor_id, data } of rows) {
      const own = said.get(actor_id) ?? [];
      said.set(actor_id, own);
      own.push(Number(JSON.parse(data).permission));
    }
    expect(said.size).toBe(writers);
    const inOrder = Array.from({ length: each }, (_, index) => index + 1);
    for (const own of said.values()) expect(own).toEqual(inOrder);
  }, 300_000);
});
