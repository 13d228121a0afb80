import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectEnv, root, run, step } from './prepare.mjs';

const sources = [
  'app',
  'components',
  'lib',
  'public',
  'instrumentation.ts',
  'next.config.mjs',
  'package-lock.json',
  'proxy.ts',
  'tailwind.config.ts',
  'tsconfig.json',
];
/** What a build must never hold. Each is set to a canary while it runs; a test looks for them afterwards. */
export const secretNames = [
  'AUTH_SECRET',
  'DATA_KEY',
  'AUDIT_HMAC_KEY',
  'AUDIT_SIGNING_KEY',
  'AUDIT_STREAM_SECRET',
  'DATABASE_URL',
  'ISALES_ACCESS_KEY',
  'ISALES_SECRET_KEY',
  'OIDC_CLIENT_SECRET',
];
export const canaryOf = (name) => `canary-${name.toLowerCase()}-in-a-build`;

const stamp = join(root, '.next', 'built-from');

function filesUnder(path) {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  if (/\.\w+$/.test(path)) return [path];
  return readdirSync(full, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();
}

/** Builds the console, unless the one in .next was built from just these sources. */
export function buildIfChanged() {
  const hash = createHash('sha256');
  for (const file of sources.flatMap(filesUnder)) hash.update(file).update(readFileSync(join(root, file)));
  const wanted = hash.digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  step('Building the console (a minute)');
  const canaries = Object.fromEntries(secretNames.map((name) => [name, canaryOf(name)]));
  run('next', ['build'], { env: projectEnv({ ...canaries, NEXT_TELEMETRY_DISABLED: '1' }) });
  run('node', ['scripts/finish-standalone.mjs'], { env: projectEnv() });
  writeFileSync(stamp, wanted);
}
