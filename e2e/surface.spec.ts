import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { canaryOf, secretNames } from '../scripts/build-if-changed.mjs';
import { expect, test } from './fixtures/test.ts';

const build = fileURLToPath(new URL('../.next', import.meta.url));

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** As it stands, and as it would look encoded. */
function disguises(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [secret, bytes.toString('base64'), bytes.toString('hex'), encodeURIComponent(secret)];
}

test('no page and no file of the build holds a secret, of the build or of this console', async ({
  console,
  openAs,
}) => {
  const pages: string[] = [];
  for (const [role, paths] of [
    ['operator', ['/deletions/new', '/deletions']],
    ['auditor', ['/audit']],
    ['admin', ['/members', '/settings']],
  ] as const) {
    const page = await openAs(role);
    for (const path of paths) {
      const answer = await page.goto(path);
      pages.push((await answer?.text()) ?? '', await page.content());
      const rsc = await page.request.get(path, { headers: { RSC: '1' } });
      pages.push(await rsc.text());
    }
  }
  const folders = ['static', 'server', 'standalone/.next', 'standalone/public'];
  const files = folders
    .flatMap((folder) => filesUnder(join(build, folder)))
    .map((file) => readFileSync(file, 'utf8'));
  expect(files.length).toBeGreaterThan(100);
  const holds = (texts: readonly string[], secrets: readonly string[]) =>
    secrets.flatMap(disguises).filter((secret) => texts.some((text) => text.includes(secret)));
  expect(holds(pages, [...console.secrets, ...secretNames.map(canaryOf)])).toEqual([]);
  // the build is older than this console: what it could hold are the canaries it was made with
  expect(holds(files, secretNames.map(canaryOf))).toEqual([]);
});

test('every answer carries the headers that keep a page to itself', async ({ openAs, openPage, console }) => {
  const page = await openAs('operator');
  const nobody = await openPage();
  for (const answer of [
    await page.request.get('/deletions/new'),
    await page.request.get('/api/campaigns?vdnId=12'),
    await page.request.get('/api/preview?vdnId=12&campaignId=1'),
    await nobody.request.get('/sign-in'),
    await nobody.request.get('/api/campaigns?vdnId=12'),
    await nobody.request.get('/no-such-page'),
    await nobody.request.get('/api/health'),
  ]) {
    const headers = answer.headers();
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['x-frame-options']).toBe('DENY');
    expect(headers['strict-transport-security']).toContain('max-age=');
    expect(headers['referrer-policy']).toBe('same-origin');
    expect(headers['cross-origin-opener-policy']).toBe('same-origin');
    expect(headers['x-powered-by']).toBeUndefined();
    if (answer.url().includes('/api/') || answer.url().endsWith('/new')) {
      expect([answer.url(), headers['cache-control']]).toEqual([
        answer.url(),
        expect.stringContaining('no-store'),
      ]);
    }
  }
  const policy = (await page.request.get('/deletions/new')).headers()['content-security-policy'] ?? '';
  expect(policy).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic'/);
  expect(policy).not.toMatch(/script-src[^;]*unsafe/);
  for (const part of ["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"]) {
    expect(policy).toContain(part);
  }
  expect((await nobody.request.get(`${console.origin}/_next/image?url=%2Ficon.svg&w=64&q=75`)).status()).toBe(
    404,
  );
});

test('nothing answers to nobody, and nothing depends on the proxy', async ({ openPage, console }) => {
  const nobody = await openPage();
  const disguise = [
    {},
    { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' },
    { RSC: '1' },
    { 'next-router-prefetch': '1' },
    { purpose: 'prefetch' },
  ];
  for (const headers of disguise) {
    for (const path of [
      '/deletions',
      '/deletions/new',
      '/audit',
      '/members',
      '/settings',
      '//deletions',
      '/%64eletions',
    ]) {
      const answer = await nobody.request.get(`${console.origin}${path}`, { headers, maxRedirects: 0 });
      const text = await answer.text();
      expect([path, text.includes('华东中心') && text.includes('退出登录')]).toEqual([path, false]);
      expect([path, [200, 303, 307, 308, 404].includes(answer.status())]).toEqual([path, true]);
      if (answer.status() === 200) expect(text).toMatch(/NEXT_REDIRECT|sign-in/);
    }
    for (const path of [
      '/api/notices',
      '/api/campaigns?vdnId=12',
      '/api/preview?vdnId=12&campaignId=1',
      '/api/deletions/x',
    ]) {
      expect((await nobody.request.get(`${console.origin}${path}`, { headers })).status()).toBe(401);
    }
  }
  for (const path of [
    '/api/audit/export',
    '/api/deletions/x/items/download',
    '/api/deletions/x/receipt',
    '/api/uploads',
    '/api/uploads/x/refused',
  ]) {
    const answerTo = async (origin: string) =>
      (await nobody.request.post(`${console.origin}${path}`, { headers: { origin } })).status();
    expect([path, await answerTo(console.origin), await answerTo('https://evil.example')]).toEqual([
      path,
      401,
      403,
    ]);
    expect([path, (await nobody.request.get(`${console.origin}${path}`)).status()]).toEqual([path, 405]);
  }
  const malformed = await nobody.request.get(`${console.origin}/api/campaigns?vdnId=12`, {
    headers: { authorization: 'Bearer %E0%A4%A', cookie: 'session=%E0%A4%A' },
  });
  expect(malformed.status()).toBe(401);
});

test('an action from elsewhere is refused before anything is sent', async ({ console, openAs, vendor }) => {
  const campaign = await vendor.campaign([{ called: '13800138000' }]);
  const page = await openAs('operator');
  await page.goto('/deletions/new');
  const manifest = JSON.parse(
    readFileSync(join(build, 'server', 'server-reference-manifest.json'), 'utf8'),
  ) as {
    node: Record<string, { exportedName: string }>;
  };
  const ids = Object.entries(manifest.node).filter(([, action]) => action.exportedName !== 'setLocaleAction');
  expect(ids.map(([, action]) => action.exportedName).sort()).toEqual([
    'acceptInvitationAction',
    'acknowledgeAlarmAction',
    'beginTotpAction',
    'cancelDeletionAction',
    'changeMemberAction',
    'changePasswordAction',
    'changeSettingsAction',
    'confirmTotpAction',
    'decideApprovalAction',
    'decideUnknownAction',
    'endMemberSessionsAction',
    'endOwnSessionsAction',
    'inviteAgainAction',
    'inviteMemberAction',
    'joinAtProviderAction',
    'lookUpNumberAction',
    'pauseDeletionAction',
    'readInvitationAction',
    'removeTotpAction',
    'repeatFailedAction',
    'requestDeletionAction',
    'resetSecondFactorAction',
    'resumeCallsAction',
    'resumeDeletionAction',
    'stepUpAction',
    'stopCallsAction',
    'verifyAuditAction',
  ]);
  const session = (await page.context().cookies()).find((cookie) => cookie.name === 'session')?.value ?? '';
  for (const origin of [undefined, 'null', 'https://evil.example', 'http://localhost:1']) {
    for (const [id] of ids) {
      const answer = await fetch(`${console.origin}/deletions/new`, {
        method: 'POST',
        headers: {
          cookie: `session=${session}`,
          'next-action': id,
          'content-type': 'text/plain;charset=UTF-8',
          accept: 'text/x-component',
          ...(origin === undefined
            ? {}
            : { origin, 'x-forwarded-host': new URL(origin === 'null' ? 'http://x' : origin).host }),
        },
        body: JSON.stringify([{ input: { campaignId: campaign.id } }]),
      });
      const text = await answer.text();
      expect([
        origin,
        answer.status >= 400 || text.includes('foreign_origin') || text.includes('not_allowed'),
      ]).toEqual([origin, true]);
    }
  }
  expect(await vendor.deletes(campaign.id)).toEqual([]);
  const auditor = await openAs('auditor');
  await auditor.goto('/audit?type=access.refused');
  await expect(
    auditor.getByRole('row', { name: /李娜.*请求来自其他网站，已拒绝（权限 deletion:create）/ }).first(),
  ).toBeVisible();
});
