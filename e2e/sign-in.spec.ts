import { expect, expectAccessible, test } from './fixtures/test.ts';

test('a member signs in, is where they were going, and signs out again', async ({ console, openPage }) => {
  const page = await openPage();
  await page.goto('/deletions');
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=%2Fdeletions$/);
  await expectAccessible(page);
  await page.getByLabel('用户名').fill('operator');
  await page.getByLabel('密码', { exact: true }).fill(console.passwords.operator);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await expect(page).toHaveURL(`${console.origin}/deletions`);
  await expect(page.getByRole('heading', { level: 1, name: '清理任务' })).toBeVisible();
  const cookies = await page.context().cookies();
  const session = cookies.find((cookie) => cookie.name === 'session');
  expect(session).toMatchObject({ httpOnly: true, sameSite: 'Lax' });

  await page.getByRole('button', { name: '李娜' }).click();
  await page.getByRole('menuitem', { name: '退出登录' }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  // the old cookie is worth nothing any more
  await page.context().addCookies([{ name: 'session', value: session?.value ?? '', url: console.origin }]);
  await page.goto('/deletions');
  await expect(page).toHaveURL(/\/sign-in/);
});

test('a wrong password, an unknown and a disabled member look alike', async ({
  console,
  openPage,
  expectedFaults,
}) => {
  expectedFaults.push(/401/);
  const page = await openPage({ locale: 'en' });
  await page.goto('/sign-in');
  console.changeMember('approver', '--status', 'disabled');
  for (const [username, password] of [
    ['operator', 'wrong'],
    ['nobody', 'wrong'],
    ['approver', console.passwords.approver],
  ] as const) {
    await page.getByLabel('User name').fill(username);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect(page.getByText('Wrong user name or password')).toBeVisible();
    await page.reload();
  }
  console.changeMember('approver', '--status', 'active');
});

test('what is missing is said before anything is sent', async ({ openPage }) => {
  const page = await openPage();
  await page.goto('/sign-in');
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await expect(page.getByText('请输入用户名。')).toBeVisible();
  await expect(page.getByText('请输入密码。')).toBeVisible();
});

test('nobody is led to a foreign site after the sign-in', async ({ console, openPage }) => {
  for (const callbackUrl of [
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    'javascript:alert(1)',
  ]) {
    const page = await openPage();
    await page.goto(`/sign-in?${new URLSearchParams({ callbackUrl })}`);
    await page.getByLabel('用户名').fill('auditor');
    await page.getByLabel('密码', { exact: true }).fill(console.passwords.auditor);
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await expect(page).toHaveURL(`${console.origin}/audit`);
  }
});

test('each role sees its own screens, and is told why it may not see another', async ({
  openAs,
  expectedFaults,
}) => {
  expectedFaults.push(/403/);
  const seen: Record<string, string[]> = {};
  for (const role of ['operator', 'approver', 'auditor', 'admin'] as const) {
    const page = await openAs(role);
    await page.goto('/');
    seen[role] = await page.getByRole('navigation', { name: '主导航' }).getByRole('link').allInnerTexts();
  }
  expect(seen).toEqual({
    operator: ['新建清理', '清理任务'],
    approver: ['清理任务', '审批'],
    auditor: ['审计'],
    admin: ['成员', '设置'],
  });
  const page = await openAs('approver');
  const answer = await page.goto('/deletions/new');
  expect(answer?.status()).toBe(403);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('您没有查看此页面的权限');
  await expectAccessible(page);
});

test('members are listed for an admin', async ({ openAs }) => {
  for (const locale of ['zh-CN', 'en'] as const) {
    const page = await openAs('admin', { locale });
    await page.goto('/members');
    await expect(page.getByRole('row', { name: /李娜 operator/ })).toContainText('华东中心');
    await expectAccessible(page);
  }
});
