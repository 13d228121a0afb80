import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
// a folder of its own with the project's rules: a probe in the project would be linted by everyone else
const folder = mkdtempSync(join(tmpdir(), 'rules-'));
for (const file of ['biome.jsonc', '.gitignore', 'package.json'])
  cpSync(join(root, file), join(folder, file));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What Biome says about `source` if it stood at `path`. */
function lint(path: string, source: string): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, source);
  const biome = join(root, 'node_modules', '.bin', 'biome');
  const result = spawnSync(biome, ['lint', '--colors=off', path], { cwd: folder, encoding: 'utf8' });
  return `${result.stdout}${result.stderr}`;
}

const use = (specifier: string) => `import { x } from '${specifier}';\nexport const y = x;\n`;

describe('imports go one way: the rule bites', () => {
  it.each([
    ['lib/deletions/probe.ts', '#app/actions.ts', 'lib imports neither'],
    ['lib/deletions/probe.ts', '#components/ui/button.tsx', 'lib imports neither'],
    ['lib/deletions/probe.ts', '../../components/ui/button.tsx', 'lib imports neither'],
    ['lib/isales/probe.ts', '#lib/result.ts', 'knows nothing of the product'],
    ['lib/isales/probe.ts', '../result.ts', 'knows nothing of the product'],
    ['lib/isales/probe.ts', '../deletions/states.ts', 'knows nothing of the product'],
    ['lib/isales/endpoints/probe.ts', '../../env.ts', 'knows nothing of the product'],
    ['components/deletions/probe.tsx', '#app/actions.ts', 'Nothing imports app'],
    ['components/deletions/probe.tsx', '../../app/actions.ts', 'Nothing imports app'],
    ['components/deletions/probe.tsx', '#lib/db/client.ts', 'browser-safe'],
    ['components/deletions/probe.tsx', '#lib/env.ts', 'browser-safe'],
    ['components/deletions/probe.tsx', '#lib/isales/client.ts', 'browser-safe'],
    ['components/ui/probe.tsx', '#lib/deletions/states.ts', 'free of the domain'],
    ['components/ui/probe.tsx', '#components/shell/providers.tsx', 'free of the domain'],
  ])('%s may not import %s', (path, specifier, message) => {
    expect(lint(path, use(specifier))).toContain(message);
  });

  it.each([
    ['lib/deletions/probe.ts', '../isales/errors.ts'],
    ['lib/isales/probe.ts', './errors.ts'],
    ['lib/isales/endpoints/probe.ts', '../errors.ts'],
    ['lib/isales/simulator/endpoints/probe.ts', '../world.ts'],
    ['lib/isales/simulator/probe.ts', '../signature.ts'],
    ['components/deletions/probe.tsx', '#lib/deletions/states.ts'],
    ['components/deletions/probe.tsx', '#components/ui/button.tsx'],
    ['app/(console)/probe.tsx', '#lib/db/client.ts'],
  ])('%s may import %s', (path, specifier) => {
    expect(lint(path, use(specifier))).not.toContain('noRestrictedImports');
  });

  it('reads the environment in lib/env.ts alone', () => {
    const source = 'export const x = process.env.AUTH_SECRET;\n';
    expect(lint('lib/deletions/probe.ts', source)).toContain('noProcessEnv');
    expect(lint('lib/env.ts', source)).not.toContain('noProcessEnv');
  });
});
