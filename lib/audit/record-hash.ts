import { createHash } from 'node:crypto';
import type { AuditEventTable } from '../db/schema.ts';

/** What the first record of a chain holds as the hash before it. */
export const genesisHash = '0'.repeat(64);

/**
 * Canonical JSON after RFC 8785 for what records and receipts hold: text, whole numbers, flags, null, and lists and
 * objects of these; keys in code-unit order, nothing between the tokens. What is undefined counts as null.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const entries = value as Readonly<Record<string, unknown>>;
  const keys = Object.keys(entries).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonicalJson(entries[key])}`).join(',')}}`;
}

/** A record as a line of an export or a stream: all its columns, its hash among them. */
export function recordLine(record: AuditEventTable): string {
  return canonicalJson({ ...record });
}

/** Hex SHA-256 of the record without its own hash; it holds the hash of the record before it. */
export function recordHash(record: Omit<AuditEventTable, 'hash'>): string {
  return createHash('sha256').update(canonicalJson(record)).digest('hex');
}
