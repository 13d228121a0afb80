import { makeZip, workbookFiles } from '#lib/intake/testing/make-xlsx.ts';
import { openForm } from './fixtures/new-deletion.ts';
import { expect, expectAccessible, test } from './fixtures/test.ts';

/** The same list in every form: nine lines, of which each is told of. */
const rows = [
  ['姓名', '手机号'],
  ['A', '１３８００００００００'],
  ['B', '+86 138-0000-0001'],
  ['C', '8.61E+12'],
  ['', ''],
  ['D', '13800000002'],
  ['E', '13800000002'],
  ['F', '13800abc'],
  ['G', '2112345678'],
] as const;

const joined = (separator: string) =>
  rows.map((row) => (row[1] === '' ? '' : row.join(separator))).join('\r\n');

/** GB18030 of what `rows` holds. */
const gbkOf: Readonly<Record<string, string>> = {
  姓: 'D0D5',
  名: 'C3FB',
  手: 'CAD6',
  机: 'BBFA',
  号: 'BAC5',
};

function encodeGbk(text: string): Buffer {
  return Buffer.concat(
    [...text].map((character) => {
      const digit = '０１２３４５６７８９'.indexOf(character);
      return Buffer.from(
        digit < 0 ? (gbkOf[character] ?? Buffer.from(character).toString('hex')) : `A3B${digit}`,
        'hex',
      );
    }),
  );
}

const sheet = rows
  .map((row, at) => {
    const cells = row.map(
      (text, column) => `<c r="${'AB'[column]}${at + 1}" t="inlineStr"><is><t>${text}</t></is></c>`,
    );
    return `<row r="${at + 1}">${row[1] === '' ? '' : cells.join('')}</row>`;
  })
  .join('');

const files = [
  { name: 'gbk.csv', encoding: 'GBK', buffer: encodeGbk(joined(',')) },
  { name: 'utf-8-bom.csv', encoding: 'UTF-8', buffer: Buffer.from(`\uFEFF${joined(',')}`) },
  {
    name: 'utf-16.txt',
    encoding: 'UTF-16',
    buffer: Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(joined('\t'), 'utf16le')]),
  },
  { name: 'list.xlsx', encoding: '', buffer: makeZip(workbookFiles(sheet)) },
] as const;

const words = {
  'zh-CN': {
    list: '名单',
    upload: '上传文件',
    paste: '粘贴',
    read: '读取名单',
    counts: ['可用 3 个', '拒绝 3 个', '共 9 行', '表头 1 行', '重复 1 个', '空行 1 个', '去掉连字符：1 个'],
    refused: [/^4 科学计数法，尾数已丢失/, /^8 含有数字、\* 和 # 以外的字符/, /^9 区号前的 0 丢失了/],
  },
  en: {
    list: 'A list',
    upload: 'Upload a file',
    paste: 'Paste',
    read: 'Read the list',
    counts: [
      '3 accepted',
      '3 refused',
      '9 lines',
      '1 header line',
      '1 duplicates',
      '1 blank',
      'hyphens removed: 1',
    ],
    refused: [/^4 scientific notation/, /^8 .*other than/, /^9 the 0 of the area code/],
  },
} as const;

for (const locale of ['zh-CN', 'en'] as const) {
  test(`each line of a list is accounted for, however it comes, in ${locale}`, async ({ openAs, vendor }) => {
    const said = words[locale];
    const campaign = await vendor.campaign([{ called: '13800000000' }]);
    const page = await openAs('operator', { locale });
    await openForm(page, campaign);
    await page.getByRole('radio', { name: /^(名单|A list)$/ }).click();
    const report = page.getByRole('region', { name: said.list, exact: true });
    const expectAccounted = async () => {
      for (const count of said.counts) await expect(report).toContainText(count);
      for (const refusal of said.refused)
        await expect(report.getByRole('row', { name: refusal })).toBeVisible();
      await expect(report).not.toContainText('13800000002');
    };

    await page.getByLabel(said.paste).fill(joined('\t'));
    await page.getByRole('button', { name: said.read }).click();
    await expectAccounted();
    await expectAccessible(page);
    for (const { name, encoding, buffer } of files) {
      const isRead = page.waitForResponse(/\/api\/uploads\?/);
      await page
        .getByLabel(said.upload)
        .setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
      expect((await isRead).ok()).toBe(true);
      await expect(report).toContainText(encoding);
      await expectAccounted();
    }
    expect(await vendor.deletes(campaign.id)).toEqual([]);
  });
}
