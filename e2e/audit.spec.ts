import { chooseReason, openForm, review } from './fixtures/new-deletion.ts';
import { expect, expectAccessible, test } from './fixtures/test.ts';

test('the audit says who deleted what, why, and what the vendor answered; no number in clear', async ({
  openAs,
  vendor,
  console,
}) => {
  const campaign = await vendor.campaign([{ called: '13912345678' }]);
  const page = await openAs('operator');
  await openForm(page, campaign);
  await page.getByRole('textbox', { name: '被叫号码' }).fill('13912345678');
  await chooseReason(page);
  await page.getByLabel('说明').fill('客户 139 1234 5678 来电');
  await (await review(page)).getByRole('button', { name: /清理号码/ }).click();
  await expect(page).toHaveURL(/\/deletions\/del_/);

  for (const locale of ['zh-CN', 'en'] as const) {
    const auditor = await openAs('auditor', { locale });
    await auditor.goto('/audit');
    const rows = auditor.getByRole('row').filter({ hasText: campaign.id });
    await expect(rows).toHaveCount(5);
    await expect(rows.filter({ hasText: '李娜' })).toHaveCount(4);
    await expect(rows.filter({ hasText: /系统|System/ })).toHaveCount(1);
    await expect(auditor.locator('body')).not.toContainText('13912345678');
    await expect(rows.filter({ hasText: '139****5678' }).first()).toBeVisible();
    await expect(auditor.getByText(/审计转发 · 文件|are streamed to the file/)).toBeVisible();
    await expectAccessible(auditor);
    await rows
      .filter({ hasText: /调用结果|Outcome of a call/ })
      .getByRole('link')
      .first()
      .click();
    await expect(auditor).toHaveURL(/\/audit\/\d+$/);
    await expect(auditor.locator('main')).toContainText(/[0-9a-f]{64}/);
    await expect(auditor.locator('main')).toContainText('0200000');
    await expectAccessible(auditor);
  }
  await expect.poll(() => console.streamed()).toContain('deletion.completed');
  expect(console.streamed()).toContain('139****5678');
  expect(console.streamed()).not.toContain('13912345678');
  expect(console.findInClear(['13912345678', '139 1234 5678'])).toEqual([]);
  expect(console.findInClear(['139****5678'])).not.toEqual([]);
});

test('an operator’s attempt to read the audit is itself in the audit', async ({ openAs, expectedFaults }) => {
  expectedFaults.push(/403/);
  const operator = await openAs('operator');
  expect((await operator.goto('/audit'))?.status()).toBe(403);
  const auditor = await openAs('auditor');
  await auditor.goto('/audit');
  await expect(auditor.getByRole('row').filter({ hasText: '李娜' }).first()).toContainText(/拒绝|被拒/);
});

test('an auditor verifies the whole audit from the page, and sees how far it is and what it found', async ({
  openAs,
}) => {
  for (const locale of ['zh-CN', 'en'] as const) {
    const auditor = await openAs('auditor', { locale });
    await auditor.goto('/audit');
    await auditor.getByRole('link', { name: /^(核验|Verify)$/ }).click();
    await auditor.getByRole('button', { name: /^(开始核验|重新核验|Verify now|Verify again)$/ }).click();
    await expect(auditor.getByText(/^(审计完好|The audit is whole)$/).first()).toBeVisible();
    await expect(auditor.getByRole('row')).toHaveCount(locale === 'zh-CN' ? 2 : 3);
    await expectAccessible(auditor);
    await auditor.goto('/audit');
    await expect(auditor.getByRole('row').nth(1)).toContainText(/完好|whole/);
  }
  const operator = await openAs('operator');
  expect((await operator.request.get('/api/audit/verifications')).status()).toBe(403);
});

test('the audit is searched by what is known, and the address holds the search', async ({
  openAs,
  vendor,
}) => {
  const campaign = await vendor.campaign([{ called: '13912345678' }]);
  const ticket = `INC00${campaign.id}`;
  const page = await openAs('operator');
  await openForm(page, campaign);
  await page.getByRole('textbox', { name: '被叫号码' }).fill('13912345678');
  await chooseReason(page);
  await page.getByLabel('工单号').fill(ticket);
  await (await review(page)).getByRole('button', { name: /清理号码/ }).click();
  await expect(page).toHaveURL(/\/deletions\/del_/);
  const deletionId = new URL(page.url()).pathname.split('/').at(-1) ?? '';

  for (const locale of ['zh-CN', 'en'] as const) {
    const isChinese = locale === 'zh-CN';
    const auditor = await openAs('auditor', { locale });
    await auditor.goto('/audit?outcome=sideways&before=x');
    const form = auditor.getByRole('form', { name: /^(搜索审计记录|Search the audit)$/ });
    const rows = auditor.getByRole('row');
    const apply = () => form.getByRole('button', { name: /^(搜索|Search)$/ }).click();
    await form.getByLabel(/^(工单号|Ticket)$/).fill(` ${ticket} `);
    await apply();
    await expect(auditor).toHaveURL(`/audit?ticket=${ticket}`);
    await expect(rows).toHaveCount(6);
    await form.getByLabel(/^(调用结果|Outcome of a call)$/).selectOption('deleted');
    await form.getByLabel(/^(人员|Person)$/).selectOption('李娜');
    await form.getByLabel(/^(清理任务编号|Deletion ID)$/).fill(deletionId);
    await apply();
    await expect(rows).toHaveCount(2);
    await expect(rows.nth(1)).toContainText(isChinese ? '调用结果' : 'Outcome of a call');
    await expectAccessible(auditor);
    await auditor.reload();
    await expect(rows).toHaveCount(2);
    await expect(form.getByLabel(/^(清理任务编号|Deletion ID)$/)).toHaveValue(deletionId);
    await form.getByLabel(/^(调用结果|Outcome of a call)$/).selectOption('unknown');
    await apply();
    await expect(auditor.locator('main')).toContainText(
      /没有符合条件的审计记录|No audit record matches the search/,
    );
    await expectAccessible(auditor);
    await auditor.goBack();
    await expect(rows).toHaveCount(2);
    await form.getByLabel(/^(关联编号|Correlation ID)$/).fill('cor');
    await apply();
    await expect(form.getByLabel(/^(关联编号|Correlation ID)$/)).toBeFocused();
    await expect(form).toContainText(/编号不完整|Not a whole ID/);
    await form.getByRole('link', { name: /^(清除条件|Clear search)$/ }).click();
    await expect(auditor).toHaveURL('/audit');
    await expect(form.getByLabel(/^(工单号|Ticket)$/)).toHaveValue('');
  }
});

test('an auditor asks whether a number was deleted, and the number stands in no address and no record', async ({
  console,
  openAs,
  vendor,
}) => {
  const campaign = await vendor.campaign([{ called: '13987654321' }]);
  const page = await openAs('operator');
  await openForm(page, campaign);
  await page.getByRole('textbox', { name: '被叫号码' }).fill('13987654321');
  await chooseReason(page);
  await (await review(page)).getByRole('button', { name: /清理号码/ }).click();
  await expect(page).toHaveURL(/\/deletions\/del_/);

  for (const locale of ['zh-CN', 'en'] as const) {
    const auditor = await openAs('auditor', { locale });
    await auditor.goto('/audit');
    await auditor.getByRole('link', { name: /^(查号码|Look up a number)$/ }).click();
    const field = auditor.getByRole('textbox', { name: /^(被叫号码|Called number)$/ });
    const ask = () => auditor.getByRole('button', { name: /^(查询|Look up)$/ }).click();
    await ask();
    await expect(auditor.getByText(/请输入要查的内容|Give what to look up/)).toBeVisible();
    await field.fill('+86 139-8765-4321');
    await ask();
    await expect(auditor.getByText(/清理过：139\*\*\*\*4321|Deleted: 139\*\*\*\*4321/)).toBeVisible();
    await expect(auditor.getByRole('row').nth(1)).toContainText(campaign.id);
    await expectAccessible(auditor);
    expect(auditor.url()).toMatch(/\/audit\/lookup$/);
    await field.fill('13987654322');
    await ask();
    await expect(auditor.getByText(/审计里没有：139|Not in the audit: 139/)).toBeVisible();
    await expectAccessible(auditor);
    await auditor.goto('/audit');
    await expect(auditor.getByRole('row').nth(1)).toContainText(/139\*\*\*\*4322/);
  }
  expect(console.findInClear(['13987654322'])).toEqual([]);
});
