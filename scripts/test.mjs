import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBrowser } from './browser.mjs';
import { buildIfChanged } from './build-if-changed.mjs';
import { CommandError, program, projectEnv, root, run, step, underNode24 } from './prepare.mjs';

const reports = join(root, '.test');

function unitCounts() {
  const report = join(reports, 'unit.json');
  if (!existsSync(report)) return { passed: 0, failed: 0 };
  const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8'));
  return { passed: numPassedTests, failed: numFailedTests };
}

function browserCounts() {
  const report = join(reports, 'e2e.json');
  if (!existsSync(report)) return { passed: 0, failed: 0 };
  const { expected, unexpected, flaky } = JSON.parse(readFileSync(report, 'utf8')).stats;
  return { passed: expected, failed: unexpected + flaky };
}

await program(async () => {
  await underNode24(fileURLToPath(import.meta.url));
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  const browser = findBrowser();
  const env = projectEnv({
    CHROMIUM_PATH: browser,
    NEXT_TELEMETRY_DISABLED: '1',
    PLAYWRIGHT_JSON_OUTPUT_NAME: join(reports, 'e2e.json'),
  });
  let failure;
  try {
    step('Types');
    run('next', ['typegen'], { env });
    run('tsc', ['--noEmit'], { env });
    step('Lint');
    run('biome', ['check', '--error-on-warnings', '.'], { env });
    step('Unit and database tests');
    run(
      'vitest',
      ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${join(reports, 'unit.json')}`],
      { env },
    );
    step('Workers killed while a list runs, the vendor failing, each statement failing, on both engines');
    for (const engine of ['sqlite', 'postgres']) {
      const short = ['--engine', engine, '--items', '60', '--lists', '2', '--kills', '5', '--latency', '60'];
      run('node', ['--conditions=react-server', 'scripts/faults/run.ts', ...short], { env });
      const each = ['--engine', engine, '--items', '3', '--step', '4', '--processes', '2'];
      run('node', ['--conditions=react-server', 'scripts/faults/statements.ts', ...each], { env });
    }
    buildIfChanged();
    step('End-to-end tests');
    run('playwright', ['test', '--reporter=list,json'], { env });
  } catch (error) {
    failure = error;
  }
  const [unit, e2e] = [unitCounts(), browserCounts()];
  console.log(`\n${unit.passed + e2e.passed} passed, ${unit.failed + e2e.failed} failed`);
  if (failure) throw failure instanceof CommandError ? failure : new CommandError(String(failure));
});
