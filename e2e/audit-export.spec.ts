import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, expectAccessible, test } from './fixtures/test.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

for (const locale of ['zh-CN', 'en'] as const) {
  test(`an auditor exports the audit and what was searched for; each export is in the audit (${locale})`, async ({
    openAs,
  }, testInfo) => {
    const page = await openAs('auditor', { locale });
    const exported = async (format: RegExp) => {
      await page.getByRole('button', { name: /^(导出|Export)$/ }).click();
      const menu = page.getByRole('dialog');
      await expect(menu).toBeVisible();
      await expectAccessible(page);
      const download = page.waitForEvent('download');
      await menu.getByRole('button', { name: format }).click();
      const name = (await download).suggestedFilename();
      const path = testInfo.outputPath(name);
      await (await download).saveAs(path);
      return { name, path, text: readFileSync(path, 'utf8') };
    };
    await page.goto('/audit');
    const whole = await exported(/JSON Lines/);
    expect(whole.name).toMatch(/^audit-\d{4}-\d{2}-\d{2}\.jsonl$/);
    const args = ['scripts/audit-verify.mjs', '--export', whole.path];
    const verified = spawnSync('node', args, {
      cwd: root,
      encoding: 'utf8',
    });
    expect([verified.status, verified.stdout]).toEqual([0, expect.stringContaining('"filtered":false')]);

    await page.goto('/audit?type=session.started');
    await page.getByRole('button', { name: /^(导出|Export)$/ }).click();
    await expect(page.getByRole('dialog')).toContainText(/符合当前筛选的记录|the records of this search/);
    await page.keyboard.press('Escape');
    const csv = await exported(/CSV/);
    expect(csv.name).toMatch(/\.csv$/);
    expect(csv.text.charCodeAt(0)).toBe(0xfeff);
    const [head, ...lines] = csv.text.trimEnd().split('\r\n');
    expect(head).toContain(locale === 'en' ? 'Event code' : '事件代码');
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) expect(line).toContain('session.started');

    await page.goto('/audit?type=audit.exported');
    await expect(page.getByRole('row').nth(1)).toContainText(
      locale === 'en' ? `Exported ${lines.length} records` : `已导出 ${lines.length} 条`,
    );
    await page.getByRole('row').nth(1).getByRole('link').click();
    await expect(page.locator('main')).toContainText(/[0-9a-f]{64}/);
    await expectAccessible(page);
  });
}

test('an export is for auditors alone, and for a page of ours', async ({ openAs, openPage, console }) => {
  const post = async (page: Awaited<ReturnType<typeof openPage>>, headers: Record<string, string>) => {
    const answer = await page.request.post('/api/audit/export', {
      form: { format: 'csv' },
      headers: { 'sec-fetch-site': 'same-origin', ...headers },
    });
    return answer.status();
  };
  const own = { origin: console.origin };
  expect(await post(await openPage(), own)).toBe(401);
  for (const role of ['operator', 'approver', 'admin'] as const)
    expect([role, await post(await openAs(role), own)]).toEqual([role, 403]);
  const auditor = await openAs('auditor');
  expect(await post(auditor, own)).toBe(200);
  for (const origin of ['null', 'https://evil.example', 'http://localhost:1'])
    expect([origin, await post(auditor, { origin })]).toEqual([origin, 403]);
  expect((await auditor.request.get('/api/audit/export')).status()).toBe(405);
  const other = await auditor.request.post('/api/audit/export', { form: { format: 'exe' }, headers: own });
  expect(other.status()).toBe(400);
});
