// A list runs while workers are killed, stopped and the vendor fails in every scripted way; then the checker decides.
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { authorizeSession } from '#lib/auth/authorize.ts';
import { startSession } from '#lib/auth/sessions.ts';
import { engineOf, getDb } from '#lib/db/client.ts';
import { migrateToLatest } from '#lib/db/migrate.ts';
import { startPostgres } from '#lib/db/testing/postgres-server.ts';
import { readPreview } from '#lib/deletions/read-preview.ts';
import { requestDeletion } from '#lib/deletions/request-deletion.ts';
import { buildVersion, getEnv } from '#lib/env.ts';
import type { FaultInput } from '#lib/isales/simulator/faults.ts';
import { createRandom } from '#lib/isales/simulator/random.ts';
import { startSimulator } from '#lib/isales/simulator/start-simulator.ts';
import { getRunner } from '#lib/lanes/runner.ts';
import { storeList } from '#lib/lists/store-list.ts';
import { logger } from '#lib/logger.ts';
import { createMember } from '#lib/members/store-member.ts';
import { findBreaches } from './check-ledger.mjs';

const { values } = parseArgs({
  options: {
    engine: { type: 'string', default: 'sqlite' },
    items: { type: 'string', default: '300' },
    kills: { type: 'string', default: '10' },
    workers: { type: 'string', default: '2' },
    campaigns: { type: 'string', default: '2' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    latency: { type: 'string', default: '5' },
  },
});
const amount = (name: keyof typeof values) => Number(values[name]);
const seed = amount('seed');
const random = createRandom(seed);
console.log(`faults: ${JSON.stringify({ ...values, seed })}`);

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'faults-'));
const postgres = values.engine === 'postgres' ? await startPostgres() : undefined;
if (postgres) {
  const client = new pg.Client({ connectionString: `${postgres.url}/postgres` });
  await client.connect();
  await client.query('create database faults');
  await client.end();
}
const key = () => randomBytes(32).toString('base64');
const credentials = { accessKey: 'AKfaults', secretKey: key() };
const simulator = await startSimulator({ ...credentials, world: 'empty' });
const environment = {
  APP_ORIGIN: 'http://localhost:3000',
  AUTH_SECRET: key(),
  DATA_KEY: key(),
  AUDIT_HMAC_KEY: key(),
  DATABASE_URL: postgres ? `${postgres.url}/faults` : `file:${join(folder, 'console.db')}`,
  ISALES_BASE_URL: simulator.url,
  ISALES_ACCESS_KEY: credentials.accessKey,
  ISALES_SECRET_KEY: credentials.secretKey,
  ISALES_VDNS: '12:test',
  ISALES_TIME_ZONE: 'Asia/Shanghai',
  ISALES_CALL_TIMEOUT_MS: '1000',
  LANE_LEASE_MS: '1500',
  LOG_LEVEL: 'silent',
};
Object.assign(process.env, environment);
logger.level = 'silent';
const db = getDb();
await migrateToLatest(db, engineOf(environment.DATABASE_URL));
// this process only asks; the workers run the lanes
await getRunner().stop();

const created = await createMember(db, {
  username: 'operator',
  name: 'operator',
  password: randomBytes(12).toString('base64url'),
  roles: ['operator'],
  scope: ['12'],
});
if (!created.ok) throw new Error(created.code);
const session = await db.transaction().execute((trx) => startSession(trx, created.value.id, null));

async function grantFor<P extends 'campaign:read' | 'deletion:create'>(permission: P) {
  const authorization = await authorizeSession(permission, session.id, null);
  if (!authorization.ok) throw new Error(authorization.code);
  return authorization.grant;
}

let accepted = 0;
for (let at = 0; at < amount('campaigns'); at += 1) {
  const campaignId = String(9000 + at);
  const numbers = Array.from({ length: amount('items') }, (_, index) =>
    String(13_000_000_000 + at * 1e7 + index),
  );
  simulator.addCampaign(
    { id: campaignId, vdnId: 12, name: campaignId, status: 3 },
    numbers.map((called) => ({ called })),
  );
  const bytes = Buffer.from(numbers.join('\n'));
  const list = await storeList(
    await grantFor('deletion:create'),
    {
      kind: 'called',
      format: 'text',
      column: 'guess',
      name: '',
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    },
    (async function* () {
      yield bytes;
    })(),
  );
  if (!list.ok) throw new Error(list.code);
  accepted += list.value.report.accepted;
  const campaign = { vdnId: 12, campaignId };
  const preview = await readPreview(await grantFor('campaign:read'), campaign, 'en');
  if (!preview.ok) throw new Error(preview.code);
  const requested = await requestDeletion(
    await grantFor('deletion:create'),
    {
      input: {
        ...campaign,
        criterion: { kind: 'called_list', listId: list.value.id },
        archiveHistory: 1,
        pauseAfter: 10,
        reason: { category: 'test_data', text: '', ticket: '' },
      },
      confirmation: {
        idempotencyKey: crypto.randomUUID(),
        preview: {
          status: preview.value.campaign.status,
          leftToCall: preview.value.leftToCall,
          readAt: preview.value.readAt,
          seal: preview.value.seal,
        },
        typedDigits: String(list.value.report.accepted),
        goesOnWithNothing: false,
        repeatOf: null,
        formVersion: buildVersion,
      },
    },
    'en',
  );
  if (!requested.ok) throw new Error(requested.code);
}

const workers = new Set<ChildProcess>();
function startWorker() {
  const worker = spawn('node', ['--conditions=react-server', 'scripts/worker.ts'], {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  workers.add(worker);
}
for (let at = 0; at < amount('workers'); at += 1) startWorker();

/** Every way in which the vendor fails, by chance; `campaigns` and statistics stay readable. */
const misfortunes: readonly FaultInput[] = [
  { kind: 'lost_answer_after_apply' },
  { kind: 'lost_answer_before_apply' },
  { kind: 'reset_before_apply' },
  { kind: 'reset_after_apply' },
  { kind: 'reset_mid_answer' },
  { kind: 'status', status: 502, applyFirst: true },
  { kind: 'status', status: 503 },
  { kind: 'status', status: 429, retryAfter: 0 },
  { kind: 'malformed', variant: 'not_json' },
  { kind: 'malformed', variant: 'empty' },
  { kind: 'malformed', variant: 'codes_differ' },
  { kind: 'malformed', variant: 'success_count_text', applyFirst: false },
  { kind: 'malformed', variant: 'huge', bytes: 1e6 },
  { kind: 'result_code', code: '0200006' },
  { kind: 'result_code', code: '0299999' },
  { kind: 'redirect', location: 'http://127.0.0.1:9/' },
  { kind: 'call_log_hidden' },
];

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const stateOf = async () => {
  const open = await db
    .selectFrom('deletion')
    .select(['id', 'status', 'stop_reason'])
    .where('is_open', '=', 1)
    .execute();
  // a guard that stops a list is right to do so: the person of this run always goes on
  for (const deletion of open) {
    if (deletion.status === 'paused') {
      await db
        .updateTable('deletion')
        .set({ status: 'queued', stop_reason: null })
        .where('id', '=', deletion.id)
        .execute();
    }
  }
  return open;
};

let kills = 0;
while (kills < amount('kills') && (await stateOf()).length > 0) {
  const [misfortune, latency] = [misfortunes[random.below(misfortunes.length)], amount('latency')];
  simulator.setFaults([
    ...(misfortune ? [{ ...misfortune, after: random.below(20) }] : []),
    { kind: 'latency', ms: latency + random.below(latency * 4 + 1), times: 'always' },
  ]);
  await pause(200 + random.below(1_500));
  const worker = [...workers][random.below(workers.size)];
  if (!worker) throw new Error('no worker');
  if (random.below(4) === 0) {
    // asleep for two leases, then awake again: it may neither send nor write
    worker.kill('SIGSTOP');
    await pause(3_200);
    worker.kill('SIGCONT');
  } else {
    worker.kill('SIGKILL');
    await once(worker, 'exit');
    workers.delete(worker);
    startWorker();
  }
  kills += 1;
  if (kills % 10 === 0) console.log(`${kills} disturbances, ${simulator.ledger().deletes.length} calls`);
}

simulator.setFaults([]);
const began = Date.now();
while ((await stateOf()).length > 0) {
  if (Date.now() - began > 30 * 60_000) throw new Error(`I11: not finished (seed ${seed})`);
  await pause(500);
}
for (const worker of workers) {
  worker.kill('SIGTERM');
  await once(worker, 'exit');
}

const items = await db.selectFrom('deletion_item').selectAll().orderBy('position').execute();
const events = await db.selectFrom('audit_event').selectAll().orderBy('seq').execute();
const ledger = simulator.ledger();
const breaches = findBreaches({
  items: items.map((item) => ({ ...item })),
  events: events.map((event) => ({ ...event })),
  ledger,
  accepted,
  hmacKey: getEnv().AUDIT_HMAC_KEY,
});
const outcomes = Object.groupBy(items, (item) => item.status);
console.log(
  JSON.stringify({
    disturbances: kills,
    calls: ledger.deletes.length,
    outcomes: Object.fromEntries(Object.entries(outcomes).map(([status, of]) => [status, of?.length ?? 0])),
    events: events.length,
    breaches: breaches.length,
  }),
);
for (const breach of breaches.slice(0, 20)) console.error(breach);
await db.destroy();
await simulator.close();
await postgres?.stop();
rmSync(folder, { recursive: true, force: true });
if (breaches.length > 0) {
  console.error(`broken with --seed ${seed}`);
  process.exit(1);
}
process.exit(0);
