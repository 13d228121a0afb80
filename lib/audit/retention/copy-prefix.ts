import 'server-only';
import { setImmediate } from 'node:timers/promises';
import type { Db } from '../../db/client.ts';
import type { AuditEventTable } from '../../db/schema.ts';
import type { AuditEventData } from '../events.ts';
import { recordHash, recordLine } from '../record-hash.ts';
import type { AuditPrefix } from './due-prefix.ts';

const pageRecords = 500;

export type AuditLosses = AuditEventData['audit.cut']['data']['losses'];

/** What is about to go is not the chain that the checkpoint attests: it is evidence, and stays. */
export class BrokenPrefixError extends Error {
  override readonly name = 'BrokenPrefixError';
}

/**
 * Reads the records of `prefix` in their order, checks that each follows the one before it up to the attested one, and
 * gives their lines to `write`. Returns the acknowledged losses among them: who reads what is left must know of them.
 * @throws BrokenPrefixError if the chain does not lead there
 */
export async function copyPrefix(
  db: Db,
  { after, seq, hash }: AuditPrefix,
  write: (lines: Buffer) => Promise<void>,
  signal: AbortSignal,
): Promise<AuditLosses> {
  const losses = [];
  for (let last = after; last.seq < seq; ) {
    signal.throwIfAborted();
    const page = await db
      .selectFrom('audit_event')
      .selectAll()
      .where('seq', '>', last.seq)
      .where('seq', '<=', seq)
      .orderBy('seq')
      .limit(pageRecords)
      .execute();
    for (const record of page) {
      if (!follows(record, last)) throw new BrokenPrefixError(`record ${last.seq + 1} is not what it was`);
      losses.push(...lossesOf(record));
      last = { seq: record.seq, hash: record.hash };
    }
    if (page.length === 0 || (last.seq === seq && last.hash !== hash))
      throw new BrokenPrefixError(`record ${last.seq} is not followed up to the checkpoint`);
    await write(Buffer.from(page.map((record) => `${recordLine(record)}\n`).join('')));
    // SQLite answers without a pause: whoever waits comes first
    await setImmediate();
  }
  return losses;
}

function follows({ hash, ...record }: AuditEventTable, last: AuditPrefix['after']): boolean {
  return record.seq === last.seq + 1 && record.prev_hash === last.hash && hash === recordHash(record);
}

function lossesOf(record: AuditEventTable): AuditLosses {
  if (record.type === 'audit.cut') return JSON.parse(record.data).losses;
  if (record.type !== 'audit.alarm_acknowledged') return [];
  const { firstCheckpoint, lastCheckpoint, lostFrom, lostTo } = JSON.parse(record.data);
  const { seq, at, actor_name: by } = record;
  return [{ seq, at, by, firstCheckpoint, lastCheckpoint, lostFrom, lostTo }];
}
