import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { ConsoleUnderTest } from './fixtures/console-under-test.ts';
import { expect, expectAccessible, test } from './fixtures/test.ts';

/** A search through them takes long enough to be stopped. */
const records = '300000';
const latencyMs = 800;
/** Both are frequent, and they never meet: campaigns of even numbers are those of VDN 12. */
const never = '/audit?vdn=13&campaign=100000';

test('a search that finds nothing yet goes on by itself, and stops when its person says so', async ({
  browser,
}) => {
  test.setTimeout(300_000);
  const folder = mkdtempSync(join(tmpdir(), 'console-seed-'));
  const url = `file:${join(folder, 'console.db')}`;
  const seeded = spawnSync('node', [
    '--conditions=react-server',
    'scripts/bench/seed-audit.ts',
    url,
    records,
  ]);
  expect(seeded.status, String(seeded.stderr)).toBe(0);
  const console = await ConsoleUnderTest.start({ DATABASE_URL: url, LOG_LEVEL: 'error' });
  try {
    const cookies = await console.signIn('auditor');
    for (const locale of ['zh-CN', 'en'] as const) {
      const context = await browser.newContext({ baseURL: console.origin, locale });
      const kept = [...cookies, { name: 'locale', value: locale }];
      await context.addCookies(kept.map((cookie) => ({ ...cookie, url: console.origin })));
      const page = await context.newPage();
      // a slow network: the person has the time to stop before the search is through
      const isStep = /\/audit\?.*_rsc=/;
      await page.route(isStep, async (route) => {
        await setTimeout(latencyMs);
        await route.continue();
      });
      await page.goto(never);
      await page.getByRole('button', { name: /^(停止|Stop)$/ }).click();
      await expect(page.getByRole('button', { name: /^(接着查|Search on)$/ })).toBeVisible();
      await expectAccessible(page);
      await page.unroute(isStep);
      const stoodAt = page.url();
      await page.getByRole('button', { name: /^(接着查|Search on)$/ }).click();
      await expect(page.getByText(/^(这个方向没有更多符合条件的记录|No more records match)/)).toBeVisible({
        timeout: 45_000,
      });
      expect(page.url()).not.toBe(stoodAt);
      await context.close();
    }
  } finally {
    await console.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
