// The export of a long audit (P7): `npm run bench:audit-export -- --engine sqlite --records 1000000`. Seeds a database,
// starts the built console on it, and measures the first byte, rows a second, the memory of the console, and how
// long another page takes beside it. `raw` is the same work without a console: records read and written as lines.
import { execFileSync } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openDatabase } from '#lib/db/client.ts';
import { ConsoleUnderTest } from '../../e2e/fixtures/console-under-test.ts';
import { openSeeded } from './bench-database.ts';

const { values } = parseArgs({
  options: {
    engine: { type: 'string', default: 'sqlite' },
    records: { type: 'string', default: '1000000' },
    database: { type: 'string' },
    rounds: { type: 'string', default: '5' },
  },
});
const records = Number(values.records);
const rounds = Number(values.rounds);
const median = (figures: readonly number[]) =>
  [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)] ?? 0;
/** Resident memory of a process, MB. */
const memoryOf = (pid: number) =>
  Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1_024;

const engine = values.engine === 'postgres' ? 'postgres' : 'sqlite';
const database = await openSeeded(engine, records, values.database);
const started = await ConsoleUnderTest.start({
  DATABASE_URL: database.url,
  LOG_LEVEL: 'error',
  AUDIT_STREAM_FILE: '',
});
const cookie = (await started.signIn('auditor')).map(({ name, value }) => `${name}=${value}`).join('; ');

/** One export, taken as fast as it comes; every 50 ms of it another page is asked for. */
async function exported(form: Readonly<Record<string, string>>) {
  const at = performance.now();
  const answer = await fetch(`${started.origin}/api/audit/export`, {
    method: 'POST',
    headers: { cookie, origin: started.origin },
    body: new URLSearchParams(form),
  });
  if (answer.status !== 200 || !answer.body) throw new Error(`${answer.status}`);
  let [firstMs, bytes, rows] = [0, 0, 0];
  const memory: number[] = [];
  const beside: number[] = [];
  const asking = setInterval(async () => {
    memory.push(memoryOf(started.serverPid));
    const asked = performance.now();
    await fetch(`${started.origin}/audit?deletion=del_0`, { headers: { cookie } }).then((page) =>
      page.text(),
    );
    beside.push(performance.now() - asked);
  }, 500);
  for await (const chunk of answer.body) {
    firstMs ||= performance.now() - at;
    bytes += chunk.length;
    for (let line = chunk.indexOf(10); line !== -1; line = chunk.indexOf(10, line + 1)) rows += 1;
  }
  clearInterval(asking);
  const seconds = (performance.now() - at) / 1_000;
  const quarter = Math.ceil(memory.length / 4);
  const firstMb = Math.max(0, ...memory.slice(0, quarter));
  const lastMb = Math.max(0, ...memory.slice(-quarter));
  return { firstMs, bytes, rows, seconds, firstMb, lastMb, besideMs: median(beside) };
}

/** What the database and the writing of lines take by themselves. */
async function raw(): Promise<number> {
  const db = openDatabase(database.url);
  const at = performance.now();
  let bytes = 0;
  for (let after = 0; ; ) {
    const page = await db
      .selectFrom('audit_event')
      .selectAll()
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(1_000)
      .execute();
    const last = page.at(-1);
    if (!last) break;
    bytes += Buffer.byteLength(page.map((record) => `${JSON.stringify(record)}\n`).join(''));
    after = last.seq;
  }
  await db.destroy();
  const seconds = (performance.now() - at) / 1_000;
  return bytes === 0 ? 0 : records / seconds;
}

try {
  console.log(
    `\n${values.engine}, ${records} records; memory before ${memoryOf(started.serverPid).toFixed(0)} MB`,
  );
  console.log(
    'export | first byte ms | rows | rows/s | MB | most memory in its first quarter, MB | in its last | a page beside it ms | raw rows/s',
  );
  for (const form of [{ format: 'jsonl' }, { format: 'csv' }, { format: 'jsonl', type: 'call.answered' }]) {
    const runs: Awaited<ReturnType<typeof exported>>[] = [];
    const raws: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      runs.push(await exported(form));
      raws.push(await raw());
      // what the server has closed meanwhile is noticed before it is used again
      await setTimeout(100);
    }
    const of = (figure: (run: (typeof runs)[number]) => number) => median(runs.map(figure));
    const cells = [
      Object.values(form).join(' '),
      of((run) => run.firstMs).toFixed(0),
      of((run) => run.rows),
      of((run) => run.rows / run.seconds).toFixed(0),
      of((run) => run.bytes / 2 ** 20).toFixed(0),
      Math.max(...runs.map((run) => run.firstMb)).toFixed(0),
      Math.max(...runs.map((run) => run.lastMb)).toFixed(0),
      of((run) => run.besideMs).toFixed(0),
      median(raws).toFixed(0),
    ];
    console.log(cells.join(' | '));
  }
} finally {
  await started.stop();
  await database.remove();
}
