// The audit with millions of records: `npm run bench:audit -- --engine sqlite --records 1000000`. Seeds a
// database (or takes --database URL, already seeded), starts the built console on it, and measures search over HTTP (P8) and the verifier (P11).
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { ConsoleUnderTest } from '../../e2e/fixtures/console-under-test.ts';
import { openSeeded } from './bench-database.ts';

const { values } = parseArgs({
  options: {
    engine: { type: 'string', default: 'sqlite' },
    records: { type: 'string', default: '1000000' },
    database: { type: 'string' },
    rounds: { type: 'string', default: '15' },
  },
});
const records = Number(values.records);
const rounds = Number(values.rounds);
const day = (back: number) => new Date(Date.now() - back * 86_400_000).toISOString().slice(0, 10);
const id = (prefix: string, n: number) => `${prefix}_${n.toString(32).padStart(26, '0')}`;

/** Every filter by itself, what is frequent and what is rare, and combinations that meet often and seldom. */
const searches: readonly string[] = [
  '',
  `from=${day(30)}`,
  `from=${day(700)}&to=${day(690)}`,
  `person=${id('mem', 0)}`,
  `person=${id('mem', 150)}`,
  'person=system',
  'type=call.answered',
  'type=deletion.requested',
  'outcome=deleted',
  'outcome=unknown',
  'vdn=12',
  'campaign=100000',
  'campaign=100400',
  'ticket=INC0000100',
  `deletion=${id('del', 120)}`,
  `correlation=${id('cor', 120)}`,
  `item=${id('itm', 120_007)}`,
  `person=${id('mem', 0)}&outcome=unknown`,
  `campaign=100000&type=call.answered&outcome=rejected`,
  `vdn=13&person=${id('mem', 3)}&from=${day(400)}`,
];

const quantile = (times: readonly number[], q: number) =>
  [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * q))] ?? 0;

const engine = values.engine === 'postgres' ? 'postgres' : 'sqlite';
const database = await openSeeded(engine, records, values.database);
const { url } = database;

const console_ = await ConsoleUnderTest.start({
  DATABASE_URL: url,
  LOG_LEVEL: 'error',
  AUDIT_STREAM_FILE: '',
});
try {
  const cookie = (await console_.signIn('auditor')).map(({ name, value }) => `${name}=${value}`).join('; ');
  const timed = async (path: string) => {
    const at = performance.now();
    const answer = await fetch(`${console_.origin}${path}`, { headers: { cookie } });
    const text = await answer.text();
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
    return { ms: performance.now() - at, text };
  };
  const older = (text: string) => /\/audit\?[^"]*before=(\d+)/.exec(text)?.[1];
  for (let warm = 0; warm < 20; warm += 1) await timed('/audit');
  console.log('search | first p50 | first p95 | deep p50 | deep p95 | deep : first');
  const all: number[] = [];
  for (const search of searches) {
    const first: number[] = [];
    const deep: number[] = [];
    const { text } = await timed(`/audit?${search}`);
    // far down the chain, where only what the search holds is left to find
    const cursor = older(text) === undefined ? undefined : Math.floor(records / 20);
    for (let round = 0; round < rounds; round += 1) {
      first.push((await timed(`/audit?${search}`)).ms);
      if (cursor !== undefined) deep.push((await timed(`/audit?${search}&before=${cursor}`)).ms);
    }
    all.push(...first, ...deep);
    const [a, b, c, d] = [
      quantile(first, 0.5),
      quantile(first, 0.95),
      quantile(deep, 0.5),
      quantile(deep, 0.95),
    ];
    console.log(
      [search || '(all)', a.toFixed(1), b.toFixed(1), c.toFixed(1), d.toFixed(1), (c / a).toFixed(2)].join(
        ' | ',
      ),
    );
  }
  console.log(`all: p50 ${quantile(all, 0.5).toFixed(1)} ms, p95 ${quantile(all, 0.95).toFixed(1)} ms`);
} finally {
  await console_.stop();
}
const verified = performance.now();
const { status, stdout } = spawnSync(process.execPath, ['scripts/audit-verify.mjs', '--quiet'], {
  env: { ...process.env, DATABASE_URL: url },
  encoding: 'utf8',
});
const seconds = (performance.now() - verified) / 1_000;
const verdict = JSON.parse(stdout);
console.log(
  `verifier: ${verdict.records} records, whole ${verdict.whole}, exit ${status}, ${seconds.toFixed(1)} s, ${Math.round(verdict.records / seconds)} records/s`,
);
await database.remove();
