import type { Page } from '@playwright/test';
import { openForm, review } from './fixtures/new-deletion.ts';
import { expect, expectAccessible, test } from './fixtures/test.ts';
import type { Vendor } from './fixtures/vendor.ts';

const numbers = ['13800000001', '13800000002', '13800000003', '13800000004', '13800000005'];

/**
 * A list of five: the outcome of the first three is unknown after a second attempt, which the call log cannot
 * tell apart, so that a person is asked at once; the fourth is still being looked up; the fifth is deleted.
 */
async function runList(page: Page, vendor: Vendor) {
  const campaign = await vendor.campaign(numbers.map((called) => ({ called })));
  const campaignId = campaign.id;
  const turnedAway = { kind: 'status', status: 429, retryAfter: 0, campaignId } as const;
  const unusable = { kind: 'malformed', variant: 'codes_differ', campaignId } as const;
  await vendor.setFaults([
    turnedAway,
    unusable,
    turnedAway,
    unusable,
    turnedAway,
    unusable,
    unusable,
    { kind: 'call_log_hidden', times: 'always', campaignId },
  ]);
  await openForm(page, campaign);
  await page.getByRole('radio', { name: /^(名单|A list)$/ }).click();
  await page.getByLabel(/^(粘贴|Paste)$/).fill(numbers.join('\n'));
  await page.getByRole('button', { name: /^(读取名单|Read the list)$/ }).click();
  await page.getByLabel(/^(原因类别|Category)$/).selectOption({ index: 1 });
  await (await review(page)).getByRole('button', { name: /^(清理 5 个号码|Delete 5 numbers)$/ }).click();
  await expect(page).toHaveURL(/\/deletions\/del_/);
  return campaign;
}

test('unknown outcomes are decided one by one or several together, each with how it is known', async ({
  openAs,
  vendor,
}) => {
  const page = await openAs('operator');
  const campaign = await runList(page, vendor);
  await expect(page.getByText('3 个条目结果未知，等待人工确认')).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: '逐个核实' }).click();
  await expect(page.getByLabel('按结果筛选').locator('option:checked')).toHaveText('结果未知');
  const table = page.getByRole('table', { name: '结果未知的条目' });
  await expect(table.getByRole('row')).toHaveCount(5);
  const row = (position: number) => table.getByRole('row', { name: new RegExp(`138\\*{4}000${position}`) });
  await expect(row(1)).toContainText('应答内容不合规范，无法采信');
  await expect(row(1)).toContainText('共发送 2 次');
  await expect(row(1)).toContainText('发送了不止一次，调用日志分不清是哪一次');
  await expect(row(4)).toContainText('仍在查找调用日志，暂时不用人工确认');
  await expect(row(4)).toContainText('下次查找');
  await expect(row(4).getByRole('button')).toHaveCount(0);
  await expect(row(4).getByRole('checkbox')).toHaveCount(0);
  await expectAccessible(page);

  // one alone, by keyboard
  await row(2).getByRole('button', { name: /^记录/ }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('alertdialog');
  await expect(dialog).toContainText('第 2 个 138****0002');
  await expect(dialog).not.toContainText('138****0001');
  await expect(dialog.getByRole('button', { name: '取消' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(row(2).getByRole('button', { name: /^记录/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: '记录结果' }).click();
  await expect(dialog.getByText('请选择核实的结果。')).toBeVisible();
  await expect(dialog.getByText('请写明您是怎样核实的。')).toBeVisible();
  await dialog.getByRole('radio', { name: /没有执行/ }).click();
  await dialog.getByLabel('依据').fill('活动名单中仍能查到 13800000002');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: '记录结果' }).click();
  await expect(page.getByText('已记录 1 个条目的结果').first()).toBeVisible();
  await expect(row(2)).toHaveCount(0);
  await expect(page.getByText('2 个条目结果未知，等待人工确认')).toBeVisible();
  // the button has gone with its row: the focus is where the items are
  await expect(page.getByRole('region', { name: '各条目的结果' })).toBeFocused();

  // the others together
  await row(1).getByRole('checkbox').focus();
  await page.keyboard.press('Space');
  await row(3).getByRole('checkbox').check();
  await expect(page.getByText('已选 2 个')).toBeVisible();
  await expect(page.getByRole('checkbox', { name: '选择本页等待确认的 2 个' })).toBeChecked();
  await page.getByRole('button', { name: '记录所选条目的结果…' }).click();
  await expect(dialog).toContainText('第 1 个 138****0001');
  await expect(dialog).toContainText('第 3 个 138****0003');
  await dialog.getByRole('radio', { name: /已经清理/ }).click();
  await dialog.getByLabel('依据').fill('两个号码都已在历史表中');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: '记录 2 个条目的结果' }).click();
  await expect(table.getByRole('row')).toHaveCount(2);
  await expect(page.getByText('等待人工确认', { exact: true })).toHaveCount(0);
  await expectAccessible(page);
  await page.getByLabel('按结果筛选').selectOption({ label: '被平台拒绝' });
  await expect(page.getByRole('row', { name: /138\*{4}0002/ })).toContainText('结果依据：人工确认');
  await page.getByLabel('按结果筛选').selectOption({ label: '已取消，未发送' });
  await expect(page.getByText('没有这种结果的条目')).toBeVisible();
  await expectAccessible(page);

  const auditor = await openAs('auditor');
  await auditor.goto('/audit');
  const records = auditor.getByRole('row', { name: /结果补证/ }).filter({ hasText: campaign.id });
  await expect(records).toHaveCount(3);
  await expect(records.last()).toContainText('李娜');
  await expect(records.last()).toContainText('被平台拒绝');
  await expect(records.last()).toContainText('活动名单中仍能查到 138****0002');
  await records.first().getByRole('link').click();
  await expect(auditor.getByText('两个号码都已在历史表中').first()).toBeVisible();
  await expect(auditor.getByText('一起确认的条目数')).toBeVisible();
  await expectAccessible(auditor);
  for (const each of [page, auditor]) {
    for (const number of numbers) await expect(each.locator('body')).not.toContainText(number);
  }
});

test('all that wait are decided together, unless others wait than were shown', async ({ openAs, vendor }) => {
  const page = await openAs('operator', { locale: 'en' });
  await runList(page, vendor);
  const all = page.getByRole('button', { name: 'Decide all 3 together…' });
  await expect(all).toBeVisible({ timeout: 30_000 });
  const other = await openAs('operator', { locale: 'en' });
  await other.goto(page.url());
  await all.click();
  const dialog = page.getByRole('alertdialog');
  await expect(dialog).toContainText('About all 3 items that wait for a person in this deletion.');

  // another tab decides one of them meanwhile
  await other.getByRole('button', { name: 'Look at each' }).click();
  await other.getByRole('button', { name: /No\. 1 138/ }).click();
  const otherDialog = other.getByRole('alertdialog');
  await otherDialog.getByRole('radio', { name: /Nothing matched/ }).click();
  await otherDialog.getByLabel('How you know').fill('not in the import');
  await otherDialog.getByRole('button', { name: 'Record it' }).click();
  await expect(other.getByText('2 unknown outcomes wait for a person')).toBeVisible();

  await dialog.getByRole('radio', { name: /It was deleted/ }).click();
  await dialog.getByLabel('How you know').fill('searched the campaign, none is left');
  await dialog.getByRole('button', { name: 'Record 3 outcomes' }).click();
  await expect(dialog.getByText('Other outcomes wait for a decision than you were shown')).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Decide all 2 together…' }).click();
  await dialog.getByRole('radio', { name: /It was deleted/ }).click();
  await dialog.getByLabel('How you know').fill('searched the campaign, none is left');
  await dialog.getByRole('button', { name: 'Record 2 outcomes' }).click();
  await expect(page.getByText('wait for a person')).toHaveCount(0);
  await expectAccessible(page);
});
