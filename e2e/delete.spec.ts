import { chooseReason, openForm, review } from './fixtures/new-deletion.ts';
import { expect, expectAccessible, test } from './fixtures/test.ts';

const sessionId = '5f3c2b1a9d8e4f7061728394a5b6c7d8';
const batch = 'PC20261103_HZ';
const numbers = [
  { called: '13800138000', sessionId, customField: batch, recycleTime: '2026-11-01 10:30:00' },
  { called: '13800138001', customField: batch, recycleTime: '2026-11-01 23:59:59' },
  { called: '13800138002', customField: batch, state: 'completed' },
  { called: '13800138003', recycleTime: '2026-10-31 09:00:00' },
  { called: '13800138004', recycleTime: '2026-11-02 00:00:00' },
] as const;

test('a called number: from the form to the proof', async ({ openAs, vendor }) => {
  const campaign = await vendor.campaign(numbers);
  const page = await openAs('operator');
  await openForm(page, campaign);
  await page.getByRole('textbox', { name: '被叫号码' }).fill('+86 138-0013 8000');
  await expect(page.getByText('将发送 13800138000')).toBeVisible();
  await chooseReason(page);
  await page.getByLabel('工单号').fill('INC0012345');
  await expectAccessible(page);

  const dialog = await review(page);
  await expect(dialog).toContainText(
    `李娜 将从外呼活动「${campaign.name}」（ID ${campaign.id}）清理：被叫号码 13800138000。`,
  );
  await expect(dialog.getByRole('button', { name: '取消' })).toBeFocused();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: '清理号码 13800138000' }).click();

  await expect(page).toHaveURL(/\/deletions\/del_/);
  await expect(page.getByText('平台已清理 1 个号码，并移入历史表。')).toBeVisible();
  await expect(page.locator('body')).toContainText('138****8000');
  await expect(page.locator('body')).not.toContainText('13800138000');
  await expect(page.locator('body')).toContainText('INC0012345');
  await expectAccessible(page);
  expect((await vendor.deletes(campaign.id)).map(({ body }) => body)).toEqual([
    '{"called":"13800138000","archiveHistory":1}',
  ]);
  const { rows, historyRows } = await vendor.rowsOf(campaign.id, '13800138000');
  expect([rows.length, historyRows.length]).toEqual([0, 1]);

  await page.goto('/deletions');
  await expect(page.getByRole('row', { name: new RegExp(campaign.id) })).toContainText('138****8000');
  await expectAccessible(page);
});

test('a session ID', async ({ openAs, vendor }) => {
  const campaign = await vendor.campaign(numbers);
  const page = await openAs('operator');
  await openForm(page, campaign);
  await page.getByRole('radio', { name: /用户标识/ }).click();
  await page.getByRole('textbox', { name: /用户标识/ }).fill(sessionId);
  await chooseReason(page);
  await (await review(page)).getByRole('button', { name: '清理这个用户标识' }).click();
  await expect(page.getByText('平台已清理 1 个号码，并移入历史表。')).toBeVisible();
  await expect(page.locator('body')).not.toContainText(sessionId);
  expect((await vendor.deletes(campaign.id)).map(({ body }) => body)).toEqual([
    `{"sessionId":"${sessionId}","archiveHistory":1}`,
  ]);
});

test('a batch: the count is shown beforehand, named on the button, and typed where it goes for good', async ({
  openAs,
  vendor,
}) => {
  const campaign = await vendor.campaign(numbers);
  const page = await openAs('operator', { locale: 'en' });
  await openForm(page, campaign);
  await page.getByRole('radio', { name: /Custom field/ }).click();
  await page.getByRole('textbox', { name: /Custom field/ }).fill(batch);
  await page.getByRole('radio', { name: /Delete permanently/ }).click();
  await chooseReason(page, 'Wrong import');
  const consequence = page.getByRole('region', { name: 'What will happen' });
  await expect(consequence).toContainText('Left to call in the batch');
  await expect(consequence.getByText('2', { exact: true })).toBeVisible();
  const dialog = await review(page);
  const act = dialog.getByRole('button', { name: 'Delete 2 numbers' });
  await expect(act).toBeDisabled();
  const digits = dialog.getByLabel('Type the count 2 to confirm');
  await digits.fill('3');
  await expect(act).toBeDisabled();
  await digits.fill('2');
  await digits.press('Enter');
  await expect(dialog).toBeVisible();
  expect(await vendor.deletes(campaign.id)).toEqual([]);
  await expectAccessible(page);
  await act.click();
  await expect(page).toHaveURL(/\/deletions\/del_/);
  expect((await vendor.deletes(campaign.id)).map(({ body, successCount }) => [body, successCount])).toEqual([
    [`{"customField":"${batch}","archiveHistory":0}`, 2],
  ]);
});

for (const { mode, time, window, body, count } of [
  {
    mode: '截至某日',
    window: '2026-11-01 及之前的全部',
    body: '{"recycleTime":"2026-11-01 00:00:00","recycleType":"1","archiveHistory":1}',
    count: 3,
  },
  {
    mode: '仅某一天',
    window: '2026-11-01 00:00:00–23:59:59',
    body: '{"recycleTime":"2026-11-01 00:00:00","recycleType":"2","archiveHistory":1}',
    count: 2,
  },
  {
    mode: '精确到秒',
    time: '10:30:00',
    window: '恰好 2026-11-01 10:30:00',
    body: '{"recycleTime":"2026-11-01 10:30:00","recycleType":"3","archiveHistory":1}',
    count: 1,
  },
]) {
  test(`a recycle time, ${mode}: civil time of the VDN, never converted`, async ({ openAs, vendor }) => {
    const campaign = await vendor.campaign(numbers);
    const page = await openAs('operator');
    await openForm(page, campaign);
    await page.getByRole('radio', { name: /回收时间/ }).click();
    await page.getByRole('radio', { name: new RegExp(mode) }).click();
    await page.getByLabel('日期').fill('2026-11-01');
    const timeField = page.getByLabel('时间', { exact: true });
    if (time === undefined) await expect(timeField).toHaveCount(0);
    else await timeField.fill(time);
    await expect(page.getByRole('img', { name: window })).toBeVisible();
    await chooseReason(page);
    await expectAccessible(page);
    const dialog = await review(page);
    await expect(dialog).toContainText(window);
    await dialog.getByLabel(/后 4 位/).fill(campaign.id.slice(-4));
    await dialog.getByRole('button', { name: '清理这个时间范围' }).click();
    await expect(page).toHaveURL(/\/deletions\/del_/);
    await expect(page.getByText(`平台已清理 ${count} 个号码，并移入历史表。`)).toBeVisible();
    expect((await vendor.deletes(campaign.id)).map((each) => each.body)).toEqual([body]);
  });
}

test('a campaign that runs cannot be chosen, and one that starts after the preview is refused unsent', async ({
  openAs,
  vendor,
}) => {
  const running = await vendor.campaign(numbers, { status: 2 });
  const campaign = await vendor.campaign(numbers);
  const page = await openAs('operator');
  await page.goto('/deletions/new');
  await page.getByRole('combobox', { name: '外呼活动' }).click();
  await page.getByPlaceholder('按名称或 ID 搜索').fill(running.id);
  const option = page.getByRole('option', { name: new RegExp(`ID ${running.id}`) });
  await expect(option).toContainText('请先在 CC-iSales 中暂停');
  await expect(option).toHaveAttribute('aria-disabled', 'true');

  await openForm(page, campaign);
  await page.getByRole('textbox', { name: '被叫号码' }).fill('13800138000');
  await chooseReason(page);
  const dialog = await review(page);
  await vendor.setStatus(campaign.id, 2);
  // what was read for the dialog still counts for a second
  await page.waitForTimeout(1_100);
  await dialog.getByRole('button', { name: '清理号码 13800138000' }).click();
  await expect(dialog).toContainText('外呼活动正在运行，不能清理号码，什么都没有发送。');
  expect(await vendor.deletes(campaign.id)).toEqual([]);
  await vendor.setStatus(campaign.id, 3);
  await page.waitForTimeout(1_100);
  await dialog.getByRole('button', { name: '清理号码 13800138000' }).click();
  await expect(page).toHaveURL(/\/deletions\/del_/);
});

test('0200028 is explained with what to do now, and the vendor’s words are quoted', async ({
  openAs,
  vendor,
}) => {
  const campaign = await vendor.campaign(numbers);
  await vendor.setFaults([{ kind: 'result_code', code: '0200028', campaignId: campaign.id }]);
  const page = await openAs('operator');
  await openForm(page, campaign);
  await page.getByRole('textbox', { name: '被叫号码' }).fill('13800138000');
  await chooseReason(page, '客户投诉');
  await (await review(page)).getByRole('button', { name: /13800138000/ }).click();
  await expect(page).toHaveURL(/\/deletions\/del_/);
  await expect(page.getByText('0200028').first()).toBeVisible();
  await expect(page.getByText('当前状态不允许删除号码')).toBeVisible();
  await expect(page.getByText(/请先在 CC-iSales 中暂停活动/)).toBeVisible();
  await expectAccessible(page);
  const english = await openAs('operator', { locale: 'en' });
  await english.goto(page.url());
  await expect(
    english.getByText('Numbers cannot be deleted in the current state', { exact: true }),
  ).toBeVisible();
  await expectAccessible(english);
});

test('a count of 0 is no deletion, and is told with what may be the reason', async ({ openAs, vendor }) => {
  const campaign = await vendor.campaign(numbers);
  const page = await openAs('operator');
  await openForm(page, campaign);
  await page.getByRole('textbox', { name: '被叫号码' }).fill('13800138002');
  await chooseReason(page);
  await (await review(page)).getByRole('button', { name: '清理号码 13800138002' }).click();
  await expect(page).toHaveURL(/\/deletions\/del_/);
  await expect(page.getByText('没有匹配的号码').first()).toBeVisible();
  await expectAccessible(page);
  expect((await vendor.deletes(campaign.id)).map((each) => each.successCount)).toEqual([0]);
});

test('nothing to delete is a step of its own', async ({ openAs, vendor }) => {
  const campaign = await vendor.campaign(numbers);
  const page = await openAs('operator');
  await openForm(page, campaign);
  await page.getByRole('radio', { name: /自定义字段/ }).click();
  await page.getByRole('textbox', { name: /自定义字段/ }).fill('PC_none');
  await chooseReason(page);
  await expect(page.getByText('没有可清理的号码')).toBeVisible();
  await page.getByRole('button', { name: '核对并确认…' }).click();
  await expect(page.getByRole('alertdialog')).toHaveCount(0);
  await page.getByRole('checkbox', { name: '仍然发送' }).check();
  await expectAccessible(page);
  const dialog = await review(page);
  await expect(dialog).toContainText('结果很可能是 0');
  await dialog.getByLabel(/后 4 位/).fill(campaign.id.slice(-4));
  await dialog.getByRole('button', { name: '清理 0 个号码' }).click();
  await expect(page).toHaveURL(/\/deletions\/del_/);
  expect(await vendor.deletes(campaign.id)).toHaveLength(1);
});

test('a lost answer is "unknown", never a failure, and is settled from the call log', async ({
  openAs,
  vendor,
}) => {
  const campaign = await vendor.campaign(numbers);
  await vendor.setFaults([
    { kind: 'reset_after_apply', campaignId: campaign.id },
    { kind: 'call_log_delay', ms: 3_000, campaignId: campaign.id },
  ]);
  const page = await openAs('operator');
  await openForm(page, campaign);
  await page.getByRole('textbox', { name: '被叫号码' }).fill('13800138000');
  await chooseReason(page);
  await (await review(page)).getByRole('button', { name: '清理号码 13800138000' }).click();
  await expect(page).toHaveURL(/\/deletions\/del_/);
  await expect(page.getByText('结果未知').first()).toBeVisible();
  await expect(page.locator('main')).not.toContainText('失败');
  await expectAccessible(page);
  // the page follows by itself
  await expect(page.getByText('结果未知')).toHaveCount(0, { timeout: 30_000 });
  await expect(page.locator('main')).toContainText('调用日志');
  await expectAccessible(page);
  expect(await vendor.deletes(campaign.id)).toHaveLength(1);
});

test('a double click, Escape and Enter: one deletion, and none by accident', async ({ openAs, vendor }) => {
  const campaign = await vendor.campaign(numbers);
  await vendor.setFaults([{ kind: 'latency', ms: 800, campaignId: campaign.id }]);
  const page = await openAs('operator');
  await openForm(page, campaign);
  await page.getByRole('textbox', { name: '被叫号码' }).fill('13800138000');
  await chooseReason(page);
  const first = await review(page);
  await page.keyboard.press('Escape');
  await expect(first).toHaveCount(0);
  const second = await review(page);
  await page.keyboard.press('Enter');
  await expect(second).toHaveCount(0);
  expect(await vendor.deletes(campaign.id)).toEqual([]);
  const dialog = await review(page);
  await dialog.getByRole('button', { name: '清理号码 13800138000' }).dblclick();
  await expect(dialog).toContainText('正在清理');
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/\/deletions\/del_/);
  expect(await vendor.deletes(campaign.id)).toHaveLength(1);
});

test('two tabs with the same decision make one deletion', async ({ openAs, vendor }) => {
  const campaign = await vendor.campaign(numbers);
  await vendor.setFaults([{ kind: 'latency', ms: 800, campaignId: campaign.id }]);
  const one = await openAs('operator');
  const two = await openAs('operator');
  for (const page of [one, two]) {
    await openForm(page, campaign);
    await page.getByRole('textbox', { name: '被叫号码' }).fill('13800138000');
    await chooseReason(page);
  }
  const dialogs = [await review(one), await review(two)];
  await Promise.all(dialogs.map((dialog) => dialog.getByRole('button', { name: /13800138000/ }).click()));
  for (const page of [one, two]) await expect(page).toHaveURL(/\/deletions\/del_/);
  expect(new URL(one.url()).pathname).toBe(new URL(two.url()).pathname);
  // one of the two is told that it had been made before
  const told = [one, two].map((page) => page.getByText('这项清理之前已经提交过').count());
  expect((await Promise.all(told)).sort()).toEqual([0, 1]);
  expect(await vendor.deletes(campaign.id)).toHaveLength(1);
});

test('Back after a deletion gives a form that makes another one', async ({ openAs, vendor }) => {
  const campaign = await vendor.campaign(numbers);
  const page = await openAs('operator');
  for (const called of ['13800138000', '13800138001']) {
    await openForm(page, campaign);
    await page.getByRole('textbox', { name: '被叫号码' }).fill(called);
    await chooseReason(page);
    await (await review(page)).getByRole('button', { name: /清理号码/ }).click();
    await expect(page).toHaveURL(/\/deletions\/del_/);
    await page.goBack();
    await expect(page.getByRole('heading', { level: 1, name: '新建清理' })).toBeVisible();
  }
  expect(await vendor.deletes(campaign.id)).toHaveLength(2);
});

test('one may not look at another’s deletion', async ({ openAs, vendor, console, expectedFaults }) => {
  expectedFaults.push(/40[34]/);
  const campaign = await vendor.campaign(numbers);
  const page = await openAs('operator');
  await openForm(page, campaign);
  await page.getByRole('textbox', { name: '被叫号码' }).fill('13800138000');
  await chooseReason(page);
  await (await review(page)).getByRole('button', { name: /清理号码/ }).click();
  await expect(page).toHaveURL(/\/deletions\/del_/);
  const path = new URL(page.url()).pathname;

  const approver = await openAs('approver');
  expect((await approver.goto(path))?.status()).toBe(200);
  console.changeMember('approver', '--scope', '13');
  expect((await approver.goto(path))?.status()).toBe(404);
  expect((await approver.request.get(`/api${path}`)).status()).toBe(404);
  console.changeMember('approver', '--scope', '12');
  const auditor = await openAs('auditor');
  expect((await auditor.goto(path))?.status()).toBe(403);
});
