import type { Page } from '@playwright/test';
import { chooseReason, openForm, review } from './fixtures/new-deletion.ts';
import { expect, expectAccessible, test } from './fixtures/test.ts';

const numbers = (count: number) =>
  Array.from({ length: count }, (_, index) => String(13_800_000_000 + index));

async function fillList(page: Page, campaign: { id: string; name: string }, called: readonly string[]) {
  await openForm(page, campaign);
  await page.getByRole('radio', { name: '名单', exact: true }).click();
  await page.getByLabel('粘贴').fill(called.join('\n'));
  await page.getByRole('button', { name: '读取名单' }).click();
  await expect(page.getByRole('region', { name: '名单' })).toContainText(`可用 ${called.length} 个`);
  await page.getByRole('checkbox', { name: '前 10 个之后停下，让我核对' }).uncheck();
  await chooseReason(page);
}

test('all calls are stopped in the middle of a list, every page says so, and its requester goes on afterwards', async ({
  openAs,
  vendor,
}) => {
  const all = numbers(60);
  const campaign = await vendor.campaign(all.map((called) => ({ called })));
  await vendor.setFaults([{ kind: 'latency', ms: 100, times: 'always', campaignId: campaign.id }]);
  const operator = await openAs('operator');
  const admin = await openAs('admin');
  await admin.goto('/settings');
  await expect(admin.getByText('现在可以调用')).toBeVisible();
  await expectAccessible(admin);
  await admin.getByRole('button', { name: '停止全部调用…' }).click();
  const dialog = admin.getByRole('alertdialog');
  await dialog.getByRole('button', { name: '停止全部调用' }).click();
  await expect(dialog.getByText('请写明停止的原因。')).toBeVisible();
  await dialog.getByLabel('原因').fill('名单可能导错');
  await expectAccessible(admin);

  await fillList(operator, campaign, all);
  await (await review(operator)).getByRole('button', { name: '清理 60 个号码' }).click();
  await expect(operator).toHaveURL(/\/deletions\/del_/);
  await expect.poll(async () => (await vendor.deletes(campaign.id)).length).toBeGreaterThan(3);
  await dialog.getByRole('button', { name: '停止全部调用' }).click();
  await expect(admin.getByText('赵敏 于')).toHaveCount(2);
  await expectAccessible(admin);

  await expect(operator.getByText('管理员已停止全部调用，没有继续发送。')).toBeVisible();
  const sent = (await vendor.deletes(campaign.id)).length;
  expect(sent).toBeLessThan(60);
  const banner = /全部调用已停止 · 赵敏 于 .* 停止：名单可能导错/;
  await operator.getByRole('link', { name: '清理任务' }).first().click();
  await expect(operator.getByText(banner)).toBeVisible();
  await expectAccessible(operator);

  // a new one can be prepared, not confirmed
  const other = await vendor.campaign([{ called: '13800138000' }]);
  await openForm(operator, other);
  await operator.getByRole('textbox', { name: '被叫号码' }).fill('13800138000');
  await chooseReason(operator);
  const confirm = await review(operator);
  await confirm.getByRole('button', { name: /清理号码/ }).click();
  await expect(confirm.getByText('管理员已停止全部调用，什么都没有发送。')).toBeVisible();
  expect(await vendor.deletes(other.id)).toEqual([]);
  await confirm.getByRole('button', { name: '取消' }).click();

  await admin.getByRole('button', { name: '恢复调用…' }).click();
  await expectAccessible(admin);
  await admin.getByRole('alertdialog').getByRole('button', { name: '恢复调用' }).click();
  await expect(admin.getByText('现在可以调用')).toBeVisible();
  await expect(admin.getByText(banner)).toHaveCount(0);
  const auditor = await openAs('auditor');
  await auditor.goto('/audit');
  await expect(auditor.getByRole('row', { name: /停止全部调用.*名单可能导错/ })).toBeVisible();
  await auditor
    .getByRole('row', { name: /恢复调用/ })
    .getByRole('link')
    .first()
    .click();
  await expect(auditor.getByText('名单可能导错').first()).toBeVisible();
  await operator.goto('/deletions');
  await operator
    .getByRole('row', { name: new RegExp(campaign.id) })
    .getByRole('link')
    .first()
    .click();
  await expect(operator.getByText('任务已停下')).toBeVisible();
  expect(await vendor.deletes(campaign.id)).toHaveLength(sent);
  await operator.getByRole('button', { name: '继续', exact: true }).click();
  await expect(operator.getByText('已处理 60／60')).toBeVisible({ timeout: 30_000 });
  expect(await vendor.deletes(campaign.id)).toHaveLength(60);
});

for (const locale of ['zh-CN', 'en'] as const) {
  test(`a limit holds as soon as it is saved, and the audit says who changed it (${locale})`, async ({
    openAs,
    vendor,
  }) => {
    const isChinese = locale === 'zh-CN';
    const admin = await openAs('admin', { locale });
    await admin.goto('/settings');
    const limits = admin.getByRole('region', { name: isChinese ? '上限' : 'Limits' });
    const field = limits.getByLabel(isChinese ? '单次清理的号码数' : 'Numbers of one deletion');
    const save = limits.getByRole('button', { name: isChinese ? '保存' : 'Save' });
    await field.fill('12a');
    await save.click();
    await expect(limits.getByText(isChinese ? /^请填写 0 到/ : /^Fill in a whole number/)).toBeVisible();
    await field.fill('12');
    await save.click();
    await expect(limits.getByText(isChinese ? /最近修改：赵敏/ : /Last changed by 赵敏/)).toBeVisible();
    await expectAccessible(admin);

    const campaign = await vendor.campaign([{ called: '13800138000' }]);
    const operator = await openAs('operator');
    await fillList(operator, campaign, numbers(13));
    const dialog = await review(operator);
    await dialog.getByRole('button', { name: '清理 13 个号码' }).click();
    await expect(dialog.getByText('号码数超过单次清理的上限，什么都没有发送。')).toBeVisible();
    await expectAccessible(operator);
    expect(await vendor.deletes(campaign.id)).toEqual([]);

    await field.fill('0');
    await save.click();
    const auditor = await openAs('auditor', { locale });
    await expect
      .poll(async () => {
        await auditor.goto('/audit');
        const told = isChinese ? /「单次清理的号码数」由 12 改为 不限/ : /changed from 12 to no limit/;
        return auditor.getByRole('row', { name: told }).count();
      })
      .toBeGreaterThan(0);
    await expectAccessible(auditor);
  });
}

test('outside of the hours the form says when they are, and a ticket is asked for where it must be', async ({
  openAs,
  vendor,
}) => {
  const admin = await openAs('admin');
  await admin.goto('/settings');
  const hours = admin.getByRole('region', { name: '时段' });
  await hours.getByRole('radio', { name: '只在以下时段' }).click();
  // one day of the week that is neither today nor yesterday, whatever the zone
  const far = ['日', '一', '二', '三', '四', '五', '六'][new Date(Date.now() + 3 * 86_400_000).getUTCDay()];
  for (const day of ['一', '二', '三', '四', '五', '六', '日']) {
    await hours.getByRole('checkbox', { name: `周${day}` }).setChecked(day === far);
  }
  await hours.getByLabel('到', { exact: true }).fill('9点');
  await hours.getByRole('button', { name: '保存' }).click();
  await expect(hours.getByText(/格式为 时:分/)).toBeVisible();
  await expectAccessible(admin);
  await hours.getByLabel('到', { exact: true }).fill('17:30');
  await hours.getByRole('button', { name: '保存' }).click();
  await expect(hours.getByText(/最近修改/)).toBeVisible();
  const form = admin.getByRole('region', { name: '表单' });
  await form.getByRole('checkbox', { name: '必须填写工单号' }).check();
  await form.getByRole('button', { name: '保存' }).click();
  await expect(form.getByText(/最近修改/)).toBeVisible();

  const campaign = await vendor.campaign([{ called: '13800138000' }]);
  const operator = await openAs('operator');
  await openForm(operator, campaign);
  await expect(operator.getByText(`允许的时段：周${far} 09:00–17:30`)).toBeVisible();
  await operator.getByRole('textbox', { name: '被叫号码' }).fill('13800138000');
  await chooseReason(operator);
  await operator.getByRole('button', { name: '核对并确认…' }).click();
  await expect(operator.getByText('请填写工单号。')).toBeVisible();
  await expectAccessible(operator);
  await operator.getByLabel('工单号').fill('INC0012345');
  const dialog = await review(operator);
  await dialog.getByRole('button', { name: /清理号码/ }).click();
  await expect(dialog.getByText('现在不在允许清理的时段内，什么都没有发送。')).toBeVisible();
  expect(await vendor.deletes(campaign.id)).toEqual([]);

  await hours.getByRole('radio', { name: '任何时间都可以' }).click();
  await hours.getByRole('button', { name: '保存' }).click();
  await expect(admin.getByText('已保存，立即生效').first()).toBeVisible();
  await form.getByRole('checkbox', { name: '必须填写工单号' }).uncheck();
  await form.getByRole('button', { name: '保存' }).click();
  await expect
    .poll(async () => {
      await operator.goto('/deletions/new');
      return operator.getByText('允许的时段').count();
    })
    .toBe(0);
});
