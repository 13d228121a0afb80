import 'server-only';
import type { Db, Trx } from '../../db/client.ts';
import { newId } from '../../ids.ts';
import { appendAuditEvents } from '../append-audit-events.ts';
import type { StreamTarget } from './stream-target.ts';
import type { StreamName } from './stream-view.ts';

const names: readonly StreamName[] = ['webhook', 'file'];

/**
 * Brings to the database where this configuration streams the audit. A target that begins, changes or ends is an
 * event of its own. A new one begins with the oldest record there is; a changed one, and one that begins again, goes
 * on where it stood.
 */
export async function announceStreams(db: Db, targets: readonly StreamTarget[]): Promise<void> {
  for (const name of names) {
    const target = targets.find((each) => each.name === name);
    await db.transaction().execute((trx) => announce(trx, name, target));
  }
}

async function announce(trx: Trx, name: StreamName, target: StreamTarget | undefined): Promise<void> {
  const known = await trx
    .selectFrom('audit_stream')
    .select(['address', 'digest'])
    .where('target', '=', name)
    .executeTakeFirst();
  const now = { address: target?.address ?? null, digest: target?.digest ?? '' };
  if (now.digest === (known?.digest ?? '')) return;
  // of two processes that start together, one announces
  const isOurs = known
    ? await trx
        .updateTable('audit_stream')
        .set(now)
        .where('target', '=', name)
        .where('digest', '=', known.digest)
        .returning('target')
        .executeTakeFirst()
    : await trx
        .insertInto('audit_stream')
        .values({ target: name, ...now, seq: await seqBeforeFirst(trx), last_error: null })
        .onConflict((conflict) => conflict.doNothing())
        .returning('target')
        .executeTakeFirst();
  if (!isOurs) return;
  await appendAuditEvents(trx, [
    {
      type: 'audit.stream_changed',
      data: { target: name, before: known?.address ?? null, after: now.address },
      actor: null,
      correlationId: newId('cor'),
    },
  ]);
}

async function seqBeforeFirst(trx: Trx): Promise<number> {
  const first = await trx.selectFrom('audit_event').select('seq').orderBy('seq').limit(1).executeTakeFirst();
  return (first?.seq ?? 1) - 1;
}
