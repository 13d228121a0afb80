import 'server-only';
import { type Db, type Engine, engineOf } from '../../db/client.ts';
import type { Env } from '../../env.ts';
import { newId } from '../../ids.ts';
import { logger } from '../../logger.ts';
import { appendAuditEvents } from '../append-audit-events.ts';
import type { AuditEventData } from '../events.ts';
import { copyPrefix } from './copy-prefix.ts';
import { type AuditPrefix, findDuePrefix, lastCut } from './due-prefix.ts';
import { removeRecords, removeSlice } from './remove-records.ts';
import { writeArchive } from './write-archive.ts';

type RetentionEnv = Pick<Env, 'DATABASE_URL' | 'AUDIT_RETENTION_DAYS' | 'AUDIT_ARCHIVE_DIR'>;
export type AuditCut = AuditEventData['audit.cut']['data'];

/**
 * Removes what is older than the audit is kept, up to a checkpoint: first it is written to the archive, if there is one,
 * and on the disk; then the cut is recorded, and from that commit on records go, slice by slice. A run that is cut
 * short is made up for by the next. Returns the cut, undefined if none was due.
 * @throws BrokenPrefixError if what is due is not the chain that was attested; nothing is removed then
 */
export async function retainAudit(
  db: Db,
  env: RetentionEnv,
  signal: AbortSignal = new AbortController().signal,
): Promise<AuditCut | undefined> {
  const engine = engineOf(env.DATABASE_URL);
  await removeRecords(db, engine, signal);
  const prefix = await findDuePrefix(db, env.AUDIT_RETENTION_DAYS);
  if (!prefix || signal.aborted) return undefined;
  const cut = await archivePrefix(db, prefix, env.AUDIT_ARCHIVE_DIR, signal).catch((error: unknown) => {
    if (signal.aborted) return undefined;
    throw error;
  });
  if (!cut) return undefined;
  await recordCut(db, engine, prefix, cut);
  logger.info({ seq: cut.seq, records: cut.records, archive: cut.archive?.name }, 'the audit was cut');
  await removeRecords(db, engine, signal);
  return cut;
}

async function archivePrefix(
  db: Db,
  prefix: AuditPrefix,
  directory: string | undefined,
  signal: AbortSignal,
): Promise<AuditCut> {
  const { after, seq, hash, checkpoint } = prefix;
  const about = { seq, hash, checkpoint, records: seq - after.seq };
  if (directory === undefined) {
    const losses = await copyPrefix(db, prefix, async () => {}, signal);
    return { ...about, archive: null, losses };
  }
  const { archive, filled } = await writeArchive(directory, archiveName(prefix), (write) =>
    copyPrefix(db, prefix, write, signal),
  );
  return { ...about, archive, losses: filled };
}

/** Names sort as their records do. */
function archiveName({ after, seq }: AuditPrefix): string {
  const padded = (number: number) => String(number).padStart(12, '0');
  return `audit-${padded(after.seq + 1)}-${padded(seq)}.jsonl`;
}

/** The event, what the triggers go by, and the first records that go, in one commit. */
async function recordCut(db: Db, engine: Engine, prefix: AuditPrefix, cut: AuditCut): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await appendAuditEvents(trx, [
      { type: 'audit.cut', data: cut, actor: null, correlationId: newId('cor') },
    ]);
    // the head is locked: nobody else cuts from here on
    if (((await lastCut(trx))?.seq ?? 0) !== prefix.after.seq)
      throw new Error('another process has cut the audit meanwhile');
    const head = await trx.selectFrom('audit_head').select('seq').executeTakeFirstOrThrow();
    await trx
      .insertInto('audit_cut')
      .values({ seq: cut.seq, hash: cut.hash, checkpoint_n: cut.checkpoint, event_seq: head.seq })
      .execute();
    await removeSlice(trx, engine);
  });
}
