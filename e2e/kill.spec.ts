import { chooseReason, openForm, review } from './fixtures/new-deletion.ts';
import { expect, test } from './fixtures/test.ts';

test('kill -9 between intent and outcome: unknown after the restart, settled from the call log, one call in all', async ({
  console,
  openAs,
  vendor,
  expectedFaults,
}) => {
  test.setTimeout(180_000);
  expectedFaults.push(/ERR_|Failed to fetch/);
  const campaign = await vendor.campaign([{ called: '13800138000' }]);
  await vendor.setFaults([
    { kind: 'latency', ms: 3_000, campaignId: campaign.id },
    // long enough that "unknown" can be seen: the lane is taken over after a lease of 30 s
    { kind: 'call_log_delay', ms: 50_000, campaignId: campaign.id },
  ]);
  const page = await openAs('operator');
  await openForm(page, campaign);
  await page.getByRole('textbox', { name: '被叫号码' }).fill('13800138000');
  await chooseReason(page);
  await (await review(page)).getByRole('button', { name: /清理号码/ }).click();
  await expect.poll(async () => (await vendor.deletes(campaign.id)).length).toBe(1);
  expect((await vendor.deletes(campaign.id))[0]?.appliedAt).toBeNull();

  await console.stopServer('SIGKILL');
  await console.startServer();
  // the vendor was at it when the process died: it carries the delete out all the same
  await expect.poll(async () => (await vendor.deletes(campaign.id))[0]?.appliedAt ?? null).not.toBeNull();

  const other = await openAs('operator');
  await other.goto('/deletions');
  const row = other.getByRole('row', { name: new RegExp(campaign.id) });
  // the lane of the dead process is free after a lease without a sign of life
  await expect(async () => {
    await other.reload();
    await expect(row).toContainText('结果未知', { timeout: 500 });
  }).toPass({ timeout: 90_000 });
  await row.getByRole('link').first().click();
  await expect(other.locator('main')).toContainText('调用日志', { timeout: 60_000 });
  await expect(other.getByText('结果未知')).toHaveCount(0, { timeout: 60_000 });
  expect(await vendor.deletes(campaign.id)).toHaveLength(1);
});

test('SIGTERM lets the call under way be answered and recorded before the process ends', async ({
  console,
  openAs,
  vendor,
  expectedFaults,
}) => {
  expectedFaults.push(/ERR_|Failed to fetch/);
  const campaign = await vendor.campaign([{ called: '13800138000' }]);
  await vendor.setFaults([{ kind: 'latency', ms: 1_500, campaignId: campaign.id }]);
  const page = await openAs('operator');
  await openForm(page, campaign);
  await page.getByRole('textbox', { name: '被叫号码' }).fill('13800138000');
  await chooseReason(page);
  await (await review(page)).getByRole('button', { name: /清理号码/ }).click();
  await expect.poll(async () => (await vendor.deletes(campaign.id)).length).toBe(1);
  await console.stopServer('SIGTERM');
  expect((await vendor.deletes(campaign.id))[0]?.answeredAt).not.toBeNull();
  await console.startServer();
  const other = await openAs('operator');
  await other.goto('/deletions');
  await expect(other.getByRole('row', { name: new RegExp(campaign.id) })).toContainText('已清理');
});
