import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { ConsoleUnderTest } from './fixtures/console-under-test.ts';
import { chooseReason, openForm, review } from './fixtures/new-deletion.ts';
import { expect, expectAccessible, test } from './fixtures/test.ts';

/** The database as it was before its first checkpoint, which the directory still knows. */
function putBack(console: ConsoleUnderTest): void {
  const database = new DatabaseSync(join(console.folder, 'console.db'));
  const triggers = database
    .prepare("select name from sqlite_master where type = 'trigger' and tbl_name = 'audit_checkpoint'")
    .all() as { name: string }[];
  for (const { name } of triggers) database.exec(`drop trigger ${name}`);
  database.exec('delete from audit_checkpoint');
  database.close();
}

test('a backup that was put back stops all deletions until an admin has acknowledged it', async ({
  console,
  openAs,
  vendor,
  expectedFaults,
}) => {
  expectedFaults.push(/403 \(Forbidden\).*\/audit\/alarm/);
  const campaign = await vendor.campaign([{ called: '13912345678' }]);
  await console.stopServer('SIGTERM');
  putBack(console);
  await console.startServer();

  const operator = await openAs('operator');
  await openForm(operator, campaign);
  await expect(operator.getByRole('alert').filter({ hasText: '清理已全部停下' })).toContainText(
    '请联系管理员',
  );
  await operator.getByRole('textbox', { name: '被叫号码' }).fill('13912345678');
  await chooseReason(operator);
  await (await review(operator)).getByRole('button', { name: /清理号码/ }).click();
  await expect(operator.getByText('审计数据被退回过，清理全部停下，什么都没有发送。')).toBeVisible();
  expect(await vendor.deletes(campaign.id)).toEqual([]);
  await operator.goto('/audit/alarm');
  await expect(operator.locator('main')).toContainText('您没有查看此页面的权限');

  const english = await openAs('admin', { locale: 'en' });
  await english.goto('/audit/alarm');
  await expect(english.getByRole('heading', { level: 1 })).toHaveText('The audit was put back');
  await expectAccessible(english);

  const admin = await openAs('admin');
  await admin.goto('/members');
  await admin.getByRole('link', { name: '查看并确认' }).click();
  await expectAccessible(admin);
  const confirm = admin.getByRole('button', { name: '确认丢失，恢复清理' });
  await confirm.click();
  await expect(admin.getByText('请写明原因。')).toBeVisible();
  await expect(admin.getByText('请勾选。')).toBeVisible();
  await admin.getByLabel('查明的原因').fill('磁盘损坏，恢复了昨晚的备份');
  await admin.getByRole('checkbox').check();
  await confirm.click();
  await expect(admin.getByText('已确认，清理可以继续', { exact: true })).toBeVisible();
  await admin.goto('/members');
  await expect(admin.getByRole('link', { name: '查看并确认' })).toHaveCount(0);

  const auditor = await openAs('auditor');
  await auditor.goto('/audit');
  const acknowledged = auditor.getByRole('row').filter({ hasText: '确认审计回退' }).first();
  await expect(acknowledged).toContainText('赵敏');
  await expect(acknowledged).toContainText('恢复了昨晚的备份');
  await acknowledged.getByRole('link').first().click();
  await expect(auditor.locator('main')).toContainText('丢失的记录');

  await openForm(operator, campaign);
  await operator.getByRole('textbox', { name: '被叫号码' }).fill('13912345678');
  await chooseReason(operator);
  await (await review(operator)).getByRole('button', { name: /清理号码/ }).click();
  await expect(operator).toHaveURL(/\/deletions\/del_/);
  expect(await vendor.deletes(campaign.id)).toHaveLength(1);
});
