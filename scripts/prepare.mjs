// Plain JavaScript on Node's own modules: this runs before anything is installed.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bin = join(root, 'node_modules', '.bin');
const stamp = join(root, 'node_modules', '.installed');
const needed = 24;

/** What went wrong and what to do, without a stack. */
export class CommandError extends Error {}

/** Says which step begins, so that a long one is not mistaken for a dead one. */
export function step(text) {
  console.log(`\n▸ ${text}`);
}

/** Runs a command to its end with its output shown. @throws CommandError if it fails */
export function run(command, args, options = {}) {
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    ...options,
  });
  if (result.error) throw new CommandError(`${command} could not be started: ${result.error.message}`);
  if (result.status !== 0) throw new CommandError(`failed: ${[command, ...args].join(' ')}`);
}

/** The environment in which `node`, `next` and the others are those of the project. */
export function projectEnv(extra = {}) {
  const separator = process.platform === 'win32' ? ';' : ':';
  return { ...process.env, PATH: `${bin}${separator}${process.env.PATH}`, ...extra };
}

/** Installs what package-lock.json says, unless just that is there already. */
export function install() {
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  step('Installing dependencies (a minute on the first run)');
  try {
    run('npm', ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error']);
  } catch {
    throw new CommandError(
      'The dependencies could not be installed: is the npm registry reachable? See the lines above.',
    );
  }
  writeFileSync(stamp, wanted);
}

/** Goes on under Node 24: by itself if this is it, else in a child process, with its exit code. */
export async function underNode24(script) {
  const [major] = process.versions.node.split('.').map(Number);
  if (major < 20)
    throw new CommandError(`Node 20 or newer is needed to begin with; this is ${process.version}.`);
  install();
  if (major >= needed) return;
  const probe = spawnSync('node', ['--version'], { env: projectEnv(), encoding: 'utf8' });
  if (!(Number(/^v(\d+)/.exec(probe.stdout ?? '')?.[1]) >= needed)) {
    throw new CommandError(
      `Node ${needed} is needed and could not be installed for ${process.platform}-${process.arch}: install Node ${needed} and try again.`,
    );
  }
  const child = spawn('node', [script, ...process.argv.slice(2)], { env: projectEnv(), stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  const code = await new Promise((resolve) => child.once('exit', (status) => resolve(status ?? 1)));
  process.exit(code);
}

/** Runs a program of the project: an expected failure is told in a line, everything else with its stack. */
export async function program(main) {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof CommandError ? `\n✗ ${error.message}` : error);
    process.exit(1);
  }
}
