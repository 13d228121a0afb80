import { fileURLToPath } from 'node:url';
import { program, projectEnv, run, step, underNode24 } from './prepare.mjs';

await program(async () => {
  await underNode24(fileURLToPath(import.meta.url));
  const env = projectEnv();
  step('Types');
  run('next', ['typegen'], { env });
  run('tsc', ['--noEmit'], { env });
  step('Lint');
  run('biome', ['check', '--error-on-warnings', '.'], { env });
  step('Unit and database tests');
  // what takes its time by its size is left to npm test
  run('vitest', ['run', '--exclude', '**/memory.test.ts', '--exclude', '**/sixteen-writers.test.ts'], {
    env,
  });
});
