import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { makeZip, workbookFiles } from './testing/make-xlsx.ts';
import { type Change, readBytes, reasons, values } from './testing/read-bytes.ts';

const read = (bytes: Buffer, change: Change = {}) => readBytes(bytes, { format: 'xlsx', ...change });
const readRows = (rows: string, extra = {}, change: Change = {}) =>
  read(makeZip(workbookFiles(rows, extra)), change);
const text = (reference: string, value: string) =>
  `<c r="${reference}" t="inlineStr"><is><t>${value}</t></is></c>`;
const number = (reference: string, value: string | number, style = 0) =>
  `<c r="${reference}" s="${style}"><v>${value}</v></c>`;

describe('a workbook', () => {
  it('is read from its first visible sheet, with all kinds of text', async () => {
    const reading = await readRows(
      `<row r="1">${text('A1', '姓名')}<c r="B1" t="s"><v>0</v></c></row>
       <row r="2">${text('A2', '张三')}<c r="B2" t="s"><v>1</v></c></row>
       <row r="4">${text('A4', '李四')}<c r="B4" t="str"><f>A1&amp;"x"</f><v>13800138001</v></c></row>
       <row r="5">${text('A5', '王五')}${number('B5', 13800138002)}</row>
       <x:row r="6"><x:c r="B6" t="inlineStr"><x:is><x:t>+86 13800138003_x000D_</x:t></x:is></x:c></x:row>`,
      {
        strings: [
          '<r><t>手机</t></r><r><t xml:space="preserve">号 </t></r><rPh><t>x</t></rPh>',
          '<t>13800138000</t>',
        ],
      },
    );
    expect(reading.report).toMatchObject({
      lines: 6,
      entries: 6,
      blank: 1,
      headerLine: 1,
      column: 1,
      encoding: null,
    });
    expect(reading.report.columns).toEqual([
      { index: 0, header: '姓名', sample: '张三' },
      { index: 1, header: '手机号', sample: '138****8000' },
    ]);
    expect(reading.accepted).toEqual([
      { line: 2, value: '13800138000' },
      { line: 4, value: '13800138001' },
      { line: 5, value: '13800138002' },
      { line: 6, value: '13800138003' },
    ]);
    expect(reading.report.cleaned).toMatchObject({ number_cell: 1, prefix: 1 });
  });

  it('gives numbers in full, whatever they look like, and refuses what lost something', async () => {
    const formats = [
      '0.00E+00',
      '000000000000',
      'yyyy\\-mm\\-dd',
      '&quot;0&quot;#',
      '[$-804]yyyy&quot;年&quot;',
      '0_ ',
    ];
    const reading = await readRows(
      [
        number('A1', 13800138000),
        number('A2', 8613800138000, 1),
        number('A3', '1.3800138001E10'),
        number('A4', '57187654321', 2),
        number('A5', 45000, 3),
        number('A6', '57187654321', 4),
        number('A7', '13800138000.5'),
        number('A8', '1E+20'),
        number('A9', '1234567890123456'),
        number('A10', '-13800138000'),
        '<c r="A11" t="b"><v>1</v></c>',
        '<c r="A12" t="e"><v>#N/A</v></c>',
        text('A13', '8.61E+12'),
        number('A14', 45000, 5),
        number('A15', 13800138009, 6),
        text('A16', '13800138000&#10;13800138001'),
      ]
        .map((cell, index) => `<row r="${index + 1}">${cell}</row>`)
        .join(''),
      { formats },
    );
    expect(values(reading)).toEqual(['13800138000', '8613800138000', '13800138001', '13800138009']);
    expect(reading.report.cleaned.number_cell).toBe(4);
    expect(reasons(reading)).toEqual([
      [4, 'lost_leading_zero'],
      [5, 'cell_type'],
      [6, 'lost_leading_zero'],
      [7, 'fraction'],
      [8, 'fraction'],
      [9, 'fraction'],
      [10, 'fraction'],
      [11, 'cell_type'],
      [12, 'cell_type'],
      [13, 'scientific'],
      [14, 'cell_type'],
      [16, 'several'],
    ]);
  });

  it('refuses an error cell as a session ID too', async () => {
    const rows = `<row r="1">${text('A1', 'sessionId')}</row><row r="2"><c r="A2" t="e"><v>#N/A</v></c></row>`;
    expect(reasons(await readRows(rows, {}, { kind: 'session_id' }))).toEqual([[2, 'cell_type']]);
  });

  it('refuses a cell that is too long without keeping it', async () => {
    const long = 'x'.repeat(30_000);
    const rows = [number('A1', 13800138000), text('A2', long), '<c r="A3" t="s"><v>0</v></c>'];
    const reading = await readRows(rows.map((cell) => `<row>${cell}</row>`).join(''), {
      strings: [`<t>${long}</t>`],
    });
    expect(reasons(reading)).toEqual([
      [2, 'line_too_long'],
      [3, 'line_too_long'],
    ]);
  });

  it('reads rows and cells without references, and an empty sheet', async () => {
    const reading = await readRows(
      '<row><c t="inlineStr"><is><t>a</t></is></c><c><v>13800138000</v></c></row><row/><row><c/><c><v>139</v></c></row>',
    );
    expect(reading.report).toMatchObject({ lines: 3, blank: 1, column: 1, accepted: 2 });
    expect((await readRows('')).report).toMatchObject({ lines: 0, entries: 0 });
  });

  it('is the same for any chunking', async () => {
    const rows = Array.from(
      { length: 300 },
      (_, index) => `<row>${number(`A${index + 1}`, 13_000_000_000 + index)}</row>`,
    );
    const bytes = makeZip(workbookFiles(rows.join('')));
    const whole = await read(bytes);
    expect(whole.report.accepted).toBe(300);
    expect(await readBytes(bytes, { format: 'xlsx' }, [1, 7, 100])).toEqual(whole);
  });

  it('is the same wherever its XML is cut', async () => {
    const { XmlEvents } = await import('./xlsx/xml-events.ts');
    const xml = Buffer.from(
      `<?xml version="1.0"?><!-- <a> --><x:a b='1>2' c="&lt;&#x624B;"><d/>手&amp;机<![CDATA[<e>&amp;]]></x:a>`,
    );
    const events = (size: number) => {
      const seen: string[] = [];
      const parser = new XmlEvents({
        open: (name, attributes) => seen.push(`<${name} ${[...attributes()].join(' ')}`),
        close: (name) => seen.push(`/${name}`),
        text: (piece) => {
          if (seen.at(-1)?.startsWith('=')) seen.push(`${seen.pop()}${piece}`);
          else seen.push(`=${piece}`);
        },
      });
      for (let at = 0; at < xml.length; at += size) parser.push(xml.subarray(at, at + size));
      parser.end();
      return seen;
    };
    expect(events(1000)).toEqual(['<a b,1>2 c,<手', '<d ', '/d', '=手&机<e>&amp;', '/a']);
    for (let size = 1; size < 40; size += 1) expect(events(size)).toEqual(events(1000));
  });
});

describe('a workbook that cannot be read', () => {
  const good = makeZip(workbookFiles(`<row>${number('A1', 13800138000)}</row>`));
  const unreadable = { name: 'IntakeError', kind: 'unreadable_workbook' };

  it('is one cut anywhere', async () => {
    for (let length = 0; length < good.length; length += 1) {
      await expect(read(good.subarray(0, length))).rejects.toMatchObject(unreadable);
    }
  });

  it('is one damaged in its data', async () => {
    for (const file of [
      'xl/workbook.xml',
      'xl/worksheets/sheet1.xml',
      'xl/styles.xml',
      'xl/sharedStrings.xml',
    ]) {
      const damaged = Buffer.from(good);
      const at = damaged.indexOf(file) + file.length + 4;
      damaged.writeUInt8(damaged.readUInt8(at) ^ 0x5a, at);
      await expect(read(damaged)).rejects.toMatchObject(unreadable);
    }
  });

  it('is text, noise, an old Excel file, a zip without a workbook, one with a document type', async () => {
    const files = workbookFiles('');
    const cases = [
      Buffer.from('13800138000'),
      randomBytes(5000),
      Buffer.from([0xd0, 0xcf, 0x11, 0xe0]),
      makeZip({ 'a.txt': 'x' }),
      makeZip({ ...files, 'xl/worksheets/sheet1.xml': '<!DOCTYPE a [<!ENTITY b "c">]><worksheet/>' }),
      makeZip({ ...files, 'xl/worksheets/sheet1.xml': '<worksheet><sheetData><row' }),
      makeZip({ ...files, 'xl/_rels/workbook.xml.rels': '<Relationships/>' }),
      makeZip(workbookFiles('<row><c t="s"><v>7</v></c></row>')),
      makeZip(workbookFiles('<row r="2000000"/>')),
    ];
    for (const bytes of cases) await expect(read(bytes)).rejects.toMatchObject(unreadable);
  });

  it('is a bomb, whatever its directory says about sizes', async () => {
    const bomb = makeZip(workbookFiles(`<row>${text('A1', '1'.repeat(60_000_000))}</row>`));
    expect(bomb.length).toBeLessThan(200_000);
    await expect(read(bomb, { maxBytes: 200_000 })).rejects.toMatchObject({ kind: 'too_large' });
    const liar = Buffer.from(bomb);
    const size = Buffer.alloc(4);
    const sheet = workbookFiles(`<row>${text('A1', '')}</row>`)['xl/worksheets/sheet1.xml'] ?? '';
    size.writeUInt32LE(sheet.length + 60_000_000);
    expect(liar.includes(size)).toBe(true);
    for (let at = liar.indexOf(size); at >= 0; at = liar.indexOf(size, at + 1)) liar.writeUInt32LE(100, at);
    await expect(read(liar, { maxBytes: 200_000 })).rejects.toMatchObject({ kind: 'too_large' });
  });
});
