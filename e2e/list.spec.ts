import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { chooseReason, openForm, review } from './fixtures/new-deletion.ts';
import { expect, expectAccessible, test } from './fixtures/test.ts';

const numbers = (count: number, from = 13_800_000_000) =>
  Array.from({ length: count }, (_, index) => String(from + index));

async function chooseList(page: Page) {
  await page.getByRole('radio', { name: /^(名单|A list)$/ }).click();
}

test('a pasted list: cleaned, refused and counted before anything runs, then followed to its end', async ({
  openAs,
  vendor,
}) => {
  const all = numbers(130);
  const campaign = await vendor.campaign(all.slice(0, 120).map((called) => ({ called })));
  await vendor.setFaults([{ kind: 'latency', ms: 25, times: 'always', campaignId: campaign.id }]);
  const page = await openAs('operator');
  await openForm(page, campaign);
  await chooseList(page);
  await chooseReason(page, '导入有误');
  await page.getByRole('button', { name: '核对并确认…' }).click();
  await expect(page.getByText('请先粘贴或上传名单，并读取。')).toBeVisible();
  const paste = [
    '１３８００００００００',
    '+86 138-0000-0001',
    '8.61E+12',
    '',
    '13800000000',
    ...all.slice(2),
    'abc',
  ].join('\n');
  await page.getByLabel('粘贴').fill(paste);
  await page.getByRole('button', { name: '读取名单' }).click();
  const report = page.getByRole('region', { name: '名单' });
  await expect(report).toContainText('可用 130 个');
  await expect(report).toContainText('拒绝 2 个');
  await expect(report).toContainText('重复 1 个');
  await expect(report.getByRole('row', { name: /3 科学计数法/ })).toBeVisible();
  await expectAccessible(page);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: '下载全部被拒绝的行' }).click();
  const file = await (await download).createReadStream();
  const chunks: Buffer[] = [];
  for await (const chunk of file) chunks.push(chunk as Buffer);
  const csv = Buffer.concat(chunks).toString('utf8');
  expect(csv.startsWith('\uFEFF行,原因,')).toBe(true);
  expect(csv.split('\r\n')).toHaveLength(4);
  const consequence = page.getByRole('region', { name: '将会发生什么' });
  await expect(consequence).toContainText('130');
  // a long list stops after its first ten unless that is switched off on purpose
  const stop = page.getByRole('checkbox', { name: '前 10 个之后停下，让我核对' });
  await expect(stop).toBeChecked();
  await expect(consequence).toContainText('先清理前 10 个，停下等您核对，再继续其余 120 个');
  await stop.uncheck();
  await expect(consequence).toContainText('一次清理全部 130 个，中途不停');

  const dialog = await review(page);
  await expect(dialog).toContainText('名单中的 130 个被叫号码');
  await expect(dialog).toContainText('共 130 个，逐个清理，中途不停下核对。');
  await dialog.getByLabel('请输入数量 130 以确认').fill('130');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: '清理 130 个号码' }).click();
  await expect(page).toHaveURL(/\/deletions\/del_/);
  await expect(page.getByRole('progressbar', { name: '进度' })).toBeVisible();
  await expectAccessible(page);
  // the same page after a reload
  await page.reload();
  await expect(page.getByText('已处理 130／130')).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText('120', { exact: true }).first()).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('按结果筛选').selectOption({ label: '没有匹配的号码' });
  await expect(page.getByRole('row', { name: /没有匹配的号码/ })).toHaveCount(10);
  await expect(page.locator('body')).not.toContainText('13800000000');
  const downloaded = page.waitForEvent('download');
  await page.getByRole('button', { name: '下载 Excel' }).click();
  const workbook = await readFile(await (await downloaded).path());
  expect((await downloaded).suggestedFilename()).toMatch(/^items-del_\w+\.xlsx$/);
  expect(workbook.subarray(0, 2).toString()).toBe('PK');
  const sent = await vendor.deletes(campaign.id);
  expect(sent.map(({ body }) => JSON.parse(body).called)).toEqual(all);

  await page.goto('/deletions');
  await expect(page.getByRole('row', { name: new RegExp(campaign.id) })).toContainText('130 个号码');
});

test('a list can be paused, resumed and cancelled; what was sent keeps its outcome', async ({
  openAs,
  vendor,
}) => {
  const all = numbers(80);
  const campaign = await vendor.campaign(all.map((called) => ({ called })));
  await vendor.setFaults([{ kind: 'latency', ms: 200, times: 'always', campaignId: campaign.id }]);
  const page = await openAs('operator', { locale: 'en' });
  await openForm(page, campaign);
  await chooseList(page);
  await page.getByLabel('Paste').fill(all.join('\n'));
  await page.getByRole('button', { name: 'Read the list' }).click();
  await expect(page.getByText('80 accepted')).toBeVisible();
  await expect(
    page.getByRole('checkbox', { name: 'Stop after the first 10 and let me look' }),
  ).not.toBeChecked();
  await chooseReason(page, 'Wrong import');
  await (await review(page)).getByRole('button', { name: 'Delete 80 numbers' }).click();
  await expect(page).toHaveURL(/\/deletions\/del_/);
  await expect.poll(async () => (await vendor.deletes(campaign.id)).length).toBeGreaterThan(2);
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await expect(page.getByText('It was paused by hand; nothing more is sent.')).toBeVisible();
  await expectAccessible(page);
  await expect(page.getByRole('row', { name: /Sent, waiting for the answer/ })).toHaveCount(0);
  const paused = (await vendor.deletes(campaign.id)).length;
  await page.getByRole('button', { name: 'Resume', exact: true }).click();
  await expect.poll(async () => (await vendor.deletes(campaign.id)).length).toBeGreaterThan(paused + 2);
  await page.getByRole('button', { name: 'Cancel deletion', exact: true }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel deletion', exact: true }).click();
  await expect(page.getByText('Cancelled').first()).toBeVisible();
  await expect
    .poll(async () => (await vendor.deletes(campaign.id)).every((each) => each.finishedAt))
    .toBe(true);
  const sent = await vendor.deletes(campaign.id);
  expect(sent.length).toBeLessThan(80);
  expect(sent.map(({ body }) => JSON.parse(body).called)).toEqual(all.slice(0, sent.length));
  await expect(page.getByText(`${sent.length} of 80`)).toHaveCount(0);
});

for (const [decision, locale] of [
  ['goes on', 'zh-CN'],
  ['ends', 'en'],
] as const) {
  test(`a list stops after its first ten, shows what came of them, and ${decision} when its person says so`, async ({
    openAs,
    vendor,
  }) => {
    const all = numbers(120);
    const campaign = await vendor.campaign(all.slice(0, 7).map((called) => ({ called })));
    await vendor.setFaults([{ kind: 'result_code', code: '0200006', after: 9, campaignId: campaign.id }]);
    const page = await openAs('operator', { locale });
    await openForm(page, campaign);
    await chooseList(page);
    await page.getByLabel(/^(粘贴|Paste)$/).fill(all.join('\n'));
    await page.getByRole('button', { name: /^(读取名单|Read the list)$/ }).click();
    await expect(page.getByRole('checkbox', { name: /^(前 10 个之后停下|Stop after)/ })).toBeChecked();
    await expectAccessible(page);
    await page.getByLabel(/^(原因类别|Category)$/).selectOption({ index: 1 });
    const dialog = await review(page);
    await expect(dialog).toContainText(
      locale === 'en'
        ? '120 in all, one after another. It stops after the first 10, and goes on when you say so.'
        : '共 120 个，逐个清理；前 10 个之后停下，等您核对后再继续。',
    );
    await expectAccessible(page);
    await dialog.getByRole('textbox').fill('120');
    await dialog.getByRole('button', { name: /^(清理 120 个号码|Delete 120 numbers)$/ }).click();
    await expect(page).toHaveURL(/\/deletions\/del_/);
    const outcomes = page.getByRole('list', { name: /^(这 10 个的结果|What came of these 10)$/ });
    await expect(outcomes.getByRole('listitem')).toHaveText(
      locale === 'en'
        ? ['Deleted7', 'Nothing matched2', 'Rejected by CC-iSales1']
        : ['已清理7', '没有匹配的号码2', '被平台拒绝1'],
    );
    await expectAccessible(page);
    expect(await vendor.deletes(campaign.id)).toHaveLength(10);
    if (locale === 'zh-CN') {
      const auditor = await openAs('auditor');
      await auditor.goto('/audit');
      const requested = auditor.getByRole('row', { name: /发起清理/ }).filter({ hasText: campaign.id });
      await expect(requested).toContainText('120 个号码');
      await requested.getByRole('link').click();
      await expect(auditor.getByText('前 10 个之后停下核对')).toBeVisible();
      await page.getByRole('button', { name: '继续清理其余 110 个' }).click();
      await expect(page.getByText('已处理 120／120')).toBeVisible({ timeout: 30_000 });
      const sent = await vendor.deletes(campaign.id);
      expect(sent.map(({ body }) => JSON.parse(body).called)).toEqual(all);
    } else {
      await page.getByRole('button', { name: 'Cancel deletion' }).click();
      await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel deletion' }).click();
      await expect(page.getByText('The requester cancelled it.')).toBeVisible();
      expect(await vendor.deletes(campaign.id)).toHaveLength(10);
    }
    await expect(outcomes).toHaveCount(0);
    await expect(page.getByText(/^(前 10 个之后停下核对|after the first 10, for a look)$/)).toBeVisible();
    await expectAccessible(page);
  });
}

test('files: GBK with columns, UTF-16, and the column can be changed', async ({
  openAs,
  vendor,
  expectedFaults,
}) => {
  expectedFaults.push(/415/);
  const campaign = await vendor.campaign([{ called: '13800000000' }]);
  const page = await openAs('operator');
  await openForm(page, campaign);
  await chooseList(page);
  // 姓名,手机号,电话 in GBK
  const header = Buffer.from('D0D5C3FB2CCAD6BBFABAC52CB5E7BBB0', 'hex');
  const gbk = Buffer.concat([
    header,
    Buffer.from('\r\nA,13800000000,02112345678\r\nB,13800000001,02112345679\r\n'),
  ]);
  await page.getByLabel('上传文件').setInputFiles({ name: '名单.csv', mimeType: 'text/csv', buffer: gbk });
  const report = page.getByRole('region', { name: '名单' });
  await expect(report).toContainText('可用 2 个');
  await expect(report).toContainText('GBK');
  const column = report.getByLabel('读取的列');
  await expect(column.locator('option:checked')).toContainText('手机号');
  await column.selectOption({ index: 2 });
  await expect(report.getByLabel('读取的列').locator('option:checked')).toContainText('电话');
  await expect(report).toContainText('可用 2 个');

  const utf16 = Buffer.concat([
    Buffer.from([0xff, 0xfe]),
    Buffer.from('13800000000\n13800000009\n', 'utf16le'),
  ]);
  await page
    .getByLabel('上传文件')
    .setInputFiles({ name: 'list.txt', mimeType: 'text/plain', buffer: utf16 });
  await expect(report).toContainText('UTF-16');
  await expect(report).toContainText('可用 2 个');
  await expectAccessible(page);

  await page.getByLabel('上传文件').setInputFiles({
    name: 'list.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('89504E470D0A1A0A0000000D49484452000000200000002008060000', 'hex'),
  });
  await expect(page.getByText('这不是文本文件。')).toBeVisible();
  await page
    .getByLabel('上传文件')
    .setInputFiles({ name: 'a.xlsx', mimeType: 'x', buffer: Buffer.from('PK\u0003\u0004') });
  await expect(page.getByText('这个工作簿读不出来')).toBeVisible();
  expect(await vendor.deletes(campaign.id)).toEqual([]);
});

test('an upload from elsewhere, of nobody, or of a role without the right is refused', async ({
  console,
  openAs,
}) => {
  const upload = (headers: Record<string, string>) =>
    fetch(
      `${console.origin}/api/uploads?kind=called&format=text&column=guess&bytes=1&sha256=${'0'.repeat(64)}`,
      { method: 'POST', body: '1', headers },
    );
  const cookieOf = async (role: 'operator' | 'auditor') => {
    const page = await openAs(role);
    const cookies = await page.context().cookies();
    return cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  };
  const { origin } = console;
  expect((await upload({ origin })).status).toBe(401);
  expect((await upload({ cookie: await cookieOf('operator') })).status).toBe(403);
  expect((await upload({ cookie: await cookieOf('operator'), origin: 'https://evil.example' })).status).toBe(
    403,
  );
  expect((await upload({ cookie: await cookieOf('auditor'), origin })).status).toBe(403);
  expect((await upload({ cookie: await cookieOf('operator'), origin })).status).toBe(400);
});

test('the list of deletions is filtered by a form that the address keeps', async ({ openAs, vendor }) => {
  const [lost, done] = [
    await vendor.campaign(numbers(2).map((called) => ({ called }))),
    await vendor.campaign([{ called: '13800000000' }]),
  ];
  await vendor.setFaults([
    { kind: 'reset_after_apply', after: 1, campaignId: lost.id },
    { kind: 'call_log_hidden', times: 'always', campaignId: lost.id },
  ]);
  const page = await openAs('operator');
  for (const [campaign, count] of [
    [lost, 2],
    [done, 1],
  ] as const) {
    await openForm(page, campaign);
    await chooseList(page);
    await page.getByLabel('粘贴').fill(numbers(count).join('\n'));
    await page.getByRole('button', { name: '读取名单' }).click();
    await expect(page.getByText(`可用 ${count} 个`)).toBeVisible();
    await chooseReason(page, '导入有误');
    await (await review(page)).getByRole('button', { name: `清理 ${count} 个号码` }).click();
    await expect(page).toHaveURL(/\/deletions\/del_/);
    await expect(
      page
        .getByText('已完成')
        .or(page.getByText('已清理', { exact: true }))
        .first(),
    ).toBeVisible();
  }

  await page.goto('/deletions');
  const form = page.getByRole('form', { name: '筛选清理任务' });
  const row = (campaign: { id: string }) => page.getByRole('row', { name: new RegExp(campaign.id) });
  await expect(row(lost)).toContainText('结果未知');
  await expect(row(done)).not.toContainText('结果未知');
  await expectAccessible(page);
  await expect(form.getByLabel('发起人')).toHaveCount(0);
  await form.getByLabel('结果').selectOption({ label: '有结果未知的' });
  await form.getByRole('button', { name: '筛选' }).click();
  await expect(page).toHaveURL(/\/deletions\?outcome=unknown$/);
  await expect(row(lost)).toBeVisible();
  await expect(row(done)).toHaveCount(0);
  await form.getByLabel('外呼活动 ID').fill(done.id);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`\\?campaign=${done.id}&outcome=unknown$`));
  await expect(page.getByText('没有符合筛选条件的清理任务')).toBeVisible();
  await expectAccessible(page);
  await page.goBack();
  await expect(form.getByLabel('外呼活动 ID')).toHaveValue('');
  await expect(row(lost)).toBeVisible();
  await form.getByRole('link', { name: '清除筛选' }).click();
  await expect(row(done)).toBeVisible();
  await expect(form.getByLabel('结果')).toHaveValue('');

  await form.getByLabel('到（含当日）').fill('2026-02-30');
  await form.getByRole('button', { name: '筛选' }).click();
  await expect(form.getByText('没有这一天。')).toBeVisible();
  await expect(page).toHaveURL(/\/deletions$/);
  await form.getByLabel('到（含当日）').fill('2001-01-01');
  await form.getByRole('button', { name: '筛选' }).click();
  await expect(page).toHaveURL(/\/deletions\?to=2001-01-01$/);
  await expect(page.getByText('没有符合筛选条件的清理任务')).toBeVisible();

  // whatever else stands in the address is as if it were not there
  await page.goto(`/deletions?state=sideways&from=x&requester=%00&before=%27&campaign=${done.id}`);
  await expect(page.getByText('没有更早的清理任务')).toBeVisible();
  await page.goto(`/deletions?state=sideways&from=x&requester=%00&campaign=${done.id}`);
  await expect(row(done)).toBeVisible();
  await expect(row(lost)).toHaveCount(0);

  const approver = await openAs('approver', { locale: 'en' });
  await approver.goto('/deletions');
  await approver.getByLabel('Requester').selectOption({ label: '李娜' });
  await approver.getByRole('button', { name: 'Filter' }).click();
  await expect(approver).toHaveURL(/\/deletions\?requester=mem_/);
  await expect(approver.getByRole('row', { name: new RegExp(done.id) })).toBeVisible();
  await expectAccessible(approver);
});

test('what a list did not delete is repeated as a new deletion, previewed and confirmed like any other', async ({
  openAs,
  vendor,
}) => {
  const all = numbers(60);
  const campaign = await vendor.campaign(all.map((called) => ({ called })));
  await vendor.setFaults([
    { kind: 'result_code', code: '0200030', after: 1, times: 2, campaignId: campaign.id },
    { kind: 'latency', ms: 100, times: 'always', campaignId: campaign.id },
  ]);
  const page = await openAs('operator');
  await openForm(page, campaign);
  await chooseList(page);
  await page.getByLabel('粘贴').fill(all.join('\n'));
  await page.getByRole('button', { name: '读取名单' }).click();
  await expect(page.getByText('可用 60 个')).toBeVisible();
  await page.getByRole('radio', { name: /直接删除/ }).click();
  await chooseReason(page, '客户投诉');
  const dialog = await review(page);
  await dialog.getByLabel('请输入数量 60 以确认').fill('60');
  await dialog.getByRole('button', { name: '清理 60 个号码' }).click();
  await expect(page).toHaveURL(/\/deletions\/del_/);
  const first = page.url();
  await expect.poll(async () => (await vendor.deletes(campaign.id)).length).toBeGreaterThan(3);
  await expect(page.getByText('没有清理的号码')).toHaveCount(0);
  await page.getByRole('button', { name: '取消任务' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: '取消任务' }).click();
  const failed = page.getByRole('region', { name: '没有清理的号码' });
  await expect(failed.getByText('被平台拒绝：2 个')).toBeVisible();
  await expect(failed.getByRole('checkbox', { name: /已取消、未发送/ })).not.toBeChecked();
  await expectAccessible(page);
  await failed.getByRole('checkbox', { name: /被平台拒绝/ }).click();
  await expect(failed.getByRole('button', { name: /重新清理/ })).toBeDisabled();
  await failed.getByRole('checkbox', { name: /被平台拒绝/ }).click();
  const before = (await vendor.deletes(campaign.id)).length;
  await failed.getByRole('button', { name: '重新清理未成功的（2）…' }).click();

  await expect(page).toHaveURL(/\/deletions\/new\?repeat=del_\w+&list=lst_\w+$/);
  await expect(page.getByText('已带入原任务中没有清理的 2 个号码')).toBeVisible();
  await expect(page.getByRole('region', { name: '名单' })).toContainText('可用 2 个');
  await expect(page.getByRole('button', { name: '换一份名单' })).toBeVisible();
  await expect(page.getByLabel('粘贴')).toHaveCount(0);
  await expect(page.getByRole('combobox', { name: '外呼活动' })).toContainText(campaign.name);
  await expect(page.getByRole('radio', { name: /直接删除/ })).toBeChecked();
  await expectAccessible(page);
  expect(await vendor.deletes(campaign.id)).toHaveLength(before);
  const again = await review(page);
  await again.getByLabel('请输入数量 2 以确认').fill('2');
  await again.getByRole('button', { name: '清理 2 个号码' }).click();
  await expect(page).toHaveURL(/\/deletions\/del_/);
  await expect(page).not.toHaveURL(first);
  await expect(page.getByText('已处理 2／2')).toBeVisible();
  const sent = (await vendor.deletes(campaign.id)).slice(before);
  expect(sent.map(({ body }) => JSON.parse(body).called)).toEqual(all.slice(1, 3));

  // the list is used up: its address brings back the form without it
  await page.goBack();
  await page.reload();
  await expect(page.getByText('号码不保留，请重新填写。')).toBeVisible();
  await expect(page.locator('body')).not.toContainText(all[1] ?? '');
});
