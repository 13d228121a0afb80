import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { chooseReason, openForm, review } from './fixtures/new-deletion.ts';
import { expect, expectAccessible, test } from './fixtures/test.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

for (const locale of ['zh-CN', 'en'] as const) {
  test(`a deletion that has ended has a receipt, on paper and as a file that is checked offline (${locale})`, async ({
    openAs,
    vendor,
    console,
  }, testInfo) => {
    const campaign = await vendor.campaign([{ called: '13912345678' }]);
    const page = await openAs('operator', { locale });
    await openForm(page, campaign);
    await page.getByRole('textbox', { name: /^(被叫号码|Called number)$/ }).fill('13912345678');
    await chooseReason(page, locale === 'en' ? 'Consent withdrawn / do not call' : undefined);
    await (await review(page)).getByRole('button', { name: /清理号码|Delete/ }).click();
    await expect(page).toHaveURL(/\/deletions\/del_/);
    await page.getByRole('link', { name: /^(清理凭证|Receipt)$/ }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/清理凭证|Receipt of a deletion/);
    const result = page.getByRole('region', { name: /^(结果|Result)$/ });
    await expect(result).toContainText(/1\s*(已清理号码数|numbers deleted)/);
    const main = page.locator('main');
    await expect(main).toContainText('139****5678');
    await expect(main).toContainText('0200000');
    await expect(main).not.toContainText('13912345678');
    await expectAccessible(page);

    await page.emulateMedia({ media: 'print' });
    await expect(page.getByRole('navigation')).toBeHidden();
    await expect(page.getByRole('button', { name: /^(打印|Print)$/ })).toBeHidden();
    await expect(result).toBeVisible();
    await expectAccessible(page);
    await page.emulateMedia({ media: 'screen' });

    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: /JSON/ }).click();
    const file = testInfo.outputPath('receipt.json');
    await (await download).saveAs(file);
    expect((await download).suggestedFilename()).toMatch(/^receipt-del_\w+\.json$/);
    const key = `${console.folder}/checkpoints/public-key.pem`;
    const args = ['scripts/audit-verify.mjs', '--receipt', file, '--public-key', key];
    const checked = spawnSync('node', args, { cwd: root, encoding: 'utf8' });
    expect([checked.status, checked.stdout]).toEqual([0, expect.stringContaining('"whole":true')]);

    const auditor = await openAs('auditor', { locale });
    await auditor.goto('/audit');
    await auditor.getByRole('row').filter({ hasText: campaign.id }).first().getByRole('link').click();
    await auditor.getByRole('link', { name: /^(清理凭证|Receipt)$/ }).click();
    await expect(auditor.getByRole('region', { name: /^(证明|Proof)$/ })).toContainText(/[0-9a-f]{64}/);
  });
}

test('there is no receipt before the end, nor for those who may not see the deletion', async ({
  console,
  openAs,
  vendor,
  expectedFaults,
}) => {
  expectedFaults.push(/40[349]/);
  const campaign = await vendor.campaign([{ called: '13912345678' }]);
  await vendor.setFaults([{ kind: 'status', status: 401, times: 'always' }]);
  const page = await openAs('operator');
  await openForm(page, campaign);
  await page.getByRole('textbox', { name: '被叫号码' }).fill('13912345678');
  await chooseReason(page);
  await (await review(page)).getByRole('button', { name: /清理号码/ }).click();
  await expect(page).toHaveURL(/\/deletions\/del_/);
  await expect(page.getByRole('link', { name: '清理凭证' })).toBeHidden();
  const path = `${new URL(page.url()).pathname}/receipt`;
  await page.goto(path);
  await expect(page.locator('main')).toContainText('结束后才有凭证');
  await expectAccessible(page);
  const fileOf = async (person: Page, address = path) => {
    const options = { headers: { origin: console.origin } };
    return (await person.request.post(`/api${address}`, options)).status();
  };
  expect(await fileOf(page)).toBe(409);
  expect(await fileOf(page, '/deletions/del_0000/receipt')).toBe(404);

  console.changeMember('approver', '--scope', '13');
  const elsewhere = await openAs('approver');
  expect(await fileOf(elsewhere)).toBe(404);
  expect((await elsewhere.goto(path))?.status()).toBe(404);
  console.changeMember('approver', '--scope', '12');
  expect(await fileOf(elsewhere)).toBe(409);
  const admin = await openAs('admin');
  expect(await fileOf(admin)).toBe(403);
});
