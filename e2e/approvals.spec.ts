import type { Locator, Page } from '@playwright/test';
import { noApprovals } from './fixtures/console-under-test.ts';
import { chooseReason, openForm, review } from './fixtures/new-deletion.ts';
import { expect, expectAccessible, test } from './fixtures/test.ts';
import type { Vendor } from './fixtures/vendor.ts';

test.beforeEach(({ console }) => {
  console.setSetting('approvalPolicy', { ...noApprovals, above: 2, permanent: true });
});
test.afterEach(({ console }) => {
  console.changeMember('approver', '--role', 'approver');
  console.setSetting('approvalPolicy', noApprovals);
  console.setSetting('coolingOffMinutes', 0);
});

const numbersOf = (count: number) =>
  Array.from({ length: count }, (_, index) => String(13_600_000_000 + index));

/** A list that its requester has submitted; the page is theirs, on the deletion. */
async function submit(page: Page, vendor: Vendor, numbers: readonly string[], isNeeded = true) {
  const campaign = await vendor.campaign(numbersOf(40).map((called) => ({ called })));
  await submitIn(page, campaign, numbers, isNeeded);
  return campaign;
}

async function submitIn(
  page: Page,
  campaign: { readonly id: string; readonly name: string },
  numbers: readonly string[],
  isNeeded = true,
) {
  await openForm(page, campaign);
  await page.getByRole('radio', { name: /^(名单|List)$/ }).click();
  await page.getByLabel(/^(粘贴|Paste)$/).fill(numbers.join('\n'));
  await page.getByRole('button', { name: /^(读取名单|Read the list)$/ }).click();
  await expect(page.getByText(new RegExp(`可用 ${numbers.length} 个`))).toBeVisible();
  await chooseReason(page);
  await page.getByRole('textbox', { name: /^说明/ }).fill('客户投诉，主管要求');
  const dialog = await review(page);
  await expectAccessible(page);
  await dialog.getByRole('button', { name: isNeeded ? '提交审批' : `清理 ${numbers.length} 个号码` }).click();
  await expect(page).toHaveURL(/\/deletions\/del_/);
}

async function openRequest(page: Page, campaign: { readonly name: string }) {
  await page.goto('/approvals');
  await expectAccessible(page);
  await page.getByRole('link', { name: new RegExp(campaign.name) }).click();
  await expect(page).toHaveURL(/\/approvals\/del_/);
}

async function decide(page: Page, verdict: '通过' | '拒绝', comment?: string): Promise<Locator> {
  await page.getByRole('button', { name: `${verdict}…` }).click();
  const dialog = page.getByRole('alertdialog');
  if (comment !== undefined) await dialog.getByLabel('意见').fill(comment);
  await dialog.getByRole('button', { name: verdict === '通过' ? '通过，执行清理' : '拒绝' }).click();
  return dialog;
}

async function sent(vendor: Vendor, campaign: { readonly id: string }): Promise<number> {
  return (await vendor.deletes(campaign.id)).filter((each) => each.appliedAt !== null).length;
}

async function reloadsTo(page: Page, text: string) {
  await expect(async () => {
    await page.reload();
    await expect(page.getByText(text).first()).toBeVisible({ timeout: 1_000 });
  }).toPass();
}

/** What was read a moment ago serves for a second: the person asks until it has changed. */
async function readsAgain(page: Page, text: RegExp) {
  await expect(async () => {
    await page.getByRole('button', { name: '重新读取' }).click();
    await expect(page.getByText(text)).toBeVisible({ timeout: 1_000 });
  }).toPass();
}

test('what needs a second person waits, another approves it after proving who they are, and it runs', async ({
  console,
  openAs,
  vendor,
  expectedFaults,
}) => {
  expectedFaults.push(/403/);
  const page = await openAs('operator');
  const campaign = await submit(page, vendor, numbersOf(3));
  await expect(page.getByText('待审批').first()).toBeVisible();
  await expectAccessible(page);
  const address = page.url();
  // its requester has no way to approve it, not even by the address
  await page.goto(address.replace('/deletions/', '/approvals/'));
  await expect(page.locator('main')).toContainText('您没有查看此页面的权限');
  expect(await sent(vendor, campaign)).toBe(0);

  const approver = await openAs('approver');
  await openRequest(approver, campaign);
  await expect(approver.getByText('号码数超过审批上限').first()).toBeVisible();
  await expectAccessible(approver);
  console.ageAuthentication();
  await decide(approver, '通过', '已核对');
  const proof = approver.getByRole('dialog', { name: '请再次验证身份' });
  await proof.getByLabel('密码').fill(console.passwords.approver);
  await proof.getByRole('button', { name: '验证并继续' }).click();
  await expect(approver).toHaveURL(/\/deletions\/del_/);
  await expect(approver.getByText(/王强 于 .* 通过/)).toBeVisible();
  await expect(approver.getByText('已完成').first()).toBeVisible();
  expect(await sent(vendor, campaign)).toBe(3);
  await expectAccessible(approver);

  const english = await openAs('approver', { locale: 'en' });
  await english.goto('/approvals');
  await expect(english.getByText('Nothing waits for approval')).toBeVisible();
  await expectAccessible(english);
});

test('a refusal says why, sends nothing and wipes the numbers', async ({ openAs, vendor }) => {
  const page = await openAs('operator');
  const campaign = await submit(page, vendor, numbersOf(3));
  const approver = await openAs('approver');
  await openRequest(approver, campaign);
  const dialog = await decide(approver, '拒绝');
  await expect(dialog.getByText('请写明拒绝的原因。')).toBeVisible();
  await expectAccessible(approver);
  await dialog.getByLabel('意见').fill('名单不对');
  await dialog.getByRole('button', { name: '拒绝' }).click();
  await expect(approver).toHaveURL(/\/deletions\/del_/);
  await reloadsTo(page, '审批未通过');
  await expect(page.getByText('意见：名单不对')).toBeVisible();
  await expectAccessible(page);
  expect(await sent(vendor, campaign)).toBe(0);
});

test('a request without a reason is not submitted, a running campaign not approved, a drifted count voids it', async ({
  openAs,
  vendor,
}) => {
  const page = await openAs('operator');
  const batch = '贷后批次_20261103';
  const numbers = numbersOf(2).map((called) => ({ called, customField: batch }));
  const campaign = await vendor.campaign(numbers);
  await openForm(page, campaign);
  await page.getByRole('radio', { name: /自定义字段/ }).click();
  await page.getByRole('textbox', { name: /自定义字段/ }).fill(batch);
  await page.getByRole('radio', { name: /直接删除/ }).click();
  await chooseReason(page);
  const unexplained = await review(page);
  await unexplained.getByRole('textbox').fill('2');
  await expect(unexplained.getByText('需要审批的清理必须写明说明。请返回填写。')).toBeVisible();
  await expect(unexplained.getByRole('button', { name: '提交审批' })).toBeDisabled();
  await expectAccessible(page);
  await unexplained.getByRole('button', { name: '取消' }).click();
  await page.getByRole('textbox', { name: /^说明/ }).fill('客户要求删除');
  const dialog = await review(page);
  await dialog.getByRole('textbox').fill('2');
  await dialog.getByRole('button', { name: '提交审批' }).click();
  await expect(page).toHaveURL(/\/deletions\/del_/);

  const approver = await openAs('approver');
  await openRequest(approver, campaign);
  await vendor.setStatus(campaign.id, 2);
  await readsAgain(approver, /活动正在运行，现在不能通过/);
  await expectAccessible(approver);
  const running = await decide(approver, '通过');
  await expect(running.getByText('外呼活动正在运行，不能清理号码，没有通过。')).toBeVisible();
  await running.getByRole('button', { name: '取消' }).click();
  await vendor.setStatus(campaign.id, 3);
  await vendor.setFaults([{ kind: 'count_drift', delta: 30, campaignId: campaign.id, times: 'always' }]);
  await readsAgain(approver, /剩余号码数与确认时相差太大。若现在通过/);
  await expectAccessible(approver);
  const drifted = await decide(approver, '通过');
  await expect(drifted.getByText('剩余号码数与确认时相差太大，请求已作废，什么都没有发送。')).toBeVisible();
  await drifted.getByRole('button', { name: '取消' }).click();
  await expect(approver).toHaveURL(/\/deletions\/del_/);
  await expect(approver.getByText('已取消').first()).toBeVisible();
  expect(await vendor.deletes(campaign.id)).toEqual([]);
});

test('an approver who has lost the role voids what has not run', async ({
  console,
  openAs,
  vendor,
  expectedFaults,
}) => {
  // what the approver watches is no longer theirs to see
  expectedFaults.push(/403/);
  const page = await openAs('operator');
  const campaign = await submit(page, vendor, numbersOf(30));
  await vendor.setFaults([{ kind: 'latency', ms: 400, campaignId: campaign.id, times: 'always' }]);
  const approver = await openAs('approver');
  await openRequest(approver, campaign);
  await decide(approver, '通过');
  await expect(approver).toHaveURL(/\/deletions\/del_/);
  await expect.poll(() => sent(vendor, campaign)).toBeGreaterThan(1);
  console.changeMember('approver', '--role', 'auditor');
  await reloadsTo(page, '审批人已停用，或不再有审批该活动的权限，审批失效；尚未发送的部分已取消。');
  const before = await sent(vendor, campaign);
  expect(before).toBeLessThan(30);
  await expectAccessible(page);
  expect(await sent(vendor, campaign)).toBe(before);
});

test('a request that nobody decides expires: nothing is sent, and a late approval is refused', async ({
  console,
  openAs,
  vendor,
}) => {
  const page = await openAs('operator');
  const campaign = await submit(page, vendor, numbersOf(3));
  const approver = await openAs('approver');
  await openRequest(approver, campaign);
  console.expireApprovals();
  await decide(approver, '通过');
  await expect(approver.getByText('这项清理不再等待审批，或不在您的范围内。')).toBeVisible();
  await expectAccessible(approver);
  await reloadsTo(page, '到期没有人审批，已作废；保存的号码已擦除。');
  await expectAccessible(page);
  await approver.goto('/approvals');
  await expect(approver.getByRole('link', { name: new RegExp(campaign.name) })).toHaveCount(0);
  expect(await vendor.deletes(campaign.id)).toEqual([]);
});

test('splitting does not help: the sum of a day needs approval', async ({ openAs, vendor }) => {
  const page = await openAs('operator');
  const [first, second, third = ''] = numbersOf(3);
  const campaign = await submit(page, vendor, [first ?? '', second ?? ''], false);
  await expect(page.getByText('已完成').first()).toBeVisible();
  await openForm(page, campaign);
  await page.getByRole('textbox', { name: '被叫号码' }).fill(third);
  await chooseReason(page);
  await page.getByRole('textbox', { name: /^说明/ }).fill('再清理一个');
  await (await review(page)).getByRole('button', { name: /清理号码/ }).click();
  await expect(page).toHaveURL(/\/deletions\/del_/);
  await expect(page.getByText('待审批').first()).toBeVisible();
  await expect(page.getByText('发起人 24 小时内在该活动清理的号码合计超过审批上限').first()).toBeVisible();
  expect(await sent(vendor, campaign)).toBe(2);
});

test('a delayed deletion counts down, and everyone in scope can cancel it', async ({
  console,
  openAs,
  vendor,
}) => {
  console.setSetting('coolingOffMinutes', 5);
  const page = await openAs('operator');
  const campaign = await submit(page, vendor, numbersOf(3));
  const approver = await openAs('approver');
  await openRequest(approver, campaign);
  await decide(approver, '通过');
  await expect(approver.getByText(/还有 \d 分 \d+ 秒/)).toBeVisible();
  await expectAccessible(approver);
  await approver.getByRole('button', { name: '取消任务' }).click();
  await approver.getByRole('alertdialog').getByRole('button', { name: '取消任务' }).click();
  await reloadsTo(page, '在开始之前被其他成员取消，什么都没有发送。');
  expect(await sent(vendor, campaign)).toBe(0);
});

test('an admin sets what needs approval, and how long it waits', async ({ console, openAs }) => {
  for (const locale of ['zh-CN', 'en'] as const) {
    const page = await openAs('admin', { locale });
    await page.goto('/settings');
    await expectAccessible(page);
    const panel = page.getByRole('region', { name: /^(审批|Approvals)$/ });
    await panel
      .getByRole('textbox')
      .first()
      .fill(locale === 'en' ? '500' : 'x');
    await panel.getByRole('button', { name: /^(保存|Save)$/ }).click();
    if (locale === 'zh-CN') {
      await expect(panel.getByText(/请填写 0 到/)).toBeVisible();
      await expectAccessible(page);
    } else {
      await expect(page.getByText('Saved', { exact: false }).first()).toBeVisible();
      await page.reload();
      await expect(panel.getByRole('textbox').first()).toHaveValue('500');
    }
  }
  await expect.poll(() => console.streamed()).toContain('setting.changed');
});
