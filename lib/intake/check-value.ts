import { cleanCalled } from '../deletions/clean-called.ts';
import { type CriterionFault, criterion } from '../deletions/criterion.ts';
import type { CleaningKind, IntakeFault, ListKind } from './list-report.ts';

/** A cell of a text file, or of a workbook; of the latter one that holds a number, or that cannot be taken. */
export type Cell =
  | string
  | { readonly text: string; readonly isNumber: boolean; readonly fault: IntakeFault | null };

/** `cn`: numbers as dialled in mainland China, where an area code begins with 0. `any`: no such knowledge. */
export type DialPlan = 'cn' | 'any';

export type CheckedValue =
  | { readonly ok: true; readonly value: string; readonly cleaned: readonly CleaningKind[] }
  | { readonly ok: false; readonly fault: IntakeFault };

const scientific = /^\d+(\.\d+)?[eE]\+\d+$/;
const separators = /[\n\r\t,，、;；]/;
/** Area code without its zero and a local number: 10 and 2x have eight digits, the others seven or eight. */
const zeroLess = /^(?:10\d{8}|2\d{9}|[3-9]\d{9,10})$/;
/** 400 and 800 numbers look like it, and are dialled without a zero. */
const serviceNumber = /^[48]00\d{7}$/;

/** The text of a cell. */
export function textOf(cell: Cell): string {
  return typeof cell === 'string' ? cell : cell.text;
}

function checkCalled(text: string, dialPlan: DialPlan): CheckedValue {
  const cleaning = cleanCalled(text);
  if (!cleaning.ok) return cleaning;
  const { value, removed, isConverted } = cleaning;
  const parsed = criterion.safeParse({ kind: 'called', called: value });
  if (!parsed.success) return { ok: false, fault: parsed.error.issues[0]?.message as CriterionFault };
  if (dialPlan === 'cn' && zeroLess.test(value) && !serviceNumber.test(value)) {
    return { ok: false, fault: 'lost_leading_zero' };
  }
  const cleaned: CleaningKind[] = [];
  for (const removal of removed) {
    cleaned.push(removal === 'spaces' || removal === 'hyphens' ? removal : 'prefix');
  }
  if (isConverted) cleaned.push('full_width');
  return { ok: true, value, cleaned };
}

function checkSessionId(text: string): CheckedValue {
  const value = text.trim();
  if (scientific.test(value)) return { ok: false, fault: 'scientific' };
  if (separators.test(value)) return { ok: false, fault: 'several' };
  const parsed = criterion.safeParse({ kind: 'session_id', sessionId: value });
  if (!parsed.success) return { ok: false, fault: parsed.error.issues[0]?.message as CriterionFault };
  return { ok: true, value, cleaned: value === text ? [] : ['spaces'] };
}

/**
 * One cell of a list as the value that would be sent: called numbers cleaned as in the form, session IDs only
 * trimmed, both held to the rules of the criterion. Nothing is ever repaired.
 */
export function checkValue(kind: ListKind, cell: Cell, dialPlan: DialPlan): CheckedValue {
  if (typeof cell !== 'string' && cell.fault !== null) return { ok: false, fault: cell.fault };
  const text = textOf(cell);
  if (text.includes('\uFFFD')) return { ok: false, fault: 'undecodable' };
  const checked = kind === 'called' ? checkCalled(text, dialPlan) : checkSessionId(text);
  if (!checked.ok || typeof cell === 'string' || !cell.isNumber) return checked;
  return { ...checked, cleaned: [...checked.cleaned, 'number_cell'] };
}
