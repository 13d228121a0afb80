import 'server-only';
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';

export type TableCell = string | number | null;

const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

function part(xml: string): Buffer {
  return Buffer.from(head + xml);
}

/** The parts of a workbook with one sheet, beside the sheet itself. */
function partsAround(sheetName: string): readonly (readonly [string, Buffer])[] {
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const relationships = (inner: string) =>
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inner}</Relationships>`;
  return [
    [
      '[Content_Types].xml',
      part(
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">' +
          '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
          `<Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/>` +
          `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${type}.worksheet+xml"/></Types>`,
      ),
    ],
    [
      '_rels/.rels',
      part(
        relationships(
          `<Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/>`,
        ),
      ),
    ],
    [
      'xl/workbook.xml',
      part(
        `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>` +
          `<sheet name="${xmlText(sheetName)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
      ),
    ],
    [
      'xl/_rels/workbook.xml.rels',
      part(
        relationships(
          `<Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/>`,
        ),
      ),
    ],
  ];
}

/** Text as XML holds it: without the characters that XML cannot hold, and `_x000D_` as what it says. */
function xmlText(text: string): string {
  return text
    .replace(/[^\t\n\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** Text is an inline string and nothing else: a spreadsheet takes none of it for a formula. */
function cellXml(cell: TableCell): string {
  if (cell === null || cell === '') return '<c/>';
  if (typeof cell === 'number') return `<c><v>${cell}</v></c>`;
  return `<c t="inlineStr"><is><t xml:space="preserve">${xmlText(cell)}</t></is></c>`;
}

async function* sheetXml(pages: AsyncIterable<readonly (readonly TableCell[])[]>): AsyncGenerator<string> {
  yield `${head}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0">` +
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
    '<cols><col min="1" max="64" width="20" customWidth="1"/></cols><sheetData>';
  for await (const rows of pages) {
    yield rows.map((row) => `<row>${row.map(cellXml).join('')}</row>`).join('');
  }
  yield '</sheetData></worksheet>';
}

/**
 * A workbook with one sheet, written while its pages of rows are read; the first row stays in sight. It holds
 * a page at a time, however many there are. `sheetName`: at most 31 characters, none of `[]:*?/\`.
 */
export function writeWorkbook(
  sheetName: string,
  pages: AsyncIterable<readonly (readonly TableCell[])[]>,
): Readable {
  const zip = new ZipFile();
  // what the types call a mere stream is a PassThrough
  const output = zip.outputStream as Readable;
  const sheet = Readable.from(sheetXml(pages), { highWaterMark: 1 });
  sheet.on('error', (error) => output.destroy(error));
  zip.on('error', (error: Error) => output.destroy(error));
  // whoever gives up the download also ends the reading
  output.on('close', () => sheet.destroy());
  for (const [name, content] of partsAround(sheetName)) zip.addBuffer(content, name);
  zip.addReadStream(sheet, 'xl/worksheets/sheet1.xml');
  zip.end();
  return output;
}

/** The workbook of `writeWorkbook` as a download. */
export function xlsxResponse(
  fileName: string,
  sheetName: string,
  pages: AsyncIterable<readonly (readonly TableCell[])[]>,
): Response {
  return new Response(Readable.toWeb(writeWorkbook(sheetName, pages)) as ReadableStream<Uint8Array>, {
    headers: {
      'Content-Type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'Content-Disposition': `attachment; filename="${fileName}"`,
      'Cache-Control': 'no-store',
    },
  });
}
