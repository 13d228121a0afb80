import type { Page } from '@playwright/test';
import { totpAt, totpStepOf } from '../lib/auth/totp.ts';
import { expect, expectAccessible, test } from './fixtures/test.ts';

const password = 'correct horse battery';

/** Fills the sign-in in and sends it; `code` where it is asked for. */
async function signIn(page: Page, username: string, secret: string, code?: string) {
  await page.goto('/sign-in');
  await page.getByLabel('用户名').fill(username);
  await page.getByLabel('密码', { exact: true }).fill(secret);
  await page.getByRole('button', { name: '登录' }).click();
  if (code === undefined) return;
  await page.getByLabel('验证码').fill(code);
  await page.getByRole('button', { name: '登录' }).click();
}

test('an invitation sets a password, an app becomes the second factor, and a recovery code opens once', async ({
  console,
  openPage,
  expectedFaults,
}) => {
  // the refusals of the sign-in
  expectedFaults.push(/401 \(Unauthorized\)/);
  const address = console.invite('li.na', '李娜', 'admin');
  const page = await openPage();
  await page.goto(address);
  await expect(page.getByText('李娜（li.na），请为自己的账号设置密码。')).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('新密码').fill('password1234');
  await page.getByRole('button', { name: '设置密码' }).click();
  await expect(page.getByText('这个密码太常见，很容易被猜到，请换一个。')).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('新密码').fill(password);
  await page.getByRole('button', { name: '设置密码' }).click();
  await expect(page.getByText('密码已设置')).toBeVisible();
  expect(page.url()).not.toContain('#');

  await signIn(page, 'li.na', password);
  await expect(page).toHaveURL(/\/members$/);
  await page.goto('/account');
  await expectAccessible(page);
  await page.getByRole('button', { name: '启用两步验证…' }).click();
  await expect(page.getByRole('img', { name: '二维码：验证器应用的密钥' })).toBeVisible();
  await expectAccessible(page);
  const secret = (await page.locator('code').first().innerText()).replaceAll(' ', '');
  const codeOf = (steps: number) => totpAt(secret, totpStepOf(Date.now()) + steps);
  await page.getByLabel('应用显示的 6 位验证码').fill('000000');
  await page.getByRole('button', { name: '确认并启用' }).click();
  await expect(page.getByText(/^验证码不正确。请核对手机时间/)).toBeVisible();
  await page.getByLabel('应用显示的 6 位验证码').fill(codeOf(-1));
  await page.getByRole('button', { name: '确认并启用' }).click();
  await expect(page.getByText('请保存恢复码')).toBeVisible();
  await expectAccessible(page);
  const recoveryCode = await page
    .getByRole('listitem')
    .filter({ hasText: /^[A-Z2-7-]{19}$/ })
    .first()
    .innerText();
  await page.getByRole('button', { name: '已保存' }).click();
  await expect(page.getByText(/^已启用，始于/)).toBeVisible();

  const other = await openPage();
  await signIn(other, 'li.na', password, codeOf(1));
  await expect(other).toHaveURL(/\/members$/);

  const lost = await openPage();
  await signIn(lost, 'li.na', password, recoveryCode);
  await expect(lost).toHaveURL(/\/members$/);
  const again = await openPage();
  await signIn(again, 'li.na', password, recoveryCode);
  await expect(again.getByText('验证码不正确或已用过')).toBeVisible();
  await expectAccessible(again);
  const late = await openPage({ locale: 'en' });
  await late.goto(address);
  await expect(late.getByText(/invitation/i).last()).toBeVisible();
  await expectAccessible(late);
  expect(console.findInClear([secret, recoveryCode, password])).toEqual([]);
});

test('whoever guesses waits longer and longer, and hears nothing else', async ({
  console,
  openPage,
  expectedFaults,
}) => {
  expectedFaults.push(/401 \(Unauthorized\)/);
  console.invite('wang.fang', '王芳', 'auditor');
  const page = await openPage();
  await page.goto('/sign-in');
  await page.getByLabel('用户名').fill('wang.fang');
  for (let tries = 0; tries < 5; tries += 1) {
    await page.getByLabel('密码', { exact: true }).fill(`wrong password ${tries}`);
    await page.getByRole('button', { name: '登录' }).click();
    await expect(page.getByText('用户名或密码不正确')).toBeVisible();
  }
  await expect(async () => {
    await page.getByRole('button', { name: '登录' }).click();
    await expect(page.getByText('尝试过于频繁')).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await expectAccessible(page);
});
