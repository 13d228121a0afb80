import 'server-only';
import { wallClockMs } from '../../clock.ts';
import type { Db, Trx } from '../../db/client.ts';
import type { AuditCutTable } from '../../db/schema.ts';
import { findOpenAlarm } from '../audit-alarm.ts';
import { genesisHash } from '../record-hash.ts';

const dayMs = 24 * 3_600_000;

/** The oldest records of the chain, from the last cut up to a checkpoint. */
export interface AuditPrefix {
  /** The record before the first, 0 for none, and its hash. */
  readonly after: { readonly seq: number; readonly hash: string };
  /** The last record; the checkpoint attests it. */
  readonly seq: number;
  readonly hash: string;
  readonly checkpoint: number;
}

/** The last cut; undefined if nothing was ever removed. */
export async function lastCut(db: Db | Trx): Promise<AuditCutTable | undefined> {
  return db.selectFrom('audit_cut').selectAll().orderBy('seq', 'desc').limit(1).executeTakeFirst();
}

/**
 * What is older than `days`, if that is a day's worth or more. What a stream has not received yet stays, and while the
 * database is behind its checkpoints everything does.
 */
export async function findDuePrefix(db: Db, days: number): Promise<AuditPrefix | undefined> {
  if (await findOpenAlarm(db)) return undefined;
  const last = await lastCut(db);
  const lastAt = last && (await attestedAt(db, last.checkpoint_n));
  let checkpoints = db
    .selectFrom('audit_checkpoint')
    .innerJoin('audit_event', (join) =>
      join
        .onRef('audit_event.seq', '=', 'audit_checkpoint.seq')
        .onRef('audit_event.hash', '=', 'audit_checkpoint.hash'),
    )
    .select(['n', 'audit_checkpoint.seq', 'audit_checkpoint.hash'])
    .where('audit_checkpoint.at', '<', wallClockMs() - days * dayMs)
    .where('audit_checkpoint.seq', '>', last?.seq ?? 0)
    .where('audit_checkpoint.seq', '<=', await receivedSeq(db))
    .orderBy('audit_checkpoint.at', 'desc')
    .limit(1);
  if (lastAt !== undefined) checkpoints = checkpoints.where('audit_checkpoint.at', '>=', lastAt + dayMs);
  const found = await checkpoints.executeTakeFirst();
  if (!found) return undefined;
  return {
    after: { seq: last?.seq ?? 0, hash: last?.hash ?? genesisHash },
    seq: found.seq,
    hash: found.hash,
    checkpoint: found.n,
  };
}

async function attestedAt(db: Db, n: number): Promise<number> {
  const checkpoint = db.selectFrom('audit_checkpoint').select('at').where('n', '=', n);
  return (await checkpoint.executeTakeFirstOrThrow()).at;
}

/** Up to which record everything was received wherever the audit is streamed to. */
async function receivedSeq(db: Db): Promise<number> {
  const streams = await db
    .selectFrom('audit_stream')
    .select('seq')
    .where('address', 'is not', null)
    .execute();
  return Math.min(Number.MAX_SAFE_INTEGER, ...streams.map(({ seq }) => seq));
}
