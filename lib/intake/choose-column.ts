import { type Cell, checkValue, textOf } from './check-value.ts';
import type { ListRecord } from './csv-records.ts';
import { type ListColumn, type ListKind, listKinds } from './list-report.ts';
import { maskExcerpt, maskSessionId } from './mask-excerpt.ts';

const maxColumns = 64;

/** Headers that name the kind beyond doubt, then those that probably do; compared without case, spaces and `_-`. */
const names: Readonly<Record<ListKind, readonly [readonly string[], readonly string[]]>> = {
  called: [
    [
      ...[
        '被叫号码',
        '被叫',
        '手机号',
        '手机号码',
        '手机',
        '电话',
        '电话号码',
        '联系电话',
        '移动电话',
        '外呼号码',
      ],
      ...['called', 'callednumber', 'callednum', 'callee', 'calleenumber', 'phone', 'phonenumber', 'phoneno'],
      ...[
        'mobile',
        'mobilenumber',
        'mobilephone',
        'mobileno',
        'cellphone',
        'cell',
        'telephone',
        'tel',
        'msisdn',
      ],
    ],
    ['号码', '客户号码', '联系方式', 'number', 'contactnumber', 'contact', 'customernumber'],
  ],
  session_id: [
    ['sessionid', '用户标识', '会话id', '会话标识', '会话编号', '用户会话标识'],
    ['session', '会话', '标识', '用户id', 'userid', 'id', 'uid'],
  ],
};
/** Words in a longer header, after those that outrank them. */
const hints: Readonly<Record<ListKind, readonly (readonly [RegExp, number])[]>> = {
  called: [
    // numbers that nobody is called at: the caller's own, documents, orders, cards
    [/主叫|caller|calling/, -1],
    [/手机|电话|被叫|phone|mobile|called|callee|msisdn/, 1],
    [/身份证|证件|订单|工单|银行|卡号|账号|帐号|序号|编号|order|card|account/, -1],
    [/号码/, 1],
  ],
  session_id: [[/session|会话|用户标识/, 1]],
};

function normalized(header: string): string {
  return header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_\-.:*]/g, '');
}

/** 3 exactly the kind, 2 probably, 1 contains a word of it, 0 says nothing, -1 is something else. */
function headerRank(header: string, kind: ListKind): number {
  const name = normalized(header);
  if (names[kind][0].includes(name)) return 3;
  if (names[kind][1].includes(name)) return 2;
  return hints[kind].find(([words]) => words.test(name))?.[1] ?? 0;
}

const hasDigit = (text: string) => /\p{Nd}/u.test(text);

/** 0 for what cannot be the kind, else up to 1.5: what a person would take for it at a glance. */
export function likeness(cell: Cell, kind: ListKind): number {
  const checked = checkValue(kind, cell, 'any');
  // a spoilt number still marks the column that was meant
  if (!checked.ok) return checked.fault === 'scientific' ? 1 : 0;
  if (kind === 'called') return /^1[3-9]\d{9}$/.test(checked.value) ? 1.5 : checked.value.length >= 5 ? 1 : 0;
  if (!/^[\x21-\x7e]+$/.test(checked.value) || !hasDigit(checked.value)) return 0;
  const isPlainNumber = /^\d+$/.test(checked.value);
  return checked.value.length < 8 ? 0.25 : isPlainNumber ? 0.75 : 1.5;
}

/** True for a header word of either kind: nobody's number or session ID (`session-0001` may be one). */
export function isHeaderName(cell: Cell): boolean {
  const text = textOf(cell);
  return text.length <= 40 && !hasDigit(text) && listKinds.some((kind) => headerRank(text, kind) !== 0);
}

/** A first row is a header if none of its cells is a number and one of them is a header word. */
function isNamedHeader(first: readonly Cell[]): boolean {
  return first.some(isHeaderName) && !first.some((cell) => likeness(cell, 'called') >= 1);
}

export interface ColumnChoice {
  readonly columns: readonly ListColumn[];
  readonly column: number;
  readonly hasHeader: boolean;
}

/**
 * Finds the header and the column to read from the first records that are not blank. `wanted` is an index
 * from 0 that a person named, or a guess is made: by header in both languages, else by what looks most like
 * the kind. Samples are masked.
 */
export function chooseColumn(
  records: readonly ListRecord[],
  kind: ListKind,
  wanted: number | 'guess',
): ColumnChoice {
  const rows = records.map((record) => record.cells);
  const first = rows[0] ?? [];
  const isNamed = isNamedHeader(first);
  const body = isNamed ? rows.slice(1) : rows;
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const share = (index: number, among: readonly (readonly Cell[])[]) => {
    const sum = among.reduce((total, row) => total + likeness(row[index] ?? '', kind), 0);
    return among.length === 0 ? 0 : sum / among.length;
  };
  const score = (index: number) => {
    const rank = isNamed ? headerRank(textOf(first[index] ?? ''), kind) : 0;
    const fit = share(index, body);
    // something else is not even taken where nothing fits: all refused is better than the wrong ones deleted
    const told = rank < 0 ? -100 : rank >= 2 ? rank * 100 : rank * 20;
    return told + (fit >= 0.5 ? 50 : 0) + fit;
  };
  let column = wanted === 'guess' ? 0 : wanted;
  if (wanted === 'guess') {
    for (let index = 1; index < width; index += 1) if (score(index) > score(column)) column = index;
  }
  const title = textOf(first[column] ?? '');
  // a title of its own invention above a column of numbers: no digit in it, so it is nobody's number
  const isTitled =
    kind === 'called' && title.trim() !== '' && !hasDigit(title) && share(column, rows.slice(1)) >= 0.5;
  const hasHeader = isNamed || isTitled;
  const below = hasHeader ? rows.slice(1) : rows;
  const columns = Array.from({ length: Math.min(width, maxColumns) }, (_, index) => {
    const sample = below.map((row) => textOf(row[index] ?? '')).find((text) => text.trim() !== '');
    const header = hasHeader ? maskExcerpt(textOf(first[index] ?? '')) : null;
    return { index, header, sample: maskSample(sample ?? '') };
  });
  return { columns, column, hasHeader };
}

/** A token that may be a session ID keeps its ends alone; other text has its numbers masked. */
function maskSample(text: string): string {
  const token = text.trim();
  const isToken = /^[\x21-\x7e]{8,}$/.test(token) && hasDigit(token) && !/^[\d+*#-]+$/.test(token);
  return isToken ? maskSessionId(token) : maskExcerpt(text);
}
