import 'server-only';
import { createHash } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import * as z from 'zod';
import { appendAuditEvents } from '../audit/append-audit-events.ts';
import { Grant } from '../auth/authorize.ts';
import { wallClockMs } from '../clock.ts';
import { type Db, getDb } from '../db/client.ts';
import { callKindOf, isListKind } from '../deletions/criterion.ts';
import type { RepeatRefusal } from '../deletions/deletion-view.ts';
import { isKept } from '../deletions/failed-numbers.ts';
import { type FailedStatus, failedStatuses } from '../deletions/states.ts';
import { getEnv } from '../env.ts';
import { newId } from '../ids.ts';
import { cleaningKinds, type ListKind, type ListReport } from '../intake/list-report.ts';
import { logger } from '../logger.ts';
import { openValue, sealValue } from '../personal-data/number-vault.ts';
import { ok, type Result, refused } from '../result.ts';
import { removeList } from './store-list.ts';

const batchSize = 1_000;

/** Which failed items of which list: never what is unknown, nor what was deleted or matched nothing. */
export const repeatInput = z.strictObject({
  deletionId: z.string().max(40),
  statuses: z.array(z.enum(failedStatuses)).min(1).max(failedStatuses.length),
});

/**
 * Makes a new list of the numbers that one's own ended list did not delete. Nothing is sent: the list waits for
 * a form, a preview and a confirmation like any other, and is forgotten after a day without them.
 */
export async function repeatFailed(
  grant: Grant<'deletion:create'>,
  input: unknown,
): Promise<Result<{ readonly listId: string }, RepeatRefusal>> {
  Grant.assert(grant, 'deletion:create');
  const parsed = repeatInput.safeParse(input);
  if (!parsed.success) return refused('input_invalid');
  const { deletionId, statuses } = parsed.data;
  const db = getDb();
  const deletion = await db
    .selectFrom('deletion')
    .select(['id', 'vdn_id', 'campaign_id', 'criterion_kind', 'is_open'])
    .where('id', '=', deletionId)
    .where('requester_id', '=', grant.memberId)
    .executeTakeFirst();
  if (!deletion || !isListKind(deletion.criterion_kind)) return refused('nothing_failed');
  if (deletion.is_open === 1) return refused('not_ended');
  if (!grant.covers({ vdnId: deletion.vdn_id, campaignId: deletion.campaign_id })) {
    return refused('campaign_out_of_scope');
  }
  const failed = await db
    .selectFrom('deletion_item')
    .select('id')
    .where('deletion_id', '=', deletionId)
    .where('status', 'in', statuses)
    .limit(1)
    .executeTakeFirst();
  if (!failed) return refused('nothing_failed');

  const listId = newId('lst');
  const kind: ListKind = callKindOf(deletion.criterion_kind) === 'called' ? 'called' : 'session_id';
  try {
    await db
      .insertInto('number_list')
      .values({
        id: listId,
        member_id: grant.memberId,
        kind,
        status: 'reading',
        accepted: 0,
        report: '',
        digest: '',
        created_at: wallClockMs(),
        repeat_of: deletionId,
      })
      .execute();
    const { accepted, digest } = await copyNumbers(db, deletionId, statuses, listId);
    if (accepted === 0) {
      await removeList(db, listId);
      return refused('numbers_wiped');
    }
    await db.transaction().execute(async (trx) => {
      await trx
        .updateTable('number_list')
        .set({ status: 'ready', accepted, digest, report: JSON.stringify(reportOf(accepted)) })
        .where('id', '=', listId)
        .execute();
      const data = { listId, kind, name: '', accepted, refused: 0, digest, repeatOf: deletionId };
      await appendAuditEvents(trx, [
        { type: 'list.stored', data, actor: grant.actor, correlationId: newId('cor') },
      ]);
    });
    return ok({ listId });
  } catch (error) {
    await removeList(db, listId).catch(() => undefined);
    logger.error({ err: error, deletionId }, 'what failed could not be made a new list');
    return refused('storage_unavailable');
  }
}

/** Seals each kept number anew under the id of the item that it will be, in their order. */
async function copyNumbers(db: Db, deletionId: string, statuses: readonly FailedStatus[], listId: string) {
  const { DATA_KEY } = getEnv();
  const digest = createHash('sha256');
  let [accepted, after] = [0, 0];
  for (;;) {
    const items = await db
      .selectFrom('deletion_item')
      .select(['id', 'position', 'value_mask', 'value_hmac', 'value_sealed'])
      .where('deletion_id', '=', deletionId)
      .where('status', 'in', statuses)
      .where(isKept)
      .where('position', '>', after)
      .orderBy('position')
      .limit(batchSize)
      .execute();
    const rows = items.flatMap(({ id, value_mask, value_hmac, value_sealed }) => {
      if (value_sealed === null || value_hmac === null) return [];
      const itemId = newId('itm');
      accepted += 1;
      digest.update(value_hmac);
      return {
        item_id: itemId,
        list_id: listId,
        position: accepted,
        value_mask,
        value_hmac,
        value_sealed: sealValue(DATA_KEY, itemId, openValue(DATA_KEY, id, value_sealed)),
      };
    });
    if (rows.length > 0) await db.insertInto('number_list_row').values(rows).execute();
    after = items.at(-1)?.position ?? after;
    if (items.length < batchSize) return { accepted, digest: digest.digest('hex') };
    await turn();
  }
}

/** The report of a list that was not read but made: every entry is accepted as it stands. */
function reportOf(accepted: number): ListReport {
  return {
    bytes: 0,
    sha256: createHash('sha256').digest('hex'),
    encoding: null,
    lines: accepted,
    entries: accepted,
    accepted,
    refused: 0,
    duplicates: 0,
    blank: 0,
    headerLine: null,
    cleaned: Object.fromEntries(cleaningKinds.map((kind) => [kind, 0])) as ListReport['cleaned'],
    columns: [],
    column: 0,
    isTooManyRows: false,
  };
}
