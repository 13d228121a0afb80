import type { Page } from '@playwright/test';
import { chooseReason, openForm, review } from './fixtures/new-deletion.ts';
import { expect, expectAccessible, test } from './fixtures/test.ts';

const password = 'correct horse battery';

async function signInAs(page: Page, username: string) {
  await page.goto('/sign-in');
  await page.locator('input[name=username]').fill(username);
  await page.locator('input[name=password]').fill(password);
  await page.keyboard.press('Enter');
  await expect(page).not.toHaveURL(/\/sign-in/);
}

const words = {
  'zh-CN': {
    invite: '邀请成员',
    name: '姓名',
    username: '用户名',
    submit: '生成邀请链接',
    rolesMissing: '请至少选择一个角色。',
    operator: '操作员',
    auditor: '审计员',
    addScope: '添加范围',
    findCampaign: '按名称或 ID 查找活动',
    removeScope: /^移除范围/,
    taken: '这个用户名已有人使用。',
    noWay: '还没有接受邀请',
    save: '保存',
    saved: '已保存，立即生效',
    changed: '这位成员刚被别人修改过，没有改变。',
    endAll: '结束全部会话',
    noSessions: '现在没有登录中的会话',
    disable: '停用账号…',
    confirmDisable: '停用账号',
    disabled: '已停用',
    search: '按姓名或用户名查找',
    nobody: '没有符合的成员',
    count: '共 1 位成员',
    audit: '审计',
  },
  en: {
    invite: 'Invite a member',
    name: 'Name',
    username: 'User name',
    submit: 'Make the link',
    rolesMissing: 'Choose at least one role.',
    operator: 'Operator',
    auditor: 'Auditor',
    addScope: 'Add to the scope',
    findCampaign: 'Find a campaign by name or ID',
    removeScope: /^Remove from the scope/,
    taken: 'This user name is taken.',
    noWay: 'No invitation accepted yet',
    save: 'Save',
    saved: 'Saved, and in force',
    changed: 'Somebody has changed this member meanwhile; nothing has changed.',
    endAll: 'End all sessions',
    noSessions: 'Not signed in anywhere',
    disable: 'Disable the account…',
    confirmDisable: 'Disable the account',
    disabled: 'Disabled',
    search: 'Find by name or user name',
    nobody: 'Nobody matches',
    count: '1 member',
    audit: 'Audit',
  },
} as const;

for (const locale of ['zh-CN', 'en'] as const) {
  const w = words[locale];
  test(`an admin invites somebody, changes what they may do, and shows them out (${locale})`, async ({
    console,
    openAs,
    openPage,
    vendor,
    expectedFaults,
  }) => {
    // whoever is shown out asks once more
    expectedFaults.push(/401/, /403/);
    test.setTimeout(90_000);
    const campaign = await vendor.campaign([{ called: '13800138000' }]);
    const username = locale === 'en' ? 'amy.lee' : 'sun.li';
    const name = locale === 'en' ? 'Amy Lee' : '孙丽';
    const admin = await openAs('admin', { locale });
    await admin.goto('/members');
    await admin.getByRole('link', { name: w.invite }).click();
    await admin.getByRole('button', { name: w.submit }).click();
    await expect(admin.getByText(w.rolesMissing)).toBeVisible();
    await expectAccessible(admin);
    await admin.getByRole('textbox', { name: w.name, exact: true }).fill(name);
    await admin.getByRole('textbox', { name: w.username }).fill('operator');
    await admin.getByRole('checkbox', { name: w.operator }).click();
    await admin.getByRole('combobox', { name: w.addScope }).click();
    await admin.getByRole('combobox', { name: w.findCampaign }).fill(campaign.id);
    await admin.getByRole('option', { name: campaign.name }).click();
    await expect(admin.getByRole('button', { name: w.removeScope })).toHaveCount(1);
    await admin.getByRole('button', { name: w.submit }).click();
    await expect(admin.getByText(w.taken)).toBeVisible();
    await admin.getByRole('textbox', { name: w.username }).fill(username);
    await admin.getByRole('button', { name: w.submit }).click();
    const address = await admin.locator('code').innerText();
    expect(address).toContain('/invitation#');
    await expectAccessible(admin);

    const person = await openPage({ locale });
    await person.goto(address);
    await person.locator('input[type=password]').fill(password);
    await person.keyboard.press('Enter');
    await expect(person.getByText(username)).toBeVisible();
    await signInAs(person, username);
    await openForm(person, campaign);

    await admin.goto('/members');
    await admin.getByRole('searchbox', { name: w.search }).fill('nobody at all');
    await expect(admin.getByText(w.nobody)).toBeVisible();
    await admin.getByRole('searchbox', { name: w.search }).fill(username.slice(0, 5));
    await expect(admin.getByText(w.count)).toBeVisible();
    await expectAccessible(admin);
    await admin.getByRole('link', { name }).click();
    await expect(admin.getByRole('heading', { level: 1 })).toHaveText(name);
    await expect(admin.getByText(w.noWay)).toHaveCount(0);
    await expectAccessible(admin);

    // somebody else is faster
    console.changeMember(username, '--scope', '12');
    await admin.getByRole('checkbox', { name: w.auditor }).click();
    await admin.getByRole('button', { name: w.save, exact: true }).click();
    await expect(admin.getByText(w.changed)).toBeVisible();
    await admin.reload();
    await admin.getByRole('checkbox', { name: w.operator }).click();
    await admin.getByRole('checkbox', { name: w.auditor }).click();
    await admin.getByRole('button', { name: w.save, exact: true }).click();
    await expect(admin.getByText(w.saved, { exact: true })).toBeVisible();
    const refused = await person.goto('/deletions/new');
    expect(refused?.status()).toBe(403);
    await person.goto('/audit');
    await expect(person.getByRole('heading', { level: 1 })).toHaveText(w.audit);

    await admin.reload();
    await admin.getByRole('button', { name: w.endAll }).click();
    await expect(admin.getByText(w.noSessions)).toBeVisible();
    await person.goto('/audit');
    await expect(person).toHaveURL(/\/sign-in/);
    await signInAs(person, username);
    await person.goto('/audit');
    await expect(person.getByRole('heading', { level: 1 })).toHaveText(w.audit);

    await admin.getByRole('button', { name: w.disable }).click();
    await expectAccessible(admin);
    await admin.getByRole('alertdialog').getByRole('button', { name: w.confirmDisable }).click();
    await expect(admin.getByText(w.disabled, { exact: true }).first()).toBeVisible();
    await expectAccessible(admin);
    await person.goto('/audit');
    await expect(person).toHaveURL(/\/sign-in/);
    expect(console.findInClear([address.split('#')[1] ?? '', password])).toEqual([]);
  });
}

test('an admin changes nothing of their own account, and proves anew who they are before they change another’s', async ({
  console,
  openAs,
}) => {
  const admin = await openAs('admin');
  await admin.goto('/members');
  await admin.getByRole('link', { name: '赵敏' }).click();
  await expect(admin.getByText('这是您自己的账号')).toBeVisible();
  await expect(admin.getByRole('checkbox', { name: '操作员' })).toBeDisabled();
  await expect(admin.getByRole('button', { name: '保存' })).toHaveCount(0);
  await expect(admin.getByRole('button', { name: '停用账号…' })).toHaveCount(0);
  await expectAccessible(admin);

  await admin.goto('/members');
  await admin.getByRole('link', { name: '陈静' }).click();
  console.ageAuthentication();
  await admin.getByRole('button', { name: '新的邀请链接…' }).click();
  await admin.getByRole('alertdialog').getByRole('button', { name: '生成链接' }).click();
  const dialog = admin.getByRole('dialog', { name: '请再次验证身份' });
  await dialog.getByLabel('密码').fill(console.passwords.admin);
  await dialog.getByRole('button', { name: '验证并继续' }).click();
  await expect(admin.getByText('请把链接交给陈静')).toBeVisible();
  await expectAccessible(admin);
});

test('a member who is disabled in the middle of a list makes no further call', async ({
  openAs,
  vendor,
  expectedFaults,
}) => {
  // the page of whoever is shown out asks once more
  expectedFaults.push(/401/);
  const all = Array.from({ length: 60 }, (_, index) => String(13_500_000_000 + index));
  const campaign = await vendor.campaign(all.map((called) => ({ called })));
  await vendor.setFaults([{ kind: 'latency', ms: 100, times: 'always', campaignId: campaign.id }]);
  const admin = await openAs('admin');
  await admin.goto('/members');
  await admin.getByRole('link', { name: '李娜' }).click();
  await admin.getByRole('button', { name: '停用账号…' }).click();

  const operator = await openAs('operator');
  await openForm(operator, campaign);
  await operator.getByRole('radio', { name: '名单', exact: true }).click();
  await operator.getByLabel('粘贴').fill(all.join('\n'));
  await operator.getByRole('button', { name: '读取名单' }).click();
  await operator.getByRole('checkbox', { name: '前 10 个之后停下，让我核对' }).uncheck();
  await chooseReason(operator);
  await (await review(operator)).getByRole('button', { name: '清理 60 个号码' }).click();
  await expect(operator).toHaveURL(/\/deletions\/del_/);
  const address = operator.url();
  await expect.poll(async () => (await vendor.deletes(campaign.id)).length).toBeGreaterThan(3);
  await admin.getByRole('alertdialog').getByRole('button', { name: '停用账号' }).click();
  await expect(admin.getByText('李娜的账号已停用', { exact: true })).toBeVisible();
  const sent = (await vendor.deletes(campaign.id)).length;
  expect(sent).toBeLessThan(60);

  const approver = await openAs('approver');
  await approver.goto(address);
  await expect(approver.getByText('发起人的账号已停用')).toBeVisible();
  // an intent that was stored before the change may still have been sent
  expect((await vendor.deletes(campaign.id)).length).toBeLessThanOrEqual(sent + 1);

  await admin.getByRole('button', { name: '重新启用…' }).click();
  await admin.getByRole('alertdialog').getByRole('button', { name: '重新启用' }).click();
  await expect(admin.getByText('李娜的账号已启用', { exact: true })).toBeVisible();
  await operator.goto(address);
  await expect(operator).toHaveURL(/\/sign-in/);
});
