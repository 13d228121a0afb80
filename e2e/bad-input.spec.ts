import type { Page } from '@playwright/test';
import { chooseReason, openForm, review } from './fixtures/new-deletion.ts';
import { expect, expectAccessible, test } from './fixtures/test.ts';

const reviewButton = (page: Page) =>
  page.getByRole('button', { name: /^(核对并确认…|Review and confirm…)$/ });

const kinds = {
  called: { radio: /^被叫号码/, field: '被叫号码' },
  sessionId: { radio: /用户标识/, field: /用户标识/ },
  customField: { radio: /自定义字段/, field: /自定义字段/ },
} as const;

for (const { what, kind, typed, message } of [
  { what: 'an empty number', kind: 'called', typed: '', message: '请填写要清理的内容' },
  { what: 'spaces', kind: 'called', typed: '   ', message: '请填写要清理的内容' },
  { what: 'zero-width characters', kind: 'called', typed: '\u200B\u200B', message: '请填写要清理的内容' },
  { what: 'letters', kind: 'called', typed: '1380013800a', message: '只能含数字' },
  { what: '25 characters', kind: 'called', typed: '1'.repeat(25), message: '最多 24 位' },
  { what: 'scientific notation', kind: 'called', typed: '8.61E+12', message: '科学计数法' },
  { what: 'two numbers', kind: 'called', typed: '13800138000，13800138001', message: '这里有多个号码' },
  { what: 'a session ID of 33', kind: 'sessionId', typed: 'a'.repeat(33), message: '最多 32 个字符' },
  { what: 'a custom field of 201', kind: 'customField', typed: 'a'.repeat(201), message: '最多 200 个字符' },
  { what: 'what no import accepts', kind: 'customField', typed: 'A&B', message: '导入时不允许的符号' },
] as const) {
  test(`${what}: said at the field, nothing sent, nothing lost`, async ({ openAs, vendor }) => {
    const campaign = await vendor.campaign([{ called: '13800138000' }]);
    const page = await openAs('operator');
    await openForm(page, campaign);
    const { radio, field } = kinds[kind];
    await page.getByRole('radio', { name: radio }).click();
    const input = page.getByRole('textbox', { name: field });
    await input.fill(typed);
    await chooseReason(page);
    await page.getByLabel('工单号').fill('T-1');
    await reviewButton(page).click();
    await expect(input).toBeFocused();
    await expect(input).toHaveAttribute('aria-invalid', 'true');
    await expect(input).toHaveAccessibleDescription(new RegExp(message));
    await expect(page.getByRole('alertdialog')).toHaveCount(0);
    await expect(input).toHaveValue(typed);
    await expect(page.getByLabel('工单号')).toHaveValue('T-1');
    await expectAccessible(page);
    expect(await vendor.deletes(campaign.id)).toEqual([]);
  });
}

test('a list that is pasted is told to be one, its numbers never joined', async ({ openAs, vendor }) => {
  const campaign = await vendor.campaign([{ called: '13800138000' }]);
  const page = await openAs('operator');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await openForm(page, campaign);
  await page.evaluate(() => navigator.clipboard.writeText('13800138000\n13800138001'));
  const input = page.getByRole('textbox', { name: '被叫号码' });
  await input.focus();
  await page.keyboard.press('ControlOrMeta+V');
  await expect(input).toHaveValue('13800138000, 13800138001');
  await expect(page.getByText('这里有多个号码')).toBeVisible();
});

for (const { what, mode, date, time, message, field } of [
  { what: '30 February', mode: /仅某一天/, date: '2026-02-30', message: '请填写存在的日期', field: '日期' },
  { what: 'no date', mode: /截至某日/, date: '', message: '请填写存在的日期', field: '日期' },
  {
    what: 'the second without a time',
    mode: /精确到秒/,
    date: '2026-11-01',
    time: '',
    message: '请填写时间',
    field: '时间',
  },
  {
    what: 'hour 24',
    mode: /精确到秒/,
    date: '2026-11-01',
    time: '24:00:00',
    message: '请填写时间',
    field: '时间',
  },
] as const) {
  test(`a recycle time with ${what}: said at the field, nothing sent`, async ({ openAs, vendor }) => {
    const campaign = await vendor.campaign([{ called: '13800138000' }]);
    const page = await openAs('operator');
    await openForm(page, campaign);
    await page.getByRole('radio', { name: /回收时间/ }).click();
    await page.getByRole('radio', { name: mode }).click();
    await page.getByLabel('日期', { exact: true }).fill(date);
    if (time !== undefined) await page.getByLabel('时间', { exact: true }).fill(time);
    await chooseReason(page);
    await reviewButton(page).click();
    await expect(page.getByLabel(field, { exact: true })).toHaveAccessibleDescription(new RegExp(message));
    await expect(page.getByRole('alertdialog')).toHaveCount(0);
    expect(await vendor.deletes(campaign.id)).toEqual([]);
  });
}

test('an empty form is answered in English, too: campaign, criterion, reason', async ({ openAs }) => {
  const page = await openAs('operator', { locale: 'en' });
  await page.goto('/deletions/new');
  await reviewButton(page).click();
  await expect(page.getByText('Choose a campaign.')).toBeVisible();
  await expect(page.getByText('Say what to delete')).toBeVisible();
  await expect(page.getByText('Choose a category.')).toBeVisible();
  await expect(page.getByText('3 places have to be filled in or mended')).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Campaign' })).toBeFocused();
  await expectAccessible(page);
});

test('"other" demands words', async ({ openAs, vendor }) => {
  const campaign = await vendor.campaign([{ called: '13800138000' }]);
  const page = await openAs('operator');
  await openForm(page, campaign);
  await page.getByRole('textbox', { name: '被叫号码' }).fill('13800138000');
  await chooseReason(page, '其他');
  await reviewButton(page).click();
  await expect(page.getByText('选择「其他」时请写明原因。')).toBeVisible();
  await page.getByLabel('说明').fill('测试名单');
  await review(page);
});

test('a form of an older build, and one whose session has ended: told so, nothing sent, nothing lost', async ({
  console,
  openAs,
  vendor,
}) => {
  const campaign = await vendor.campaign([{ called: '13800138000' }]);
  const page = await openAs('operator');
  // the page as an older build rendered it
  await page.route('**/deletions/new', async (route) => {
    const answer = await route.fetch();
    const html = (await answer.text()).replace(/(formVersion\\?":\\?")[0-9a-f-]{36}/g, '$1older-build');
    await route.fulfill({ response: answer, body: html });
  });
  await openForm(page, campaign);
  await page.unroute('**/deletions/new');
  await page.getByRole('textbox', { name: '被叫号码' }).fill('13800138000');
  await chooseReason(page);
  await page.getByLabel('工单号').fill('T-77');
  const dialog = await review(page);
  await dialog.getByRole('button', { name: /清理号码/ }).click();
  await expect(dialog).toContainText('这个页面是旧版本，什么都没有发送');
  await dialog.getByRole('button', { name: '重新加载' }).click();
  await expect(page.getByText('已恢复您填写的内容')).toBeVisible();
  await expect(page.getByLabel('工单号')).toHaveValue('T-77');
  await expect(page.getByRole('combobox', { name: '外呼活动' })).toContainText(campaign.name);
  await expect(page.getByRole('textbox', { name: '被叫号码' })).toHaveValue('13800138000');
  expect(await vendor.deletes(campaign.id)).toEqual([]);

  const again = await review(page);
  await page.context().clearCookies({ name: 'session' });
  await again.getByRole('button', { name: /清理号码/ }).click();
  await expect(again).toContainText('登录已失效');
  await expectAccessible(page);
  expect(await vendor.deletes(campaign.id)).toEqual([]);
  const cookies = await console.signIn('operator');
  await page.context().addCookies(cookies.map((cookie) => ({ ...cookie, url: console.origin })));
  // the preview was sealed for the same person: what was confirmed still stands
  await again.getByRole('button', { name: /清理号码/ }).click();
  await expect(page).toHaveURL(/\/deletions\/del_/);
  expect(await vendor.deletes(campaign.id)).toHaveLength(1);
});

test('a campaign of another VDN and one that does not exist are no choice, nor an answer of the server', async ({
  openAs,
  vendor,
  expectedFaults,
}) => {
  expectedFaults.push(/404/);
  const foreign = await vendor.campaign([{ called: '13800138000' }], { vdnId: 13 });
  const page = await openAs('operator');
  await page.goto('/deletions/new');
  await page.getByRole('combobox', { name: '外呼活动' }).click();
  await page.getByPlaceholder('按名称或 ID 搜索').fill(foreign.id);
  await expect(page.getByText('没有符合的活动')).toBeVisible();
  for (const query of [`vdnId=13&campaignId=${foreign.id}`, 'vdnId=12&campaignId=999999999']) {
    expect((await page.request.get(`/api/preview?${query}`)).status()).toBe(404);
  }
  expect((await page.request.get('/api/campaigns?vdnId=13&q=')).status()).toBe(404);
  expect((await page.request.get('/api/preview?vdnId=12&campaignId=abc')).status()).toBe(400);
});

test('the server being away is said, and the same form can be sent again without a second deletion', async ({
  openAs,
  vendor,
  expectedFaults,
}) => {
  expectedFaults.push(/ERR_FAILED|Failed to fetch/);
  const campaign = await vendor.campaign([{ called: '13800138000' }]);
  const page = await openAs('operator');
  await openForm(page, campaign);
  await page.getByRole('textbox', { name: '被叫号码' }).fill('13800138000');
  await chooseReason(page);
  const dialog = await review(page);
  // the request arrives, its answer is lost on the way back
  await page.route('**/deletions/new', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    await route.fetch();
    await route.abort('failed');
  });
  await dialog.getByRole('button', { name: /清理号码/ }).click();
  await expect(dialog).toContainText('不确定请求是否送达');
  await expectAccessible(page);
  await page.unroute('**/deletions/new');
  await dialog.getByRole('button', { name: /清理号码/ }).click();
  await expect(page).toHaveURL(/\/deletions\/del_/);
  expect(await vendor.deletes(campaign.id)).toHaveLength(1);
});
