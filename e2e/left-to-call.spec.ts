import { chooseReason, openForm, review } from './fixtures/new-deletion.ts';
import { expect, expectAccessible, test } from './fixtures/test.ts';

const batch = 'PC20261103_HZ';
const rows = ['13912340001', '13912340002', '13912340003', '13912340004'].map((called) => ({
  called,
  customField: batch,
}));

for (const locale of ['zh-CN', 'en'] as const) {
  const isEnglish = locale === 'en';

  test(`numbers left to call before and after stand beside the vendor's count (${locale})`, async ({
    openAs,
    vendor,
  }) => {
    const page = await openAs('operator', { locale });
    const counts = page.getByRole('region', { name: isEnglish ? 'Reconciliation' : '数量核对' });
    const deleteBatch = async (campaign: { readonly id: string; readonly name: string }) => {
      await openForm(page, campaign);
      await page.getByRole('radio', { name: isEnglish ? /^Custom field/ : /^自定义字段/ }).click();
      await page.getByRole('textbox', { name: /^(自定义字段（批次）|Custom field \(batch\))$/ }).fill(batch);
      await chooseReason(page, isEnglish ? 'Consent withdrawn / do not call' : undefined);
      await (await review(page)).getByRole('button', { name: /清理 4 个号码|Delete 4 numbers/ }).click();
      await expect(page).toHaveURL(/\/deletions\/del_/);
    };

    await deleteBatch(await vendor.campaign(rows));
    await expect(counts).toContainText(isEnglish ? 'The counts match' : '数量相符');
    await expect(counts.getByRole('definition')).toContainText(['4', '0', '4', '4']);
    await expectAccessible(page);
    await page.getByRole('link', { name: /^(清理凭证|Receipt)$/ }).click();
    await expect(counts).toContainText(isEnglish ? 'The counts match' : '数量相符');
    await expectAccessible(page);

    const other = await vendor.campaign(rows);
    await vendor.setFaults([{ kind: 'success_count', value: 3, campaignId: other.id }]);
    await deleteBatch(other);
    await expect(counts).toContainText(isEnglish ? 'Reading the count afterwards' : '正在读取清理后的数量');
    const flagged = isEnglish ? 'The counts do not fit, and nothing explains it' : '数量不符，原因不明';
    await expect(counts).toContainText(flagged, { timeout: 45_000 });
    await expect(counts.getByRole('definition')).toContainText(['4', '0', '4', '3']);
    await expectAccessible(page);

    const auditor = await openAs('auditor', { locale });
    await auditor.goto('/audit');
    const record = auditor
      .getByRole('row')
      .filter({ hasText: other.id })
      .filter({ hasText: isEnglish ? 'Counts reconciled' : '数量核对' });
    await expect(record).toContainText(isEnglish ? 'nothing explains it' : '原因不明');
    await record.getByRole('link').first().click();
    await expect(auditor.locator('main')).toContainText(flagged);
    await expectAccessible(auditor);
  });
}
