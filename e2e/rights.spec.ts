import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type ConsoleUnderTest, noApprovals, type Role, roles } from './fixtures/console-under-test.ts';
import { chooseReason, openForm, review } from './fixtures/new-deletion.ts';
import { expect, test } from './fixtures/test.ts';

/** What somebody is told: the way to the sign-in, that the right is missing, that there is no such thing, or more. */
type Told = 'signed_out' | 'not_allowed' | 'not_found' | 'answered';

/** An object in VDN 12, which the operator asked for and the approver may see. */
interface Objects {
  readonly campaignId: string;
  readonly deletionId: string;
}

interface Row {
  /** Who has the right; everybody else who is signed in is told that it is missing. */
  readonly roles: readonly Role[];
  readonly path?: (objects: Objects) => string;
  /** Arguments of an action, or body of a POST: such as change nothing. */
  readonly body?: (objects: Objects) => unknown;
  /** What one of `roles` is told whose scope is elsewhere, where it is about one campaign. */
  readonly elsewhere?: Told;
}

const everybody = roles;
const readers: readonly Role[] = ['operator', 'approver'];

/** Every page, read and stream of the console. `null` answers everybody the same. */
const paths: Record<string, Row | null> = {
  '/page': { roles: everybody, path: () => '/' },
  '/sign-in/page': null,
  '/invitation/page': null,
  // without single sign-on it has nothing to do, and leads to the account
  '/step-up/page': { roles: everybody, path: () => '/step-up' },
  '/(console)/account/page': { roles: everybody, path: () => '/account' },
  '/(console)/approvals/page': { roles: ['approver'], path: () => '/approvals' },
  '/(console)/approvals/[deletionId]/page': {
    roles: ['approver'],
    path: ({ deletionId }) => `/approvals/${deletionId}`,
    elsewhere: 'not_found',
  },
  '/(console)/audit/page': { roles: ['auditor'], path: () => '/audit' },
  '/(console)/audit/[seq]/page': { roles: ['auditor'], path: () => '/audit/1' },
  '/(console)/audit/alarm/page': { roles: ['admin'], path: () => '/audit/alarm' },
  '/(console)/audit/lookup/page': { roles: ['auditor'], path: () => '/audit/lookup' },
  '/(console)/audit/verify/page': { roles: ['auditor'], path: () => '/audit/verify' },
  '/(console)/deletions/page': { roles: readers, path: () => '/deletions' },
  '/(console)/deletions/new/page': { roles: ['operator'], path: () => '/deletions/new' },
  '/(console)/deletions/[deletionId]/page': {
    roles: readers,
    path: ({ deletionId }) => `/deletions/${deletionId}`,
    elsewhere: 'not_found',
  },
  '/(console)/deletions/[deletionId]/receipt/page': {
    roles: [...readers, 'auditor'],
    path: ({ deletionId }) => `/deletions/${deletionId}/receipt`,
    elsewhere: 'not_found',
  },
  '/(console)/members/page': { roles: ['admin'], path: () => '/members' },
  '/(console)/members/invite/page': { roles: ['admin'], path: () => '/members/invite' },
  '/(console)/members/[memberId]/page': { roles: ['admin'], path: () => '/members/none' },
  '/(console)/settings/page': { roles: ['admin'], path: () => '/settings' },
  '/api/health/route': null,
  '/api/auth/[...nextauth]/route': null,
  // the session has ended already: it says where the browser goes
  '/api/sign-out/route': null,
  '/api/notices/route': { roles: everybody, path: () => '/api/notices' },
  '/api/audit/export/route': {
    roles: ['auditor'],
    path: () => '/api/audit/export',
    body: () => 'format=none',
  },
  '/api/audit/verifications/route': { roles: ['auditor'], path: () => '/api/audit/verifications' },
  '/api/campaigns/route': {
    roles: readers,
    path: () => '/api/campaigns?vdnId=12',
    elsewhere: 'not_found',
  },
  '/api/members/campaigns/route': { roles: ['admin'], path: () => '/api/members/campaigns?vdnId=12' },
  '/api/preview/route': {
    roles: readers,
    path: ({ campaignId }) => `/api/preview?vdnId=12&campaignId=${campaignId}`,
    elsewhere: 'not_found',
  },
  '/api/deletions/[deletionId]/route': {
    roles: readers,
    path: ({ deletionId }) => `/api/deletions/${deletionId}`,
    elsewhere: 'not_found',
  },
  '/api/deletions/[deletionId]/items/route': {
    roles: readers,
    path: ({ deletionId }) => `/api/deletions/${deletionId}/items?after=0`,
    elsewhere: 'not_found',
  },
  '/api/deletions/[deletionId]/items/download/route': {
    roles: readers,
    path: ({ deletionId }) => `/api/deletions/${deletionId}/items/download`,
    body: () => 'format=csv',
    elsewhere: 'not_found',
  },
  '/api/deletions/[deletionId]/receipt/route': {
    roles: [...readers, 'auditor'],
    path: ({ deletionId }) => `/api/deletions/${deletionId}/receipt`,
    body: () => '',
    elsewhere: 'not_found',
  },
  '/api/uploads/route': { roles: ['operator'], path: () => '/api/uploads', body: () => 'nothing' },
  '/api/uploads/[listId]/refused/route': {
    roles: ['operator'],
    path: () => '/api/uploads/none/refused',
    body: () => '',
  },
};

/** Every server action, with arguments that leave everything as it is. */
const actions: Record<string, Row | null> = {
  setLocaleAction: null,
  // whoever holds an invitation is nobody yet: its token is what is proved
  acceptInvitationAction: null,
  joinAtProviderAction: null,
  readInvitationAction: null,
  beginTotpAction: { roles: everybody, body: () => [] },
  changePasswordAction: { roles: everybody, body: () => [{}] },
  confirmTotpAction: { roles: everybody, body: () => [''] },
  removeTotpAction: { roles: everybody, body: () => [] },
  acknowledgeAlarmAction: { roles: ['admin'], body: () => [{}] },
  cancelDeletionAction: { roles: readers, body: () => ['none'] },
  changeMemberAction: { roles: ['admin'], body: () => [{}] },
  changeSettingsAction: { roles: ['admin'], body: () => [{ none: 1 }] },
  decideApprovalAction: { roles: ['approver'], body: () => [{}] },
  decideUnknownAction: { roles: ['operator'], body: () => [{}] },
  endMemberSessionsAction: { roles: ['admin'], body: () => [{}] },
  endOwnSessionsAction: { roles: everybody, body: () => [{ sessionId: 'none' }] },
  inviteAgainAction: { roles: ['admin'], body: () => ['none'] },
  inviteMemberAction: { roles: ['admin'], body: () => [{}] },
  lookUpNumberAction: { roles: ['auditor'], body: () => [{}] },
  pauseDeletionAction: { roles: ['operator'], body: () => ['none'] },
  repeatFailedAction: { roles: ['operator'], body: () => [{}] },
  requestDeletionAction: { roles: ['operator'], body: () => [{}] },
  resetSecondFactorAction: { roles: ['admin'], body: () => ['none'] },
  resumeCallsAction: { roles: ['admin'], body: () => [] },
  resumeDeletionAction: { roles: ['operator'], body: () => ['none'] },
  stepUpAction: { roles: everybody, body: () => [{}] },
  stopCallsAction: { roles: ['admin'], body: () => [''] },
  verifyAuditAction: { roles: ['auditor'], body: () => [] },
};

const app = fileURLToPath(new URL('../app', import.meta.url));
const build = fileURLToPath(new URL('../.next', import.meta.url));

function actionIds(): ReadonlyMap<string, string> {
  const path = `${build}/server/server-reference-manifest.json`;
  const { node } = JSON.parse(readFileSync(path, 'utf8')) as {
    node: Record<string, { exportedName: string }>;
  };
  return new Map(Object.entries(node).map(([id, { exportedName }]) => [exportedName, id]));
}

/** Asks as whoever `cookie` belongs to, from a page of ours. */
async function ask(
  { origin }: ConsoleUnderTest,
  name: string,
  row: Row,
  objects: Objects,
  { cookie = '', headers = {} }: { cookie?: string; headers?: Record<string, string> },
): Promise<Told> {
  const path = row.path?.(objects);
  const body = row.body?.(objects);
  const asked =
    path === undefined
      ? {
          url: `${origin}/account`,
          method: 'POST',
          headers: { 'next-action': actionIds().get(name) ?? '', accept: 'text/x-component' },
          body: JSON.stringify(body),
        }
      : { url: `${origin}${path}`, method: body === undefined ? 'GET' : 'POST', body };
  const answer = await fetch(asked.url, {
    method: asked.method,
    headers: {
      cookie,
      ...(body === undefined ? {} : { origin, 'content-type': 'text/plain;charset=UTF-8' }),
      ...asked.headers,
      ...headers,
    },
    ...(body === undefined ? {} : { body: asked.body as string }),
  });
  const text = await answer.text();
  if (answer.status === 401 || new URL(answer.url).pathname === '/sign-in') return 'signed_out';
  if (/NEXT_REDIRECT;[a-z]+;\/sign-in/.test(text) || text.includes('"code":"signed_out"'))
    return 'signed_out';
  if (answer.status === 403 || text.includes('"code":"not_allowed"')) return 'not_allowed';
  return answer.status === 404 ? 'not_found' : 'answered';
}

/** What everybody is told, endpoint by endpoint, as `who` is let in by their cookie and headers. */
async function tellAll(
  console: ConsoleUnderTest,
  objects: Objects,
  as: { cookie?: string; headers?: Record<string, string> },
  wanted: (row: Row) => Told | undefined,
): Promise<{ told: Record<string, Told>; expected: Record<string, Told> }> {
  const told: Record<string, Told> = {};
  const expected: Record<string, Told> = {};
  for (const [name, row] of [...Object.entries(paths), ...Object.entries(actions)]) {
    const want = row === null ? undefined : wanted(row);
    if (row === null || want === undefined) continue;
    expected[name] = want;
    told[name] = await ask(console, name, row, objects, as);
  }
  return { told, expected };
}

test('every page, route and action has its row', () => {
  const files = readdirSync(app, { recursive: true, encoding: 'utf8' })
    .filter((file) => /(^|\/)(page\.tsx|route\.ts)$/.test(file))
    .map((file) => `/${file.replace(/\.tsx?$/, '')}`);
  expect(Object.keys(paths).sort()).toEqual(files.sort());
  expect(Object.keys(actions).sort()).toEqual([...actionIds().keys()].sort());
});

test('every page, route and action answers whom it should, and tells everybody else', async ({
  console,
  openAs,
  vendor,
}) => {
  test.setTimeout(180_000);
  const campaign = await vendor.campaign([{ called: '13800138000' }]);
  console.setSetting('approvalPolicy', { ...noApprovals, permanent: true });
  const page = await openAs('operator');
  await openForm(page, campaign);
  await page.getByRole('textbox', { name: '被叫号码' }).fill('13800138000');
  await page.getByRole('radio', { name: /直接删除/ }).click();
  await chooseReason(page);
  await page.getByRole('textbox', { name: /^说明/ }).fill('客户要求删除');
  const dialog = await review(page);
  await dialog.getByRole('textbox').fill(campaign.id.slice(-4));
  await dialog.getByRole('button', { name: '提交审批' }).click();
  await expect(page).toHaveURL(/\/deletions\/del_/);
  const objects = { campaignId: campaign.id, deletionId: new URL(page.url()).pathname.split('/')[2] ?? '' };
  // it would go on asking after its session has ended
  await page.close();
  const cookieOf = async (role: Role) =>
    (await console.signIn(role)).map(({ name, value }) => `${name}=${value}`).join('; ');
  const cookies = {
    operator: await cookieOf('operator'),
    approver: await cookieOf('approver'),
    auditor: await cookieOf('auditor'),
    admin: await cookieOf('admin'),
  };

  // a waiting deletion has no receipt yet: nobody is told anything else than that
  const noReceipt = (row: Row) =>
    row === paths['/(console)/deletions/[deletionId]/receipt/page'] ||
    row === paths['/api/deletions/[deletionId]/receipt/route'];
  for (const role of roles) {
    const { told, expected } = await tellAll(console, objects, { cookie: cookies[role] }, (row) =>
      row.roles.includes(role) ? (noReceipt(row) ? undefined : 'answered') : 'not_allowed',
    );
    const exceptUnknown = (name: string) => expected[name] === 'answered' && told[name] === 'not_found';
    // what is asked for by a name that there is not is not found, by whoever may ask
    for (const name of ['/api/uploads/[listId]/refused/route', '/(console)/members/[memberId]/page'])
      if (exceptUnknown(name)) told[name] = 'answered';
    expect([role, told]).toEqual([role, expected]);
  }

  for (const headers of [
    {},
    { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' },
    { 'x-middleware-subrequest': 'middleware:middleware:middleware:middleware:middleware' },
    { RSC: '1' },
    { 'next-router-prefetch': '1' },
  ] as Record<string, string>[]) {
    const { told, expected } = await tellAll(console, objects, { headers }, () => 'signed_out');
    expect([headers, told]).toEqual([headers, expected]);
  }

  console.changeMember('approver', '--scope', '13');
  const elsewhere = await tellAll(console, objects, { cookie: cookies.approver }, (row) =>
    row.roles.includes('approver') ? row.elsewhere : undefined,
  );
  expect(elsewhere.told).toEqual(elsewhere.expected);
  console.changeMember('approver', '--scope', '12');

  console.changeMember('operator', '--status', 'disabled');
  const disabled = await tellAll(console, objects, { cookie: cookies.operator }, () => 'signed_out');
  expect(disabled.told).toEqual(disabled.expected);
  console.changeMember('operator', '--status', 'active');

  console.idleSessions();
  for (const role of roles) {
    const stale = await tellAll(console, objects, { cookie: cookies[role] }, () => 'signed_out');
    expect([role, stale.told]).toEqual([role, stale.expected]);
  }
  console.setSetting('approvalPolicy', noApprovals);
  expect(await vendor.deletes(campaign.id)).toEqual([]);
});
