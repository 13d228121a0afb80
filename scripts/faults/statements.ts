// A list runs again and again from the same start; each time another statement of the database fails, or its answer
// is lost: the first, the second, … until a run makes fewer. Then the checker decides.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Kysely } from 'kysely';
import { getVendorClient } from '#lib/campaigns/vendor-client.ts';
import { openDatabase } from '#lib/db/client.ts';
import { postgresDialect } from '#lib/db/dialects/postgres.ts';
import { sqliteDialect } from '#lib/db/dialects/sqlite.ts';
import type { Database } from '#lib/db/schema.ts';
import { FailingDialect, type StatementFailure } from '#lib/db/testing/failing-dialect.ts';
import { getEnv } from '#lib/env.ts';
import { Runner } from '#lib/lanes/runner.ts';
import { askPostgres, breachesOf, type Stage, setStage } from './stage.ts';

const { values } = parseArgs({
  options: {
    engine: { type: 'string', default: 'sqlite' },
    items: { type: 'string', default: '50' },
    /** Every so many-th statement only. */
    step: { type: 'string', default: '1' },
    processes: { type: 'string', default: '3' },
    /** Which of the processes this is; the one that starts the others has none. */
    process: { type: 'string' },
  },
});
const amount = (name: 'items' | 'step' | 'processes') => Number(values[name]);
const campaignId = '9000';
/** A run that is not through by then never will be, ms. */
const boundMs = 60_000;

if (values.process === undefined) await startProcesses();
else await runShare(Number(values.process));

async function startProcesses(): Promise<void> {
  console.log(`faults: each statement of a list of ${values.items} on ${values.engine}`);
  const children: ChildProcess[] = Array.from({ length: amount('processes') }, (_, at) =>
    spawn(
      process.execPath,
      [
        ...process.execArgv,
        fileURLToPath(import.meta.url),
        ...process.argv.slice(2),
        '--process',
        String(at),
      ],
      { stdio: 'inherit' },
    ),
  );
  const codes = await Promise.all(children.map(async (child) => (await once(child, 'exit'))[0]));
  process.exit(codes.every((code) => code === 0) ? 0 : 1);
}

async function runShare(share: number): Promise<void> {
  const engine = values.engine === 'postgres' ? 'postgres' : 'sqlite';
  const stage = await setStage(engine, { SECOND_TRY_AFTER_MS: '1100' });
  await stage.ask(campaignId, amount('items'));
  // what each run starts from; it must not be in use while it is copied
  await stage.db.destroy();
  const stride = amount('step') * amount('processes');
  let runs = 0;
  let broken = 0;
  for (let at = 1 + share * amount('step'); ; at += stride) {
    for (const when of ['before', 'after'] as const) {
      const { breaches, hasFailed } = await runOnce(stage, { at, when });
      for (const breach of breaches) console.error(`statement ${at} (${when}): ${breach}`);
      broken += breaches.length === 0 ? 0 : 1;
      runs += 1;
      if (hasFailed) continue;
      console.log(`process ${share}: ${runs} runs up to statement ${at}, ${broken} broken`);
      await stage.close();
      process.exit(broken === 0 ? 0 : 1);
    }
    if (runs % 100 === 0) console.log(`process ${share}: ${runs} runs, ${broken} broken`);
  }
}

/** The address of a fresh copy of what was asked for. */
async function copyOf(stage: Stage): Promise<string> {
  if (!stage.postgres) {
    const path = join(stage.folder, 'run.db');
    for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true });
    copyFileSync(join(stage.folder, 'console.db'), path);
    return `file:${path}`;
  }
  await askPostgres(stage.postgres, 'drop database if exists run with (force)');
  await askPostgres(stage.postgres, 'create database run template faults');
  return `${stage.postgres.url}/run`;
}

async function runOnce(stage: Stage, failure: StatementFailure) {
  const url = await copyOf(stage);
  stage.simulator.reset({ world: 'empty' });
  stage.simulator.addCampaign(
    { id: campaignId, vdnId: 12, name: campaignId, status: 3 },
    stage.numbers(campaignId, amount('items')).map((called) => ({ called })),
  );
  const dialect = new FailingDialect(
    stage.postgres ? postgresDialect(url) : sqliteDialect(url.slice('file:'.length)),
    stage.engine,
    failure,
  );
  const failing = new Kysely<Database>({ dialect });
  const plain = openDatabase(url);
  const runner = new Runner({ db: failing, client: getVendorClient(), env: getEnv() });
  runner.start();
  const until = Date.now() + boundMs;
  const isOpen = async () =>
    (await plain.selectFrom('deletion').select('id').where('is_open', '=', 1).executeTakeFirst()) !==
    undefined;
  while ((await isOpen()) && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 30));
  await runner.stop();
  const { breaches } = await breachesOf(plain, stage.simulator, amount('items'));
  await Promise.all([failing.destroy(), plain.destroy()]);
  return { breaches, hasFailed: dialect.hasFailed };
}
