import 'server-only';
import type { Selectable } from 'kysely';
import { appendAuditEvents } from '../audit/append-audit-events.ts';
import { toCivilTime, wallClockMs } from '../clock.ts';
import type { Db } from '../db/client.ts';
import type { DeletionItemTable } from '../db/schema.ts';
import type { Env } from '../env.ts';
import type { DeleteRequest, IsalesClient } from '../isales/client.ts';
import { IsalesError } from '../isales/errors.ts';
import { successCode } from '../isales/result-codes.ts';
import type { CallLogEntry } from '../isales/schemas.ts';
import { maskNumbersInText } from '../personal-data/mask.ts';
import { storedCriterion, vendorCriterion } from './stored-criterion.ts';

export interface SettleContext {
  readonly db: Db;
  readonly client: IsalesClient;
  readonly env: Pick<Env, 'DATA_KEY' | 'ISALES_TIME_ZONE' | 'ISALES_CALL_TIMEOUT_MS'>;
}

/**
 * When the call log is asked for a lost answer, ms after the one before: how soon it lists a call is unknown,
 * so the looks come at first quickly, then slowly, for ten minutes in all.
 */
const delaysMs = [1_000, 2_000, 5_000, 10_000, 20_000, 60_000, 120_000, 180_000, 200_000] as const;
export const firstSettleDelayMs = delaysMs[0];

/** The vendor's clock may differ from ours by this much, and its seconds are whole, ms. */
const toleranceMs = 5_000;
const logPageSize = 100;

/**
 * Looks for an unknown call in the vendor's own log and settles it if there is exactly one entry that can be
 * it. Not finding it proves nothing: the item then waits for the next look, after the last for a person.
 */
export async function settleFromCallLog(context: SettleContext, itemId: string): Promise<void> {
  const { db, env } = context;
  const item = await db
    .selectFrom('deletion_item')
    .selectAll()
    .where('id', '=', itemId)
    .executeTakeFirstOrThrow();
  if (item.status !== 'unknown' || item.sent_at === null) return;
  const entry = await findEntry(context, item, item.sent_at);
  const next = delaysMs[item.settle_attempts + 1];
  if (!entry) {
    await db
      .updateTable('deletion_item')
      .set({
        settle_attempts: item.settle_attempts + 1,
        settle_at: next === undefined ? null : wallClockMs() + next,
      })
      .where('id', '=', item.id)
      .where('status', '=', 'unknown')
      .execute();
    return;
  }
  await settle(context, item, entry, toCivilTime(item.sent_at, env.ISALES_TIME_ZONE));
}

async function findEntry(
  context: SettleContext,
  item: Selectable<DeletionItemTable>,
  sentAt: number,
): Promise<CallLogEntry | undefined> {
  const { db, client, env } = context;
  const deletion = await db
    .selectFrom('deletion')
    .selectAll()
    .where('id', '=', item.deletion_id)
    .executeTakeFirstOrThrow();
  const request: DeleteRequest = {
    vdnId: item.vdn_id,
    campaignId: item.campaign_id,
    criterion: vendorCriterion(storedCriterion(env.DATA_KEY, deletion, item)),
    archiveHistory: deletion.archive_history === 0 ? 0 : 1,
  };
  const earliest = sentAt - toleranceMs;
  const latest = sentAt + env.ISALES_CALL_TIMEOUT_MS + toleranceMs;
  // Another call of ours with the same body near this one could be the one in the log: no proof then.
  const rival = await db
    .selectFrom('deletion_item')
    .innerJoin('deletion', 'deletion.id', 'deletion_item.deletion_id')
    .select('deletion_item.id')
    .where('deletion_item.id', '!=', item.id)
    .where('deletion.content_hash', '=', deletion.content_hash)
    .where('deletion_item.sent_at', '>', earliest - env.ISALES_CALL_TIMEOUT_MS)
    .where('deletion_item.sent_at', '<', latest)
    .executeTakeFirst();
  if (rival || item.attempts > 1) return undefined;
  const civil = (ms: number) => toCivilTime(ms, env.ISALES_TIME_ZONE);
  try {
    const entries = await client.findCallLogs({
      vdnId: item.vdn_id,
      beginTime: civil(earliest),
      endTime: civil(latest),
      offset: 0,
      limit: logPageSize,
    });
    const path = client.deletePath(request);
    const body = client.deleteBody(request);
    const candidates = entries.filter(
      (entry) =>
        entry.url.endsWith(path) &&
        entry.request === body &&
        entry.operTime >= civil(earliest) &&
        entry.operTime <= civil(latest),
    );
    return candidates.length === 1 && entries.length < logPageSize ? candidates[0] : undefined;
  } catch (error) {
    if (error instanceof IsalesError) return undefined;
    throw error;
  }
}

/** The log tells the result code and no count: a success is `deleted` without a number of rows. */
async function settle(
  context: SettleContext,
  item: Selectable<DeletionItemTable>,
  entry: CallLogEntry,
  sentAtCivil: string,
): Promise<void> {
  const outcome = entry.resultCode === successCode ? 'deleted' : 'rejected';
  const resultDesc = maskNumbersInText(entry.resultDesc).slice(0, 1_000);
  await context.db.transaction().execute(async (trx) => {
    const settled = await trx
      .updateTable('deletion_item')
      .set({
        status: outcome,
        settled_by: 'call_log',
        settle_at: null,
        result_code: entry.resultCode,
        result_desc: resultDesc,
        value_sealed: null,
      })
      .where('id', '=', item.id)
      .where('status', '=', 'unknown')
      .returning('id')
      .executeTakeFirst();
    if (!settled) return;
    const deletion = await trx
      .selectFrom('deletion')
      .select(['id', 'correlation_id'])
      .where('id', '=', item.deletion_id)
      .executeTakeFirstOrThrow();
    await appendAuditEvents(trx, [
      {
        type: 'item.settled',
        data: {
          outcome,
          settledBy: 'call_log',
          resultCode: entry.resultCode,
          evidence: { callLogId: entry.id, operTime: entry.operTime, sentAt: sentAtCivil, resultDesc },
        },
        actor: null,
        correlationId: deletion.correlation_id,
        subject: {
          vdnId: item.vdn_id,
          campaignId: item.campaign_id,
          deletionId: deletion.id,
          itemId: item.id,
        },
      },
    ]);
  });
}
