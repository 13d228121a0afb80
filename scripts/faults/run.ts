// Lists run while workers are killed, stopped, relieved and paused, the database goes down and the vendor fails in
// every scripted way; then the checker decides. One seed, one run: the same disturbances in the same order.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { findDeletion } from '#lib/deletions/find-deletion.ts';
import { pauseOwnDeletion } from '#lib/deletions/pause-own-deletion.ts';
import { resumeDeletion } from '#lib/deletions/resume-deletion.ts';
import type { FaultInput } from '#lib/isales/simulator/faults.ts';
import { createRandom } from '#lib/isales/simulator/random.ts';
import type { Standstill } from './check-ledger.mjs';
import { breachesOf, setStage } from './stage.ts';

const { values } = parseArgs({
  options: {
    engine: { type: 'string', default: 'sqlite' },
    items: { type: 'string', default: '300' },
    kills: { type: 'string', default: '10' },
    workers: { type: 'string', default: '2' },
    campaigns: { type: 'string', default: '2' },
    lists: { type: 'string', default: '1' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    latency: { type: 'string', default: '5' },
    calm: { type: 'string', default: '900' },
    'time-limit': { type: 'string', default: '60' },
  },
});
const amount = (name: keyof typeof values) => Number(values[name]);
const seed = amount('seed');
const random = createRandom(seed);
console.log(`faults: ${JSON.stringify({ ...values, seed })}`);

const root = fileURLToPath(new URL('../..', import.meta.url));
const stage = await setStage(values.engine === 'postgres' ? 'postgres' : 'sqlite');
const { simulator } = stage;
const deletionIds: string[] = [];
for (let at = 0; at < amount('campaigns'); at += 1) {
  deletionIds.push(
    ...(await stage.ask(String(9000 + at), amount('items'), { lists: amount('lists'), stops: true })),
  );
}
const accepted = amount('campaigns') * amount('items');

const workers = new Set<ChildProcess>();
let isOver = false;
function startWorker() {
  const worker = spawn('node', ['--conditions=react-server', 'scripts/worker.ts'], {
    cwd: root,
    env: { ...process.env, ...stage.environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  workers.add(worker);
  // one that cannot begin while the database is down ends; a supervisor would start it again
  worker.once('exit', () => {
    if (!workers.delete(worker) || isOver) return;
    setTimeout(startWorker, 500);
  });
}

/** Ends a worker and waits for its end. */
async function end(worker: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  workers.delete(worker);
  worker.kill(signal);
  if (worker.exitCode === null && worker.signalCode === null) await once(worker, 'exit');
}

for (let at = 0; at < amount('workers'); at += 1) startWorker();

/** Every way of the matrix in which the vendor fails, by chance; what is not a call stays readable. */
const misfortunes: readonly FaultInput[] = [
  { kind: 'lost_answer_after_apply' },
  { kind: 'lost_answer_before_apply' },
  { kind: 'reset_before_apply' },
  { kind: 'reset_after_apply' },
  { kind: 'reset_mid_answer' },
  { kind: 'status', status: 500 },
  { kind: 'status', status: 502, applyFirst: true },
  { kind: 'status', status: 503 },
  { kind: 'status', status: 504, applyFirst: true },
  { kind: 'status', status: 429, retryAfter: 0 },
  { kind: 'status', status: 401 },
  { kind: 'status', status: 403 },
  { kind: 'slow_answer' },
  { kind: 'malformed', variant: 'not_json' },
  { kind: 'malformed', variant: 'empty' },
  { kind: 'malformed', variant: 'bom' },
  { kind: 'malformed', variant: 'codes_differ' },
  { kind: 'malformed', variant: 'success_count_missing' },
  { kind: 'malformed', variant: 'success_count_text', applyFirst: false },
  { kind: 'malformed', variant: 'success_count_negative' },
  { kind: 'malformed', variant: 'huge', bytes: 1e6 },
  { kind: 'malformed', variant: 'gzip_bomb', bytes: 1e7 },
  { kind: 'malformed', variant: 'endless_headers' },
  { kind: 'result_code', code: '0200006' },
  { kind: 'result_code', code: '0299999' },
  { kind: 'result_code', code: '0200028' },
  { kind: 'success_count', value: 40 },
  { kind: 'redirect', location: 'http://127.0.0.1:9/' },
  { kind: 'call_log_hidden' },
];

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const pick = <T>(from: Iterable<T>): T => {
  const all = [...from];
  const one = all[random.below(all.length)];
  if (one === undefined) throw new Error('nothing to choose from');
  return one;
};

/** The database may be down just now; then the same is asked again. */
async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (let failures = 0; ; failures += 1) {
    try {
      return await ask();
    } catch (error) {
      if (failures > 60) throw error;
      await pause(500);
    }
  }
}

/** Whether anything is left. A guard that stops a list is right to do so: the person of this run goes on. */
const isOpen = () =>
  patiently(async () => {
    const open = await stage.db
      .selectFrom('deletion')
      .select(['id', 'status'])
      .where('is_open', '=', 1)
      .execute();
    for (const deletion of open) {
      if (deletion.status === 'paused')
        await resumeDeletion(await stage.grant('deletion:create'), deletion.id);
    }
    return open.length > 0;
  });

const standstills: Standstill[] = [];

async function aWorker(): Promise<ChildProcess> {
  while (workers.size === 0) await pause(100);
  return pick(workers);
}

async function killOne(): Promise<void> {
  await end(await aWorker(), 'SIGKILL');
  startWorker();
}

/** Asleep for two leases, then awake again: it may neither send nor write. */
async function putToSleep(): Promise<void> {
  const worker = await aWorker();
  worker.kill('SIGSTOP');
  await pause(3_200);
  worker.kill('SIGCONT');
}

/** A deploy: the new process is there before the old one is told to end. */
async function relieveOne(): Promise<void> {
  const worker = await aWorker();
  startWorker();
  await end(worker, 'SIGTERM');
  // one that is told before it has begun ends by the signal itself
  if (worker.exitCode !== 0 && worker.signalCode !== 'SIGTERM')
    throw new Error(`a drained worker ended with ${worker.exitCode}`);
}

async function pauseOne(): Promise<void> {
  const deletionId = pick(deletionIds);
  const paused = await patiently(async () =>
    pauseOwnDeletion(await stage.grant('deletion:create'), deletionId),
  );
  if (!paused.ok) return;
  const from = Date.now();
  await pause(300 + random.below(1_000));
  standstills.push({ deletionId, from, until: Date.now() });
  await patiently(async () => resumeDeletion(await stage.grant('deletion:create'), deletionId));
}

/** The vendor cannot be reached, and what was under way is cut off. */
async function cutTheWire(): Promise<void> {
  await stage.wire.cut();
  await pause(200 + random.below(1_500));
  await stage.wire.mend();
}

const disturbances: readonly (() => Promise<void>)[] = [
  ...Array.from({ length: 5 }, () => killOne),
  putToSleep,
  relieveOne,
  pauseOne,
  cutTheWire,
  ...(stage.postgres ? [() => stage.postgres?.crash() ?? Promise.resolve()] : []),
];

/** What the vendor does next: two lists in three live through some misfortune, one through a slow vendor. */
function annoyTheVendor(): void {
  const latency = amount('latency');
  simulator.setFaults([
    ...Array.from({ length: 1 + random.below(2) }, () => ({ ...pick(misfortunes), after: random.below(20) })),
    { kind: 'latency', ms: latency + random.below(latency * 4 + 1), times: 'always' },
  ]);
}

let disturbed = 0;
let kills = 0;
while (kills < amount('kills') && (await isOpen())) {
  annoyTheVendor();
  await pause(100 + random.below(amount('calm')));
  const disturb = pick(disturbances);
  await disturb();
  disturbed += 1;
  if (disturb === killOne) kills += 1;
  if (disturbed % 20 === 0) {
    console.log(`${disturbed} disturbances, ${kills} kills, ${simulator.ledger().deletes.length} calls`);
  }
}

/** Resident memory of a process, MB; Linux only. */
function residentMb(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1_024;
  } catch {
    return 0;
  }
}

simulator.setFaults([]);
const began = Date.now();
const memoryMb: number[] = [];
const viewMs: number[] = [];
while (await isOpen()) {
  if (Date.now() - began > amount('time-limit') * 60_000) throw new Error(`I11: not finished (seed ${seed})`);
  await pause(1_000);
  memoryMb.push(Math.max(...[...workers].map((worker) => residentMb(worker.pid ?? 0))));
  const asked = performance.now();
  const id = pick(deletionIds);
  await patiently(async () => findDeletion(await stage.grant('deletion:read'), id));
  viewMs.push(performance.now() - asked);
}
const seconds = (Date.now() - began) / 1_000;
isOver = true;
for (const worker of [...workers]) await end(worker, 'SIGTERM');

const { breaches, ...result } = await breachesOf(stage.db, simulator, accepted, standstills);
const share = (list: readonly number[], part: number) =>
  Math.round([...list].sort((a, b) => a - b)[Math.floor(list.length * part)] ?? 0);
console.log(
  JSON.stringify({
    disturbances: disturbed,
    kills,
    standstills: standstills.length,
    secondsAfterwards: Math.round(seconds),
    ...result,
    workerMb: [0.05, 0.25, 0.5, 0.75, 0.999].map((part) =>
      Math.round(memoryMb[Math.floor(memoryMb.length * part)] ?? 0),
    ),
    viewMs: { p50: share(viewMs, 0.5), p95: share(viewMs, 0.95) },
    breaches: breaches.length,
  }),
);
for (const breach of breaches.slice(0, 20)) console.error(breach);
await stage.close();
if (breaches.length > 0) console.error(`broken with --seed ${seed}`);
process.exit(breaches.length > 0 ? 1 : 0);
