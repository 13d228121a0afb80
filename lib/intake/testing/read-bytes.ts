import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import type { AcceptedRow, ListReport, RefusedRow } from '../list-report.ts';
import { type ReadListOptions, readList } from '../read-list.ts';

export type Change = Partial<ReadListOptions>;

export interface Reading {
  readonly report: ListReport;
  readonly accepted: AcceptedRow[];
  readonly refused: RefusedRow[];
}

const defaults: ReadListOptions = {
  kind: 'called',
  format: 'text',
  column: 'guess',
  maxRows: 10_000,
  maxBytes: 10_000_000,
  maxLineLength: 1000,
};

async function* chunked(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (let turn = 0; at < bytes.length; turn += 1) {
    const size = sizes.length === 0 ? bytes.length : (sizes[turn % sizes.length] ?? 1);
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

/** Reads bytes, cut into chunks of `sizes` by turns, and holds the report to its own arithmetic. */
export async function readBytes(
  bytes: Uint8Array,
  change: Change = {},
  sizes: readonly number[] = [],
): Promise<Reading> {
  const accepted: AcceptedRow[] = [];
  const refused: RefusedRow[] = [];
  const options = { ...defaults, ...change };
  const report = await readList(chunked(bytes, sizes), options, {
    accept: async (rows) => void accepted.push(...rows),
    refuse: async (rows) => void refused.push(...rows),
  });
  const counted = report.accepted + report.refused + report.duplicates + report.blank;
  expect(counted + (report.headerLine === null ? 0 : 1)).toBe(report.entries);
  expect(report.bytes).toBe(bytes.length);
  expect(report.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
  if (!report.isTooManyRows) {
    expect([accepted.length, refused.length]).toEqual([report.accepted, report.refused]);
  }
  return { report, accepted, refused };
}

export const readText = (text: string, change: Change = {}) => readBytes(Buffer.from(text), change);
export const values = (reading: Reading) => reading.accepted.map((row) => row.value);
export const reasons = (reading: Reading) => reading.refused.map((row) => [row.line, row.reason]);
