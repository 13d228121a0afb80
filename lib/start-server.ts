import 'server-only';
import { attestChain } from './audit/checkpoints.ts';
import type { AuditStream } from './audit/stream/audit-stream.ts';
import { startStreams } from './audit/stream/start-streams.ts';
import { engineOf, getDb } from './db/client.ts';
import { migrateIfPending, PendingMigrationsError } from './db/migrate.ts';
import { type Env, EnvError, getEnv } from './env.ts';
import { getRunner } from './lanes/runner.ts';
import { logger } from './logger.ts';

/**
 * Checks the configuration, brings the database up to date, starts the runner and drains on SIGTERM. A wrong
 * configuration ends the process: a server that answers 500 to everything helps nobody.
 */
export async function startServer(): Promise<void> {
  await start((env) => {
    if (env.WORKER === 'inline') getRunner().start();
  });
}

/** The same for a process that only drains the lanes; it lives until it is told to end. */
export async function startWorker(): Promise<void> {
  await start(() => {
    getRunner().start();
    // its timers keep no process alive
    setInterval(() => undefined, 2 ** 30);
    logger.info('the worker drains the lanes');
  });
}

/** How often it is looked whether a checkpoint of the audit is due, ms. */
const attestEveryMs = 10_000;

async function start(run: (env: Env) => void): Promise<void> {
  try {
    const env = getEnv();
    logger.level = env.LOG_LEVEL;
    await migrateIfPending(getDb(), engineOf(env.DATABASE_URL));
    // before the first call: the database may be a backup that was put back
    await attestChain(getDb(), env);
    const streams = await startStreams(getDb(), env);
    run(env);
    attestRegularly(env);
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.once(signal, () => void drain(signal, streams));
    }
  } catch (error) {
    if (error instanceof EnvError || error instanceof PendingMigrationsError)
      process.stderr.write(`${error.message}\n`);
    else logger.error({ err: error }, 'the console cannot start');
    process.exit(1);
  }
}

/** Says in the log, not to people, if it cannot: the next look makes up for it. */
function attestRegularly(env: Env): void {
  const attest = () =>
    attestChain(getDb(), env).catch((error: unknown) =>
      logger.error({ err: error }, 'no checkpoint of the audit could be written'),
    );
  void attest();
  setInterval(() => void attest(), attestEveryMs).unref();
}

/** The call under way is answered and recorded, the lanes are given back, then the process ends. */
async function drain(signal: string, streams: readonly AuditStream[]): Promise<void> {
  logger.info({ signal }, 'draining');
  await getRunner().stop();
  await Promise.all(streams.map((stream) => stream.stop()));
  await getDb().destroy();
  process.exit(0);
}
