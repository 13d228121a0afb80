import { parseCivilTime } from '../civil-time.ts';
import { Refused } from '../refused.ts';

const INTEGER = /^-?\d{1,15}$/;

/** A required integer in a query or path. 02000001 if blank, 02000006 if no integer, 02000007 if out of range. */
export function integerOf(name: string, text: string | null, range: { min: number; max: number }): number {
  if (text === null || text.trim() === '') throw new Refused('02000001', name);
  if (!INTEGER.test(text)) throw new Refused('02000006', name, text);
  const value = Number(text);
  if (value < range.min || value > range.max) throw new Refused('02000007', name, text);
  return value;
}

/** The VDN of the path: an integer from 1 to 9999. */
export function vdnIdOf(text: string): number {
  return integerOf('vdnId', text, { min: 1, max: 9999 });
}

/** An optional civil time; 0200030 for everything that is none. */
export function optionalCivilTime(name: string, text: string | null): string | null {
  if (text === null || text === '') return null;
  if (parseCivilTime(text) === null) throw new Refused('0200030', name, text);
  return text;
}

/** A body that has to be a JSON object. 0200001 for everything else. */
export function jsonObjectOf(bodyText: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(bodyText);
  } catch {
    throw new Refused('0200001', 'body');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Refused('0200001', 'body');
  return value as Record<string, unknown>;
}
