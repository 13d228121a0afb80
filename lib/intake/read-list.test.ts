import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBytes, readText, reasons, values } from './testing/read-bytes.ts';

/** GB18030 bytes of the few characters that the tests use; ASCII stays. */
const gb: Record<string, readonly number[]> = {
  手: [0xca, 0xd6],
  机: [0xbb, 0xfa],
  号: [0xba, 0xc5],
  姓: [0xd0, 0xd5],
  名: [0xc3, 0xfb],
  张: [0xd5, 0xc5],
  三: [0xc8, 0xfd],
  '，': [0xa3, 0xac],
  '、': [0xa1, 0xa2],
  '；': [0xa3, 0xbb],
  '１': [0xa3, 0xb1],
  '３': [0xa3, 0xb3],
  // four bytes, the second and fourth of them ASCII digits
  '\u0080': [0x81, 0x30, 0x81, 0x30],
};
function gb18030(text: string): Buffer {
  return Buffer.from([...text].flatMap((character) => gb[character] ?? [...Buffer.from(character)]));
}
function utf16be(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16();
}

const table = '姓名,手机号\r\n张三,13800138000\r\n张三,１３900139000\r\n"张\r\n三",138\r\r\n,\n';
const encodings: readonly (readonly [string, Uint8Array])[] = [
  ['utf-8', Buffer.from(table)],
  ['utf-8-bom', Buffer.from(`\uFEFF${table}`)],
  ['utf-16le', Buffer.from(`\uFEFF${table}`, 'utf16le')],
  ['utf-16be', utf16be(`\uFEFF${table}`)],
  ['gb18030', gb18030(table)],
];

describe('encodings', () => {
  it.each(encodings)('%s is told and read', async (encoding, bytes) => {
    const reading = await readBytes(bytes);
    expect(reading.report).toMatchObject({
      encoding,
      lines: 7,
      entries: 6,
      headerLine: 1,
      column: 1,
      blank: 2,
    });
    expect(reading.report.columns.map((column) => column.header)).toEqual(['姓名', '手机号']);
    expect(values(reading)).toEqual(['13800138000', '13900139000', '138']);
    expect(reading.report.cleaned.full_width).toBe(1);
  });

  it.each([
    ['utf-16le', Buffer.from('13800138000\n13800138001', 'utf16le')],
    ['utf-16be', utf16be('13800138000\n13800138001')],
  ])('%s is told without a byte order mark', async (encoding, bytes) => {
    const reading = await readBytes(bytes);
    expect(reading.report.encoding).toBe(encoding);
    expect(values(reading)).toEqual(['13800138000', '13800138001']);
  });

  it('is GB18030 also if the first character beyond ASCII comes late', async () => {
    const reading = await readBytes(gb18030(`${'13800138000\n'.repeat(8000)}号\n１3800138001`));
    expect(reading.report.encoding).toBe('gb18030');
    expect(reasons(reading)).toEqual([[8001, 'called_characters']]);
    expect(values(reading)).toEqual(['13800138000', '13800138001']);
  });

  it('refuses the lines that do not decode and keeps the others', async () => {
    const late = Buffer.concat([
      Buffer.from(`号码\n${'13800138000\n'.repeat(30_000)}`),
      Buffer.from([0x31, 0xca, 0xd6, 0x0a]),
      Buffer.from('13800138001'),
    ]);
    const reading = await readBytes(late);
    expect(reading.report.encoding).toBe('utf-8');
    expect(reasons(reading)).toEqual([[30_002, 'undecodable']]);
    expect(values(reading)).toEqual(['13800138000', '13800138001']);
  });

  it('refuses a last line that is cut within a character', async () => {
    const cut = Buffer.from('vid-00000001\nvid-号').subarray(0, -1);
    const reading = await readBytes(cut, { kind: 'session_id' });
    expect(reading.report.encoding).toBe('utf-8');
    expect(reasons(reading)).toEqual([[2, 'undecodable']]);
  });

  it.each([
    ['a NUL at the beginning', Buffer.from('138\u000000138000')],
    ['a NUL far behind', Buffer.from(`${'13800138000\n'.repeat(20_000)}\u0000`)],
    ['a NUL in UTF-16', Buffer.from('\uFEFF138\u0000', 'utf16le')],
    ['a zip', Buffer.from('PK\x03\x04and so on, no NUL at all in the head')],
    ['an old Excel file', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])],
    ['a PDF', Buffer.from('%PDF-1.7\n1 0 obj')],
    ['control characters', Buffer.from('\x01\x02\x03\x04\x05\x06 13800138000')],
  ])('answers not_text to %s', async (_, bytes) => {
    await expect(readBytes(bytes)).rejects.toMatchObject({ name: 'IntakeError', kind: 'not_text' });
  });
});

describe('any chunking', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 9 });

  it.each(encodings)('gives the same report and rows: %s', async (_, bytes) => {
    const whole = await readBytes(bytes);
    await fc.assert(
      fc.asyncProperty(sizes, async (cut) => {
        expect(await readBytes(bytes, {}, cut)).toEqual(whole);
      }),
      { numRuns: 60 },
    );
  });

  it('gives the same report and rows for whatever bytes', async () => {
    const pieces = [
      ...['13800138000', '139', '\n', '\r\n', '\r', ',', '\t', '、', '；', '"', '""', ' ', '手机号', 'phone'],
      ...['8.61E+12', '\u200B', '0571-87654321', 'vid-00001234', '=1+1', 'x'.repeat(30)],
    ].map((piece): Uint8Array => Buffer.from(piece));
    pieces.push(gb18030('手机号'), gb18030('、１'), Uint8Array.of(0x81), Uint8Array.of(0xe6, 0x89));
    const text = fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((parts) => Buffer.concat(parts));
    await fc.assert(
      fc.asyncProperty(text, sizes, fc.constantFrom('called', 'session_id'), async (bytes, cut, kind) => {
        const change = { kind, maxLineLength: 25, maxRows: 12 } as const;
        expect(await readBytes(bytes, change, cut)).toEqual(await readBytes(bytes, change));
      }),
      { numRuns: 400 },
    );
  });
});

describe('a plain list', () => {
  it.each(['\n', '\r\n', '\r', '\t', ',', '，', '、', ';', '；'])(
    '%j parts two values',
    async (separator) => {
      const reading = await readText(`13800138000${separator}13800138001`);
      expect(values(reading)).toEqual(['13800138000', '13800138001']);
      expect(reasons(reading)).toEqual([]);
    },
  );

  it('counts each value of a line as an entry and nothing between separators as none', async () => {
    const reading = await readText('13800138000, 13800138001,,\n\n13800138002、13800138000\n ,\n13800138003');
    expect(reading.report).toMatchObject({ lines: 5, entries: 7, accepted: 4, duplicates: 1, blank: 2 });
    expect(reading.accepted.map((row) => row.line)).toEqual([1, 1, 3, 5]);
  });

  it.each(['，', '、', '；'])(
    '%j never makes columns of numbers, unless a header says so',
    async (separator) => {
      const two = `13800138000${separator}13800138001\n13800138002${separator}13800138003`;
      expect(values(await readText(two))).toHaveLength(4);
      expect(values(await readText(`手机号${separator}备用\n${two}`))).toHaveLength(2);
    },
  );

  it('reads a hundred thousand values in one line', async () => {
    const numbers = Array.from({ length: 100_000 }, (_, index) => String(13_000_000_000 + index));
    const reading = await readText(numbers.join(','), { maxRows: 100_000 });
    expect(reading.report).toMatchObject({ lines: 1, entries: 100_000, accepted: 100_000, refused: 0 });
    expect(values(reading)).toEqual(numbers);
  });

  it('takes no header that could be a value, and one that could not', async () => {
    expect((await readText('13800138000\n13800138001')).report.headerLine).toBe(null);
    expect((await readText('\n\n客户名单\n13800138000')).report).toMatchObject({ headerLine: 3, blank: 2 });
    const spoilt = await readText('1380013800O\n13800138001');
    expect(reasons(spoilt)).toEqual([[1, 'called_characters']]);
  });

  it('takes a session ID with a header word in it for what it is', async () => {
    const text = 'session-0001\nsession-0002\norder-0003';
    expect(values(await readText(text, { kind: 'session_id' }))).toHaveLength(3);
    const titled = await readText(`Session ID\n${text}`, { kind: 'session_id' });
    expect(titled.report).toMatchObject({ headerLine: 1, accepted: 3 });
  });

  it('takes quotation marks off a value', async () => {
    expect(values(await readText('"13800138000"\n"13800138001"'))).toEqual(['13800138000', '13800138001']);
  });

  it('reads nothing from nothing', async () => {
    const { report } = await readText('');
    expect(report).toMatchObject({ lines: 0, entries: 0, accepted: 0, columns: [], headerLine: null });
    expect((await readText('\n\r\n \n\u200B')).report).toMatchObject({ lines: 4, entries: 4, blank: 4 });
  });
});

describe('columns', () => {
  it.each([
    ['called', '姓名,手机号\n张三,13800138000', 1],
    ['called', '订单号,被叫号码\n202611230001,13800138000', 1],
    ['called', '主叫号码\t被叫号码\n02085021234\t13800138000', 1],
    ['called', '序号；电话\n10086；13800138000', 1],
    ['called', 'id,Customer Phone\n10000001,13800138000', 1],
    ['called', 'caller,called\n02085021234,13800138000', 1],
    ['called', '主叫号码,备注\n02085021234,无', 1],
    ['called', 'card no,Cardholder phone\n6222021234567890,02085021234', 1],
    ['called', 'Phone Number;Name\n13800138000;Zhang', 0],
    ['called', '身份证号码,客户手机（必填）\n110101199003071234,13800138000', 1],
    ['called', '张三,20261123,13800138000\n李四,20261124,13800138001', 2],
    ['called', '"Zhang, San",13800138000\n"Li, Si",13800138001', 1],
    ['called', 'a,b\nx,8.61E+12\ny,8.61E+12', 1],
    ['session_id', 'phone,sessionId\n13800138000,1638-1543975829-4201', 1],
    ['session_id', '用户标识,手机号\n1638-1543975829-4201,13800138000', 0],
    ['session_id', '张三,13800138000,vid-1543975829-42\n李四,13800138001,vid-1543975829-43', 2],
  ] as const)('of %s are guessed: %j', async (kind, text, column) => {
    const { report } = await readText(text, { kind });
    expect(report.column).toBe(column);
  });

  it('are all in the report, with their headers, and samples masked', async () => {
    const { report } = await readText('姓名,手机号,sessionId\n张三,13800138000,vid-1543975829-42');
    expect(report.columns).toEqual([
      { index: 0, header: '姓名', sample: '张三' },
      { index: 1, header: '手机号', sample: '138****8000' },
      { index: 2, header: 'sessionId', sample: 'vid****9-42' },
    ]);
    expect(report.headerLine).toBe(1);
  });

  it('a person may name another one', async () => {
    const text = '手机号,备用\n13800138000,13900139000\n13800138001,13900139001';
    const reading = await readText(text, { column: 1 });
    expect(reading.report.column).toBe(1);
    expect(values(reading)).toEqual(['13900139000', '13900139001']);
  });

  it('refuses the lines that do not have the column, and those that have nothing in it', async () => {
    const reading = await readText('姓名,手机号\n张三,13800138000\n李四\n王五,\n,\n赵六,13800138001', {
      column: 'guess',
    });
    expect(reasons(reading)).toEqual([
      [3, 'no_such_column'],
      [4, 'criterion_blank'],
    ]);
    expect(reading.report.blank).toBe(1);
    const beyond = await readText('手机号,姓名\n13800138000,张三', { column: 5 });
    expect(reasons(beyond)).toEqual([[2, 'no_such_column']]);
  });

  it('two numbers in every line are columns, of which one is read: too little rather than too much', async () => {
    const reading = await readText('13800138000,02085021234\n13800138001,02085021234');
    expect(reading.report.columns).toHaveLength(2);
    expect(values(reading)).toEqual(['13800138000', '13800138001']);
  });
});

describe('quotation marks', () => {
  it('hold separators, doubled marks and line breaks', async () => {
    const text = '姓名,手机号\n"张,""三""\r\n先生","13800138000"\n李四,13800138001';
    const reading = await readText(text);
    expect(reading.report).toMatchObject({ lines: 4, entries: 3 });
    expect(reading.accepted).toEqual([
      { line: 2, value: '13800138000' },
      { line: 4, value: '13800138001' },
    ]);
  });

  it.each([3, 100])('one never closed refuses its own line alone, %i lines before the end', async (count) => {
    const behind = Array.from({ length: count }, (_, index) => `李四,${13_800_138_000 + index}`);
    const reading = await readText(['姓名,手机号', '"张三,13800000000', ...behind].join('\n'));
    expect(reasons(reading)).toEqual([[2, 'open_quote']]);
    expect(reading.accepted.map((row) => row.line)).toEqual(behind.map((_, index) => index + 3));
  });
});

describe('cleaning', () => {
  it.each([
    ['+86 138-0013-8000', { prefix: 1, spaces: 1, hyphens: 1 }],
    ['008613800138000', { prefix: 1 }],
    ['１３８００１３８０００', { full_width: 1 }],
    ['\uFEFF138\u00A000138000\u3000', { spaces: 1 }],
    ['13800138000', {}],
  ])('of %j is told', async (text, cleaned) => {
    const reading = await readText(`${text}\n13900139000`);
    expect(values(reading)).toEqual(['13800138000', '13900139000']);
    const nothing = { prefix: 0, spaces: 0, hyphens: 0, full_width: 0, number_cell: 0 };
    expect(reading.report.cleaned).toEqual({ ...nothing, ...cleaned });
  });

  it('makes duplicates of what was written in two ways', async () => {
    const reading = await readText('13800138000\n+86 138 0013 8000\n１３８００１３８０００');
    expect(reading.report).toMatchObject({ accepted: 1, duplicates: 2 });
    expect(reading.accepted).toEqual([{ line: 1, value: '13800138000' }]);
  });

  it('leaves session IDs as they are but for white space around them', async () => {
    const reading = await readText(' +86-vid 1\n\u3000ＶＩＤ-0086\t\nabc ', { kind: 'session_id' });
    expect(reasons(reading)).toEqual([[1, 'invisible_characters']]);
    expect(values(reading)).toEqual(['ＶＩＤ-0086', 'abc']);
    expect(reading.report.cleaned).toMatchObject({ spaces: 2, prefix: 0, hyphens: 0, full_width: 0 });
  });
});

describe('refusals', () => {
  it.each([
    ['8.61E+12', 'scientific', '8.61E+12'],
    ['8.613800138E+12', 'scientific', '8.61****38E+12'],
    ['８．６１Ｅ＋１２', 'scientific', '８．６１Ｅ＋１２'],
    ['13800138000 13900139000', 'several', '138**** 9000'],
    ['13800138000-13900139000', 'several', '138****-9000'],
    ['13800138000/13900139000', 'several', '138****/9000'],
    ['57187654321', 'lost_leading_zero', '571****4321'],
    ['1012345678', 'lost_leading_zero', '101****5678'],
    ['2012345678', 'lost_leading_zero', '201****5678'],
    ['1380013800013900139000138', 'called_too_long', '138****0138'],
    ['138\u200B00138000', 'invisible_characters', '138·****8000'],
    ['1380013800O', 'called_characters', '138****3800O'],
    ['=HYPERLINK("x")', 'called_characters', '=HYPERLINK("x")'],
    ['#N/A', 'called_characters', '#N/A'],
    ['-', 'criterion_blank', '-'],
  ])('%j: %s', async (text, reason, excerpt) => {
    const reading = await readText(`13000000000\n\n${text}\n13000000001`);
    expect(reading.refused).toEqual([{ line: 3, reason, excerpt }]);
    expect(values(reading)).toEqual(['13000000000', '13000000001']);
  });

  it.each(['0571-87654321-8001', '010 8765 4321', '057187654321', '4008001234', '10086', '95588', '*86#'])(
    '%j is a number',
    async (text) => {
      const reading = await readText(`${text}\n13000000000`);
      expect(reading.report).toMatchObject({ accepted: 2, refused: 0 });
    },
  );

  it('knows no lost zero where numbers are dialled otherwise', async () => {
    const reading = await readText('5715551234\n2025550123', { dialPlan: 'any' });
    expect(reading.report).toMatchObject({ accepted: 2, refused: 0 });
  });

  it('of session IDs', async () => {
    const long = 'a'.repeat(33);
    const text = `vid-00000001\n${long}\n8.61E+12\n"a,b"\nvid-00000002`;
    const reading = await readText(`x,sessionId\n${text.replace(/^/gm, ',')}`, { kind: 'session_id' });
    expect(reasons(reading)).toEqual([
      [3, 'session_id_too_long'],
      [4, 'scientific'],
      [5, 'several'],
    ]);
    expect(reading.refused[0]?.excerpt).toBe('aaa****aaaa');
    const blank = await readText('sessionId,x\n,y', { kind: 'session_id' });
    expect(blank.refused).toEqual([{ line: 2, reason: 'criterion_blank', excerpt: '' }]);
  });

  it('shows at most forty characters, with no digit of a number but its ends', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 80 }), async (text) => {
        const line = `13800138000${text.replace(/\p{Cc}/gu, '')}x`;
        const reading = await readText(line);
        for (const row of reading.refused) {
          expect([...row.excerpt].length).toBeLessThanOrEqual(40);
          expect(row.excerpt.match(/\p{Nd}/gu)?.length ?? 0).toBeLessThanOrEqual(7);
          expect(row.excerpt).not.toMatch(/\p{C}/u);
        }
      }),
    );
  });
});

describe('limits', () => {
  it('a line that is too long is skipped to its end, with its number', async () => {
    const long = 'x'.repeat(200_000);
    const reading = await readText(`13800138000\r\n${long}\r\n13800138001`);
    expect(reasons(reading)).toEqual([[2, 'line_too_long']]);
    expect(reading.refused[0]?.excerpt).toHaveLength(40);
    expect(reading.accepted.map((row) => row.line)).toEqual([1, 3]);
  });

  it('so is one with columns', async () => {
    const reading = await readText(`姓名,手机号\n张三,13800138000\n${'x'.repeat(1001)},1\n李四,13800138001`);
    expect(reasons(reading)).toEqual([[3, 'line_too_long']]);
    expect(reading.accepted.map((row) => row.line)).toEqual([2, 4]);
  });

  it('stops reading beyond the limit of bytes', async () => {
    let pulled = 0;
    async function* endless() {
      for (;;) {
        pulled += 1;
        yield Buffer.from('13800138000\n'.repeat(100));
      }
    }
    const { readList } = await import('./read-list.ts');
    const options = {
      kind: 'called',
      format: 'text',
      column: 'guess',
      maxRows: 10,
      maxBytes: 12_000,
      maxLineLength: 100,
    } as const;
    const sink = { accept: async () => undefined, refuse: async () => undefined };
    await expect(readList(endless(), options, sink)).rejects.toMatchObject({ kind: 'too_large' });
    expect(pulled).toBe(11);
  });

  it('accepts as many rows as allowed, and one more is too many', async () => {
    const ten = Array.from({ length: 10 }, (_, index) => String(13_000_000_000 + index)).join('\n');
    expect((await readText(`${ten}\n${ten}\nx`, { maxRows: 10 })).report).toMatchObject({
      accepted: 10,
      duplicates: 10,
      refused: 1,
      isTooManyRows: false,
    });
    const more = await readText(`${ten}\n13000000010\n${ten}`, { maxRows: 10 });
    expect(more.report).toMatchObject({ accepted: 11, duplicates: 10, isTooManyRows: true });
    const refused = await readText('x\n'.repeat(11), { maxRows: 10 });
    expect(refused.report).toMatchObject({ refused: 11, isTooManyRows: true });
    expect(refused.refused).toEqual([]);
  });

  it('reads the sink no further than the limit, and ends with the error that the sink throws', async () => {
    const numbers = Array.from({ length: 5000 }, (_, index) => String(13_000_000_000 + index)).join('\n');
    const reading = await readText(numbers, { maxRows: 2500 });
    expect(reading.report).toMatchObject({ accepted: 5000, isTooManyRows: true });
    expect(reading.accepted.length).toBeLessThanOrEqual(2500);
    const { readList } = await import('./read-list.ts');
    let isClosed = false;
    async function* source() {
      try {
        for (;;) yield Buffer.from(numbers);
      } finally {
        isClosed = true;
      }
    }
    const full = new Error('disk full');
    const reject = () => Promise.reject(full);
    const options = {
      kind: 'called',
      format: 'text',
      column: 'guess',
      maxRows: 9000,
      maxBytes: 1e9,
      maxLineLength: 100,
    } as const;
    await expect(readList(source(), options, { accept: reject, refuse: reject })).rejects.toBe(full);
    expect(isClosed).toBe(true);
  });
});
