import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { chooseReason, openForm, review } from './fixtures/new-deletion.ts';
import { expect, expectAccessible, test } from './fixtures/test.ts';

test('a deletion that stands still says why, and goes on or ends when its person says so', async ({
  openAs,
  vendor,
}) => {
  for (const decision of ['继续', '取消任务'] as const) {
    const campaign = await vendor.campaign([{ called: '13800138000' }]);
    await vendor.setFaults([{ kind: 'status', status: 401, campaignId: campaign.id }]);
    const page = await openAs('operator');
    await openForm(page, campaign);
    await page.getByRole('textbox', { name: '被叫号码' }).fill('13800138000');
    await chooseReason(page);
    await (await review(page)).getByRole('button', { name: /清理号码/ }).click();
    await expect(page).toHaveURL(/\/deletions\/del_/);
    await expect(page.getByText('CC-iSales 不接受我们的签名 (401)，什么都没有删除。')).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: decision, exact: true }).click();
    if (decision === '继续') {
      await expect(page.getByText('平台已清理 1 个号码，并移入历史表。')).toBeVisible();
      expect((await vendor.deletes(campaign.id)).filter((each) => each.appliedAt !== null)).toHaveLength(1);
    } else {
      const dialog = page.getByRole('alertdialog');
      await expectAccessible(page);
      await dialog.getByRole('button', { name: '取消任务' }).click();
      await expect(page.getByText('已取消').first()).toBeVisible();
      expect((await vendor.deletes(campaign.id)).filter((each) => each.appliedAt !== null)).toEqual([]);
    }
    await expectAccessible(page);
  }
});

test('an answer that takes long shows that work goes on, and the page follows to the end', async ({
  openAs,
  vendor,
}) => {
  const campaign = await vendor.campaign([{ called: '13800138000' }]);
  await vendor.setFaults([{ kind: 'latency', ms: 8_000, campaignId: campaign.id }]);
  const page = await openAs('operator');
  await openForm(page, campaign);
  await page.getByRole('textbox', { name: '被叫号码' }).fill('13800138000');
  await chooseReason(page);
  await (await review(page)).getByRole('button', { name: /清理号码/ }).click();
  await expect(page.getByText('正在清理，请勿关闭页面')).toBeVisible();
  // a second look from another tab meanwhile
  const other = await openAs('operator');
  await other.goto('/deletions');
  await other
    .getByRole('row', { name: new RegExp(campaign.id) })
    .getByRole('link')
    .first()
    .click();
  await expect(other.getByText('已发送，等待应答').first()).toBeVisible();
  await expectAccessible(other);
  await expect(other.getByText('平台已清理 1 个号码，并移入历史表。')).toBeVisible({ timeout: 15_000 });
  await expect(page).toHaveURL(/\/deletions\/del_/);
});

test('an outcome that stays unknown is decided by a person, with how they know', async ({
  openAs,
  vendor,
}) => {
  const campaign = await vendor.campaign([{ called: '13800138000' }]);
  await vendor.setFaults([
    { kind: 'status', status: 429, campaignId: campaign.id },
    { kind: 'reset_after_apply', after: 0, campaignId: campaign.id },
  ]);
  const page = await openAs('operator');
  await openForm(page, campaign);
  await page.getByRole('textbox', { name: '被叫号码' }).fill('13800138000');
  await chooseReason(page);
  await (await review(page)).getByRole('button', { name: /清理号码/ }).click();
  await page.getByRole('button', { name: '继续', exact: true }).click();
  await expect(page.getByText('结果未知，等待人工确认')).toBeVisible({ timeout: 20_000 });
  await expectAccessible(page);
  await page.getByRole('button', { name: '记录核实结果…' }).click();
  const dialog = page.getByRole('alertdialog');
  await dialog.getByRole('radio', { name: /已经清理/ }).click();
  await dialog.getByRole('button', { name: '记录结果' }).click();
  await expect(dialog.getByText('请写明您是怎样核实的。')).toBeVisible();
  await dialog.getByLabel('依据').fill('在活动名单中查询，没有结果');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: '记录结果' }).click();
  await expect(page.getByText('已由人工确认清理完成，数量未知。')).toBeVisible();
  await expectAccessible(page);
  expect((await vendor.deletes(campaign.id)).filter((each) => each.appliedAt !== null)).toHaveLength(1);
});

test('while the audit cannot be written nothing is sent, the page says why, and the same form works afterwards', async ({
  console,
  openAs,
  vendor,
}) => {
  const campaign = await vendor.campaign([{ called: '13800138000' }]);
  const page = await openAs('operator');
  await openForm(page, campaign);
  await page.getByRole('textbox', { name: '被叫号码' }).fill('13800138000');
  await chooseReason(page);
  const dialog = await review(page);
  const other = new DatabaseSync(join(console.folder, 'console.db'));
  other.exec('pragma busy_timeout = 5000; begin immediate');
  try {
    await dialog.getByRole('button', { name: /清理号码/ }).click();
    await expect(
      page.getByText('审计暂时写不进去，因此什么都没有发送。').filter({ visible: true }),
    ).toBeVisible({ timeout: 20_000 });
    expect(await vendor.deletes(campaign.id)).toEqual([]);
  } finally {
    other.close();
  }
  await dialog.getByRole('button', { name: /清理号码/ }).click();
  await expect(page).toHaveURL(/\/deletions\/del_/);
  expect(await vendor.deletes(campaign.id)).toHaveLength(1);
});
