import 'server-only';
import { wallClockMs } from '../clock.ts';
import type { Db, Trx } from '../db/client.ts';
import type { AuditAlarmTable, AuditCheckpointTable } from '../db/schema.ts';
import { newId } from '../ids.ts';
import { logger } from '../logger.ts';
import { appendAuditEvents } from './append-audit-events.ts';

/** The alarm that nobody has acknowledged yet: while it stands, nothing is deleted. */
export async function findOpenAlarm(db: Db | Trx): Promise<AuditAlarmTable | undefined> {
  return db.selectFrom('audit_alarm').selectAll().where('is_open', '=', 1).executeTakeFirst();
}

/**
 * Says, once, that the database is behind `checkpoint`: what was audited up to it has gone with the records, as
 * when a backup is put back. Deletions are refused from the commit on.
 */
export async function raiseAlarm(db: Db, checkpoint: AuditCheckpointTable): Promise<void> {
  const isNew = await db.transaction().execute(async (trx) => {
    const head = await trx
      .updateTable('audit_head')
      .set((row) => ({ seq: row.ref('seq') }))
      .where('id', '=', 1)
      .returning('seq')
      .executeTakeFirstOrThrow();
    const raised = await trx
      .insertInto('audit_alarm')
      .values({
        id: newId('alm'),
        raised_at: wallClockMs(),
        head_seq: head.seq,
        checkpoint_n: checkpoint.n,
        checkpoint_seq: checkpoint.seq,
        checkpoint_at: checkpoint.at,
        is_open: 1,
        acknowledged_at: null,
        acknowledged_by: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!raised) return false;
    await appendAuditEvents(trx, [
      {
        type: 'audit.alarm_raised',
        data: {
          headSeq: head.seq,
          checkpoint: checkpoint.n,
          attestedSeq: checkpoint.seq,
          attestedAt: checkpoint.at,
        },
        actor: null,
        correlationId: newId('cor'),
      },
    ]);
    return true;
  });
  if (isNew) {
    logger.error(
      { checkpoint: checkpoint.n, attestedSeq: checkpoint.seq },
      'the database is behind the checkpoints of its audit: nothing is deleted until an admin acknowledges it',
    );
  }
}
