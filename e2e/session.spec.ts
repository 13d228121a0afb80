import { chooseReason, openForm, review } from './fixtures/new-deletion.ts';
import { expect, expectAccessible, test } from './fixtures/test.ts';

test('a long list asks who is there once more, and goes on with all that was filled in', async ({
  console,
  openAs,
  vendor,
  expectedFaults,
}) => {
  // the answer to a read that was under way with the old cookie
  expectedFaults.push(/401/);
  const numbers = Array.from({ length: 101 }, (_, index) => String(13_700_000_000 + index));
  const campaign = await vendor.campaign(numbers.map((called) => ({ called })));
  const page = await openAs('operator');
  await openForm(page, campaign);
  await page.getByRole('radio', { name: '名单' }).click();
  await page.getByLabel('粘贴').fill(numbers.join('\n'));
  await page.getByRole('button', { name: '读取名单' }).click();
  await expect(page.getByRole('region', { name: '名单' })).toContainText('可用 101 个');
  await chooseReason(page);
  const confirmation = await review(page);
  await confirmation.getByLabel('请输入数量 101 以确认').fill('101');
  console.ageAuthentication();
  const cookieOf = async () =>
    (await page.context().cookies()).find((cookie) => cookie.name === 'session')?.value;
  const before = await cookieOf();

  await confirmation.getByRole('button', { name: '清理 101 个号码' }).click();
  const dialog = page.getByRole('dialog', { name: '请再次验证身份' });
  await expect(dialog).toBeVisible();
  await expectAccessible(page);
  expect(await vendor.deletes(campaign.id)).toEqual([]);
  // giving up leaves the confirmation as it was
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(confirmation.getByLabel('请输入数量 101 以确认')).toHaveValue('101');

  await confirmation.getByRole('button', { name: '清理 101 个号码' }).click();
  await dialog.getByLabel('密码').fill('not the password');
  await dialog.getByRole('button', { name: '验证并继续' }).click();
  await expect(dialog.getByText('密码不正确。')).toBeVisible();
  await dialog.getByLabel('密码').fill(console.passwords.operator);
  await dialog.getByRole('button', { name: '验证并继续' }).click();
  await expect(page).toHaveURL(/\/deletions\/del_/);
  // the old cookie is worth nothing, the new one is
  const after = await cookieOf();
  expect(after).not.toBe(before);
  const ask = (cookie = '') =>
    fetch(`${console.origin}/api/campaigns?vdnId=12`, { headers: { cookie: `session=${cookie}` } });
  expect((await ask(before)).status).toBe(401);
  expect((await ask(after)).status).toBe(200);
});

test('a member sees where they are signed in, and ends what they do not recognise', async ({ openAs }) => {
  for (const [locale, title, endOthers, done] of [
    ['zh-CN', '登录中的会话', '结束其他会话', '其他会话已全部结束'],
    ['en', 'Where you are signed in', 'End all others', 'All other sessions are ended'],
  ] as const) {
    const other = await openAs('auditor', { locale });
    const page = await openAs('auditor', { locale });
    await page.goto('/audit');
    await page.getByRole('button', { name: '陈静' }).click();
    await page.getByRole('menuitem', { name: /我的账号|Your account/ }).click();
    const rows = page.getByRole('region', { name: title }).getByRole('row');
    await expect(rows.nth(2)).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: endOthers }).click();
    await expect(page.getByText(done).first()).toBeVisible();
    await expect(rows).toHaveCount(2);
    await other.goto('/audit');
    await expect(other).toHaveURL(/\/sign-in/);
  }
});
