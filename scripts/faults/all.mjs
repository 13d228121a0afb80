// The long fault runs, one after another: `npm run faults`. With arguments it is one run of its own (see run.ts), or
// with `statements` as the first of them the run in which each statement fails once (see statements.ts).
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.url));
const given = process.argv.slice(2);

function run(program, options) {
  const { status } = spawnSync(
    process.execPath,
    ['--conditions=react-server', `${folder}${program}.ts`, ...options],
    { stdio: 'inherit' },
  );
  return status === 0;
}

if (given.length > 0) {
  const isStatements = given[0] === 'statements';
  process.exit(run(isStatements ? 'statements' : 'run', isStatements ? given.slice(1) : given) ? 0 : 1);
}

const engines = ['sqlite', 'postgres'];
const runs = engines.flatMap((engine) =>
  [
    ['statements', '--items', '50'],
    ['run', '--items', '2000', '--campaigns', '1', '--kills', '200', '--latency', '100', '--calm', '3000'],
    [
      'run',
      '--items',
      '1000',
      '--campaigns',
      '2',
      '--lists',
      '3',
      '--workers',
      '2',
      '--kills',
      '30',
      '--latency',
      '20',
    ],
    [
      'run',
      '--items',
      '1000',
      '--campaigns',
      '2',
      '--lists',
      '3',
      '--workers',
      '4',
      '--kills',
      '30',
      '--latency',
      '20',
    ],
    ['run', '--items', '100000', '--campaigns', '1', '--kills', '0', '--workers', '1', '--latency', '0'],
  ].map(([program, ...options]) => ({ program, options: ['--engine', engine, ...options] })),
);
const failed = runs.filter(({ program, options }) => !run(program, options));
for (const { program, options } of failed) console.error(`failed: ${program} ${options.join(' ')}`);
process.exit(failed.length === 0 ? 0 : 1);
