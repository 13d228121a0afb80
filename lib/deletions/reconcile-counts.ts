import 'server-only';
import type { Selectable } from 'kysely';
import { appendAuditEvents } from '../audit/append-audit-events.ts';
import { vendorLocale } from '../campaigns/vendor-client.ts';
import { wallClockMs } from '../clock.ts';
import type { Db, Trx } from '../db/client.ts';
import type { ReconciliationTable } from '../db/schema.ts';
import type { Env } from '../env.ts';
import { isLocale } from '../i18n/locales.ts';
import { logger } from '../logger.ts';
import { openValue, sealValue } from '../personal-data/number-vault.ts';
import type { Deletion, ReadyCall } from './prepare-call.ts';
import { batchOf, type CampaignFacts, readCampaignFactsNow } from './read-campaign-facts.ts';
import {
  type CountsAround,
  findingOfCounts,
  hasOwnCount,
  type ReconciliationFinding,
  type ReconciliationView,
} from './reconciliation.ts';

/**
 * When the count is read again after the one before, ms, as long as it cannot be read or leaves something
 * unexplained: how soon the vendor's statistics follow a deletion is unknown.
 */
const delaysMs = [0, 5_000, 20_000] as const;

/** Counts of a deletion that are due are read one after another, so many in one go. */
const mostAtOnce = 20;

/** Keeps the count that was read for the intent of a call: no call waits for one of its own. */
export async function noteCountBefore(
  trx: Trx,
  env: Pick<Env, 'DATA_KEY'>,
  { deletion, criterion, facts }: Pick<ReadyCall, 'deletion' | 'criterion' | 'facts'>,
): Promise<void> {
  if (!hasOwnCount(deletion.criterion_kind) || facts.leftToCall === null) return;
  const batch = batchOf(criterion);
  const before = {
    left_before: facts.leftToCall,
    before_at: facts.readAt,
    batch_sealed: batch === undefined ? null : sealValue(env.DATA_KEY, deletion.id, batch),
  };
  await trx
    .insertInto('reconciliation')
    .values({ deletion_id: deletion.id, ...before, looks: 0 })
    .onConflict((conflict) => conflict.column('deletion_id').doUpdateSet(before))
    .execute();
}

/** Lets the count be read again, soon, once the vendor has told how many it deleted; without that, forgets it. */
export async function askForCountAfter(
  trx: Trx,
  deletion: Pick<Deletion, 'id' | 'criterion_kind'>,
  successCount: number | null,
): Promise<void> {
  if (!hasOwnCount(deletion.criterion_kind)) return;
  if (successCount === null) {
    await trx.deleteFrom('reconciliation').where('deletion_id', '=', deletion.id).execute();
    return;
  }
  await trx
    .updateTable('reconciliation')
    .set({ success_count: successCount, look_at: wallClockMs() + delaysMs[0] })
    .where('deletion_id', '=', deletion.id)
    .execute();
}

/** Deletions whose count is to be read now, the longest due first. */
export async function findDueReconciliations(db: Db): Promise<readonly string[]> {
  const due = await db
    .selectFrom('reconciliation')
    .select('deletion_id')
    .where('look_at', '<=', wallClockMs())
    .orderBy('look_at')
    .limit(mostAtOnce)
    .execute();
  return due.map((row) => row.deletion_id);
}

/**
 * Reads the count of a deletion again and holds it against what the vendor said. What stays unexplained, or
 * cannot be read, is looked at once more; after the last look the finding stands, with its audit record.
 */
export async function reconcileCounts(
  { db, env }: { readonly db: Db; readonly env: Pick<Env, 'DATA_KEY'> },
  deletionId: string,
): Promise<void> {
  const row = await db
    .selectFrom('reconciliation')
    .selectAll()
    .where('deletion_id', '=', deletionId)
    .executeTakeFirstOrThrow();
  if (row.look_at === null || row.success_count === null) return;
  const deletion = await db
    .selectFrom('deletion')
    .selectAll()
    .where('id', '=', deletionId)
    .executeTakeFirstOrThrow();
  const facts = await readAfter(env, deletion, row);
  const counts: CountsAround = {
    ...countsBefore(deletion, row),
    successCount: row.success_count,
    after: facts?.leftToCall ?? null,
    afterAt: facts?.readAt ?? null,
    campaignStatus: facts?.status ?? null,
  };
  const hadOtherDeletions = await findOtherDeletions(db, deletion, counts);
  const finding = findingOfCounts(deletion.criterion_kind, counts, { hadOtherDeletions });
  const next = delaysMs[row.looks + 1];
  if ((finding === 'unexplained' || finding === 'not_known') && next !== undefined) {
    await db
      .updateTable('reconciliation')
      .set({ looks: row.looks + 1, look_at: wallClockMs() + next })
      .where('deletion_id', '=', deletionId)
      .where('looks', '=', row.looks)
      .where('look_at', 'is not', null)
      .execute();
    return;
  }
  await store(db, deletion, row, counts, finding);
}

/** Undefined if it cannot be read now, whatever the cause: a deletion does not depend on it. */
async function readAfter(
  env: Pick<Env, 'DATA_KEY'>,
  deletion: Deletion,
  { batch_sealed: sealed }: Selectable<ReconciliationTable>,
): Promise<CampaignFacts | undefined> {
  try {
    const batch = sealed === null ? undefined : openValue(env.DATA_KEY, deletion.id, sealed);
    const campaign = { vdnId: deletion.vdn_id, campaignId: deletion.campaign_id, batch };
    return await readCampaignFactsNow(campaign, {
      locale: isLocale(deletion.locale) ? vendorLocale(deletion.locale) : 'zh_CN',
    });
  } catch (error) {
    logger.warn({ err: error, deletionId: deletion.id }, 'the count after a deletion cannot be read');
    return undefined;
  }
}

/** Whether another deletion of this console may have changed the same count between the two looks. */
async function findOtherDeletions(db: Db, deletion: Deletion, counts: CountsAround): Promise<boolean> {
  if (counts.afterAt === null) return false;
  const other = await db
    .selectFrom('deletion_item')
    .select('id')
    .where('vdn_id', '=', deletion.vdn_id)
    .where('campaign_id', '=', deletion.campaign_id)
    .where('deletion_id', '!=', deletion.id)
    .where('sent_at', '<=', counts.afterAt)
    .where('status', 'in', ['deleted', 'unknown', 'sent'])
    .where((where) =>
      where.or([where('answered_at', 'is', null), where('answered_at', '>=', counts.beforeAt)]),
    )
    .limit(1)
    .executeTakeFirst();
  return other !== undefined;
}

async function store(
  db: Db,
  deletion: Deletion,
  row: Selectable<ReconciliationTable>,
  counts: CountsAround,
  finding: ReconciliationFinding,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const stored = await trx
      .updateTable('reconciliation')
      .set({
        looks: row.looks + 1,
        look_at: null,
        batch_sealed: null,
        left_after: counts.after,
        after_at: counts.afterAt,
        campaign_status: counts.campaignStatus,
        finding,
      })
      .where('deletion_id', '=', deletion.id)
      .where('looks', '=', row.looks)
      .where('look_at', 'is not', null)
      .returning('deletion_id')
      .executeTakeFirst();
    // another process was as quick
    if (!stored) return;
    await appendAuditEvents(trx, [
      {
        type: 'deletion.reconciled',
        data: { ...counts, finding },
        actor: null,
        correlationId: deletion.correlation_id,
        subject: { vdnId: deletion.vdn_id, campaignId: deletion.campaign_id, deletionId: deletion.id },
      },
    ]);
  });
}

function countsBefore(deletion: Pick<Deletion, 'preview_scope'>, row: Selectable<ReconciliationTable>) {
  return {
    scope: deletion.preview_scope === 'batch' ? 'batch' : 'campaign',
    before: row.left_before,
    beforeAt: row.before_at,
  } as const;
}

/** What the page of a deletion says about its counts; null where there are none, or the vendor told none. */
export async function findReconciliation(
  db: Db,
  deletion: Pick<Deletion, 'id' | 'preview_scope'>,
): Promise<ReconciliationView | null> {
  const row = await db
    .selectFrom('reconciliation')
    .selectAll()
    .where('deletion_id', '=', deletion.id)
    .executeTakeFirst();
  if (!row || row.success_count === null) return null;
  return {
    ...countsBefore(deletion, row),
    after: row.left_after,
    afterAt: row.after_at,
    campaignStatus: row.campaign_status,
    successCount: row.success_count,
    finding: row.finding,
  };
}
