import { createHmac, generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { ConsoleUnderTest } from './fixtures/console-under-test.ts';
import { IdentityProvider, type Tampering } from './fixtures/identity-provider.ts';
import { chooseReason, openForm, review } from './fixtures/new-deletion.ts';
import { test as base, expect, expectAccessible } from './fixtures/test.ts';

const test = base.extend<object, { readonly provider: IdentityProvider }>({
  provider: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names from here
    async ({}, use) => {
      const provider = await IdentityProvider.start();
      await use(provider);
      await provider.stop();
    },
    { scope: 'worker' },
  ],
  console: [
    async ({ provider }, use) => {
      const started = await ConsoleUnderTest.start(provider.env);
      provider.serve(started.origin);
      await use(started);
      await started.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
});

test.beforeEach(({ provider }) => {
  provider.tampering = {};
});

/** Leaves the page for the provider, and says there who one is. */
async function passProvider(page: Page, sub: string): Promise<void> {
  await page.getByRole('button', { name: sub, exact: true }).click();
}

/** Accepts an invitation with single sign-on, in a browser that the provider does not know yet. */
async function joinWith(page: Page, address: string, sub: string): Promise<void> {
  await page.goto(address);
  await page.getByRole('button', { name: '用公司账号登录' }).click();
  await passProvider(page, sub);
}

test('an invited person joins with single sign-on, comes back without a word, and leaves the provider too', async ({
  console,
  provider,
  openPage,
}) => {
  provider.people.set('li.na@id', { name: '李娜' });
  const page = await openPage();
  await page.goto(console.invite('li.na', '李娜', 'auditor'));
  await expect(page.getByText('李娜（li.na），请用单位的统一账号登录')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: '用公司账号登录' }).click();
  await passProvider(page, 'li.na@id');
  await expect(page).toHaveURL(/\/audit$/);
  const asked = provider.requests.at(-1);
  expect(asked?.get('code_challenge_method')).toBe('S256');
  expect(asked?.get('code_challenge')).toMatch(/^[\w-]{43}$/);
  expect(asked?.get('state')).toMatch(/.{20}/);
  expect(asked?.get('nonce')).toMatch(/.{20}/);
  await page.goto('/account');
  await expect(page.getByRole('definition').filter({ hasText: '单点登录' })).toBeVisible();
  await expectAccessible(page);
  const all = await page.context().cookies(console.origin);
  // the fixture sets the language itself
  const cookies = all.filter((cookie) => cookie.name !== 'locale');
  expect(cookies.filter((cookie) => !cookie.httpOnly || cookie.sameSite !== 'Lax')).toEqual([]);
  expect(cookies.map(({ name }) => name)).not.toContain('invitation');

  // an invitation for somebody else is not taken by whoever is signed in
  await page.goto(console.invite('zhang.wei', '张伟', 'auditor'));
  await page.getByRole('button', { name: '用公司账号登录' }).click();
  await expect(page.getByText('这个浏览器里已有人登录')).toBeVisible();

  // the provider remembers: no question on the way back in
  await page.context().clearCookies({ name: 'session' });
  await page.goto('/audit');
  await expect(page).toHaveURL(/\/sign-in/);
  await expectAccessible(page);
  await page.getByRole('button', { name: '用公司账号登录' }).click();
  await expect(page).toHaveURL(/\/audit$/);

  await page.getByRole('button', { name: /李娜/ }).click();
  await page.getByRole('menuitem', { name: '退出登录' }).click();
  await page.getByRole('button', { name: 'Yes, sign me out' }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await page.getByRole('button', { name: '用公司账号登录' }).click();
  await expect(page.getByRole('button', { name: 'li.na@id' })).toBeVisible();
});

test('a person whom nobody invited hears what to do, in their language', async ({ provider, openPage }) => {
  provider.people.set('stranger', { name: 'Li Na', roles: ['admin'] });
  for (const [locale, button, words] of [
    ['zh-CN', '用公司账号登录', '您还不是本系统的成员'],
    ['en', 'Sign in with 公司账号', 'You are not a member of this console yet'],
  ] as const) {
    const page = await openPage({ locale });
    await page.goto('/sign-in');
    await page.getByRole('button', { name: button }).click();
    await passProvider(page, 'stranger');
    await expect(page.getByText(words)).toBeVisible();
    await expectAccessible(page);
    expect((await page.context().cookies()).map(({ name }) => name)).not.toContain('session');
  }
});

test('an invitation that was given up in a browser makes nobody else a member', async ({
  console,
  provider,
  openPage,
}) => {
  provider.people.set('passer-by@id', { name: '路人' });
  const page = await openPage();
  const address = console.invite('given.up', '放弃', 'auditor');
  await page.goto(address);
  await page.getByRole('button', { name: '用公司账号登录' }).click();
  await expect(page.getByRole('button', { name: 'passer-by@id' })).toBeVisible();
  await page.goto(`${console.origin}/sign-in`);
  await page.getByRole('button', { name: '用公司账号登录' }).click();
  await passProvider(page, 'passer-by@id');
  await expect(page.getByText('您还不是本系统的成员')).toBeVisible();

  // whom the provider remembers is asked again before they take an invitation
  provider.people.set('invited@id', { name: '受邀' });
  await page.goto(address);
  await page.getByRole('button', { name: '用公司账号登录' }).click();
  await passProvider(page, 'invited@id');
  await expect(page).toHaveURL(/\/audit$/);
});

test('who proves again that it is them does so at the provider, and the form goes on as it was', async ({
  console,
  provider,
  openPage,
  vendor,
  expectedFaults,
}) => {
  // the answer to a read that was under way with the old cookie
  expectedFaults.push(/401/);
  provider.people.set('operator@id', { name: '操作员' });
  provider.people.set('colleague@id', { name: '同事' });
  const colleague = await openPage();
  await joinWith(colleague, console.invite('colleague', '同事', 'operator', '--scope', '12'), 'colleague@id');
  await expect(colleague).toHaveURL(/\/deletions/);
  const page = await openPage();
  await joinWith(page, console.invite('sso.operator', '操作员', 'operator', '--scope', '12'), 'operator@id');
  await expect(page).toHaveURL(/\/deletions/);

  const numbers = Array.from({ length: 101 }, (_, index) => String(13_600_000_000 + index));
  const campaign = await vendor.campaign(numbers.map((called) => ({ called })));
  await openForm(page, campaign);
  await page.getByRole('radio', { name: '名单' }).click();
  await page.getByLabel('粘贴').fill(numbers.join('\n'));
  await page.getByRole('button', { name: '读取名单' }).click();
  await expect(page.getByRole('region', { name: '名单' })).toContainText('可用 101 个');
  await chooseReason(page);
  const confirmation = await review(page);
  await confirmation.getByLabel('请输入数量 101 以确认').fill('101');
  console.ageAuthentication();
  await confirmation.getByRole('button', { name: '清理 101 个号码' }).click();
  const dialog = page.getByRole('dialog', { name: '请再次验证身份' });
  await expect(dialog.getByText('验证在新窗口中进行')).toBeVisible();
  await expectAccessible(page);

  const opened = page.context().waitForEvent('page');
  await dialog.getByRole('link', { name: '打开验证窗口' }).click();
  const other = await opened;
  // the provider asks although it knows the browser
  await passProvider(other, 'colleague@id');
  await expect(other.getByText('换了另一个账号')).toBeVisible();
  await expectAccessible(other);
  expect(await vendor.deletes(campaign.id)).toEqual([]);
  await other.getByRole('button', { name: '重新验证' }).click();
  await passProvider(other, 'operator@id');
  await expect(page).toHaveURL(/\/deletions\/del_/);
  await expect.poll(() => other.isClosed() || other.getByText('验证成功').isVisible()).toBe(true);
});

test('an admin says which group gives which role, and nobody without one comes in', async ({
  console,
  provider,
  openAs,
  openPage,
}) => {
  provider.people.set('grouped@id', { name: '分组', roles: ['cc-audit'] });
  const page = await openPage();
  await joinWith(page, console.invite('grouped', '分组', 'operator'), 'grouped@id');
  await expect(page).toHaveURL(/\/deletions/);
  // roles alone are not enough: the scope is given here
  await page.goto('/deletions/new');
  await expect(page.getByText('您还没有任何外呼活动的权限')).toBeVisible();
  await expectAccessible(page);

  const admin = await openAs('admin');
  await admin.goto('/settings');
  const panel = admin.locator('form').filter({ has: admin.getByRole('heading', { name: '单点登录的角色' }) });
  await panel.getByRole('button', { name: '添加一行' }).click();
  await panel.getByRole('button', { name: '保存' }).click();
  await expect(panel.getByText('请填写声明的值')).toBeVisible();
  await panel.getByLabel('声明的值').fill('cc-audit');
  await panel.getByRole('combobox', { name: '角色' }).selectOption('auditor');
  await expect(panel.getByText('没有任何值对应管理员')).toBeVisible();
  await expectAccessible(admin);
  await panel.getByRole('button', { name: '保存' }).click();
  await expect(admin.getByText('已保存，立即生效', { exact: true })).toBeVisible();

  await page.context().clearCookies({ name: 'session' });
  await page.goto('/sign-in');
  await page.getByRole('button', { name: '用公司账号登录' }).click();
  await expect(page).toHaveURL(/\/audit$/);
  await expect(page.getByRole('cell', { name: /修改了成员的角色/ }).first()).toBeVisible();

  provider.people.set('grouped@id', { name: '分组', roles: ['other'] });
  await page.context().clearCookies({ name: 'session' });
  await page.goto('/sign-in');
  await page.getByRole('button', { name: '用公司账号登录' }).click();
  await expect(page.getByText('您没有任何角色')).toBeVisible();
  console.setSetting('roleMapping', []);
});

const strangersKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** What a provider, or somebody between it and us, could try. `{}` alone would let the person in. */
const attempts: Record<string, (provider: IdentityProvider) => Tampering> = {
  'a token of another issuer': () => ({
    idToken: (claims, sign) => sign({ ...claims, iss: 'https://evil.example' }),
  }),
  'another issuer altogether': () => ({
    metadata: (metadata) => Object.assign(metadata, { issuer: 'https://evil.example' }),
    idToken: (claims, sign) => sign({ ...claims, iss: 'https://evil.example' }),
  }),
  'a token for another client': () => ({ idToken: (claims, sign) => sign({ ...claims, aud: 'another' }) }),
  'a token for two clients, given to the other': () => ({
    idToken: (claims, sign) => sign({ ...claims, aud: ['console', 'another'], azp: 'another' }),
  }),
  'an expired token': () => ({
    idToken: (claims, sign) => sign({ ...claims, exp: Math.floor(Date.now() / 1000) - 60 }),
  }),
  'a token of the future': () => ({
    idToken: (claims, sign) => sign({ ...claims, nbf: Math.floor(Date.now() / 1000) + 600 }),
  }),
  'a token of another sign-in': () => ({
    idToken: (claims, sign) => sign({ ...claims, nonce: 'of another sign-in' }),
  }),
  'a token without nonce': () => ({ idToken: ({ nonce, ...claims }, sign) => sign(claims) }),
  'a token without subject': () => ({ idToken: ({ sub, ...claims }, sign) => sign(claims) }),
  'an unsigned token': () => ({
    idToken: (claims) => `${encoded({ alg: 'none' })}.${encoded(claims)}.`,
  }),
  'a token signed with the client secret': (provider) => ({
    idToken: (claims) => {
      const signed = `${encoded({ alg: 'HS256' })}.${encoded(claims)}`;
      const key = provider.env.OIDC_CLIENT_SECRET ?? '';
      return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`;
    },
  }),
  'a token signed with a stranger’s key': () => ({
    idToken: (claims, sign) => sign(claims, { alg: 'RS256', kid: 'one' }, strangersKey),
  }),
  'a token changed after it was signed': () => ({
    idToken: (claims, sign) => {
      const [header, , signature] = sign(claims).split('.');
      return `${header}.${encoded({ ...claims, sub: 'somebody else' })}.${signature}`;
    },
  }),
  'no token': () => ({ idToken: () => undefined }),
  'another state': () => ({ back: (address) => address.searchParams.set('state', 'another') }),
  'no state': () => ({ back: (address) => address.searchParams.delete('state') }),
  'another code': () => ({ back: (address) => address.searchParams.set('code', 'another') }),
};

test('what comes back from the provider and is not right lets nobody in, and is recorded', async ({
  console,
  provider,
  openPage,
}) => {
  test.setTimeout(240_000);
  provider.people.set('honest@id', { name: '诚实' });
  const first = await openPage();
  await joinWith(first, console.invite('honest', '诚实', 'auditor'), 'honest@id');
  await expect(first).toHaveURL(/\/audit$/);
  const recorded = () =>
    console
      .streamed()
      .split('\n')
      .filter((line) => line.includes('provider_refused')).length;
  for (const [name, tamper] of Object.entries(attempts)) {
    await test.step(name, async () => {
      const before = recorded();
      provider.tampering = tamper(provider);
      const page = await openPage();
      await page.goto('/sign-in');
      await page.getByRole('button', { name: '用公司账号登录' }).click();
      await passProvider(page, 'honest@id');
      await expect(page.getByText('单点登录没有成功')).toBeVisible();
      expect((await page.context().cookies()).map((cookie) => cookie.name)).not.toContain('session');
      await expect.poll(recorded).toBe(before + 1);
      provider.tampering = {};
      // the same browser comes in as soon as all is right
      await page.getByRole('button', { name: '用公司账号登录' }).click();
      await expect(page).toHaveURL(/\/audit$/);
      await page.context().close();
    });
  }
  const log = readFileSync(join(console.folder, 'console.log'), 'utf8');
  expect(log).toContain('single sign-on failed');
  // no token in it: each begins with the letters of {"
  expect(log).not.toContain('eyJ');
});

test('a provider that refuses, or an answer for another browser, lets nobody in', async ({
  console,
  provider,
  openPage,
}) => {
  provider.people.set('victim@id', { name: '受害' });
  const page = await openPage();
  await page.goto('/sign-in');
  await page.getByRole('button', { name: '用公司账号登录' }).click();
  await passProvider(page, 'nobody');
  await expect(page.getByText('单点登录没有成功')).toBeVisible();

  const joined = await openPage();
  await joinWith(joined, console.invite('victim', '受害', 'auditor'), 'victim@id');
  await expect(joined).toHaveURL(/\/audit$/);
  let stolen = '';
  provider.tampering = {
    back: (address) => {
      stolen = address.href;
      address.pathname = '/sign-in';
      address.search = '';
    },
  };
  await joined.context().clearCookies({ name: 'session' });
  await joined.goto('/sign-in');
  await joined.getByRole('button', { name: '用公司账号登录' }).click();
  await expect.poll(() => stolen).toContain('code=');
  provider.tampering = {};
  const other = await openPage();
  await other.goto(stolen);
  await expect(other.getByText('单点登录没有成功')).toBeVisible();
  expect((await other.context().cookies()).map((cookie) => cookie.name)).not.toContain('session');
});
