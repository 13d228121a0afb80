import { createHash } from 'node:crypto';
import type { AuditEventTable } from '../db/schema.ts';

/** What the first record of a chain holds as the hash before it. */
export const genesisHash = '0'.repeat(64);

/**
 * Canonical JSON after RFC 8785 for what a record holds: text, whole numbers and null, keys in code-unit order,
 * nothing between the tokens.
 */
export function canonicalJson(record: Readonly<Record<string, string | number | null>>): string {
  const keys = Object.keys(record).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${JSON.stringify(record[key] ?? null)}`).join(',')}}`;
}

/** A record as a line of an export or a stream: all its columns, its hash among them. */
export function recordLine(record: AuditEventTable): string {
  return canonicalJson({ ...record });
}

/** Hex SHA-256 of the record without its own hash; it holds the hash of the record before it. */
export function recordHash(record: Omit<AuditEventTable, 'hash'>): string {
  return createHash('sha256')
    .update(canonicalJson({ ...record }))
    .digest('hex');
}
