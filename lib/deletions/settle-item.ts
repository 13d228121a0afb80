import 'server-only';
import type { Selectable } from 'kysely';
import { appendAuditEvents } from '../audit/append-audit-events.ts';
import { toCivilTime, wallClockMs } from '../clock.ts';
import type { Db, Trx } from '../db/client.ts';
import type { DeletionItemTable, DeletionTable } from '../db/schema.ts';
import type { Env } from '../env.ts';
import type { DeleteRequest, IsalesClient } from '../isales/client.ts';
import { IsalesError } from '../isales/errors.ts';
import { redact } from '../isales/redact.ts';
import { successCode } from '../isales/result-codes.ts';
import type { CallLogEntry } from '../isales/schemas.ts';
import { logger } from '../logger.ts';
import { maskNumbersInText } from '../personal-data/mask.ts';
import { completeIfDone, lockDeletion } from './complete-deletion.ts';
import type { CallCriterion } from './criterion.ts';
import { criterionValue } from './deletion-digest.ts';
import { sealAfter } from './failed-numbers.ts';
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
/** A log so busy that this does not suffice proves nothing. */
const maxLogPages = 50;

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
  if (item.attempts > 1) {
    // the log could hold either attempt: it can prove nothing, and a person is asked at once
    await db
      .updateTable('deletion_item')
      .set({ settle_at: null })
      .where('id', '=', item.id)
      .where('status', '=', 'unknown')
      .execute();
    return;
  }
  let isSettled = false;
  try {
    isSettled = await trySettle(context, item, item.sent_at);
  } finally {
    // also after a failure: one item that cannot be looked up must not keep the others waiting
    if (!isSettled) await lookAgainLater(db, item);
  }
  if (!isSettled) return;
  logger.info({ itemId, timeZone: env.ISALES_TIME_ZONE }, 'an unknown outcome was settled from the call log');
}

async function trySettle(
  context: SettleContext,
  item: Selectable<DeletionItemTable>,
  sentAt: number,
): Promise<boolean> {
  const { db, env } = context;
  const deletion = await db
    .selectFrom('deletion')
    .selectAll()
    .where('id', '=', item.deletion_id)
    .executeTakeFirstOrThrow();
  const criterion = storedCriterion(env.DATA_KEY, deletion, item);
  const window = {
    earliest: sentAt - toleranceMs,
    latest: sentAt + env.ISALES_CALL_TIMEOUT_MS + toleranceMs,
  };
  const entry = await findEntry(context, item, deletion, criterion, window);
  return entry !== undefined && settle(context, item, criterion, entry, window);
}

async function lookAgainLater(db: Db, item: Selectable<DeletionItemTable>): Promise<void> {
  const next = delaysMs[item.settle_attempts + 1];
  await db
    .updateTable('deletion_item')
    .set({
      settle_attempts: item.settle_attempts + 1,
      settle_at: next === undefined ? null : wallClockMs() + next,
    })
    .where('id', '=', item.id)
    .where('status', '=', 'unknown')
    .execute();
}

/** A code of the vendor's: seven or eight digits. A line without one tells of a call that has not ended. */
const resultCode = /^\d{7,8}$/;

/** What the vendor's log says about one call: the only entry that can be it, with a result; else nothing. */
async function findEntry(
  context: SettleContext,
  item: Selectable<DeletionItemTable>,
  deletion: Selectable<DeletionTable>,
  criterion: CallCriterion,
  window: CallWindow,
): Promise<CallLogEntry | undefined> {
  const { client, env } = context;
  const request: DeleteRequest = {
    vdnId: item.vdn_id,
    campaignId: item.campaign_id,
    criterion: vendorCriterion(criterion),
    archiveHistory: deletion.archive_history === 0 ? 0 : 1,
  };
  const path = client.deletePath(request);
  const body = client.deleteBody(request);
  const civil = (ms: number) => toCivilTime(ms, env.ISALES_TIME_ZONE);
  const [beginTime, endTime] = [civil(window.earliest), civil(window.latest)];
  const candidates: CallLogEntry[] = [];
  try {
    for (let page = 0; page < maxLogPages; page += 1) {
      const offset = page * logPageSize;
      const query = { vdnId: item.vdn_id, beginTime, endTime, offset, limit: logPageSize };
      const entries = await client.findCallLogs(query);
      candidates.push(
        ...entries.filter(
          (entry) =>
            entry.url.endsWith(path) &&
            entry.request === body &&
            entry.operTime >= beginTime &&
            entry.operTime <= endTime,
        ),
      );
      if (entries.length < logPageSize) {
        const [only, ...others] = candidates;
        const isResult =
          only !== undefined &&
          resultCode.test(only.resultCode) &&
          (only.httpStatus === null || only.httpStatus === 200);
        return isResult && others.length === 0 ? only : undefined;
      }
    }
  } catch (error) {
    if (!(error instanceof IsalesError)) throw error;
  }
  return undefined;
}

interface CallWindow {
  /** ms UTC */
  readonly earliest: number;
  readonly latest: number;
}

/** Another call of the same content near this one could be the one in the log: no proof then. */
async function hasRival(
  trx: Trx,
  item: Selectable<DeletionItemTable>,
  window: CallWindow,
  timeoutMs: number,
): Promise<boolean> {
  const rival = await trx
    .selectFrom('deletion_item')
    .innerJoin('deletion', 'deletion.id', 'deletion_item.deletion_id')
    .select('deletion_item.id')
    .where('deletion_item.id', '!=', item.id)
    .where('deletion_item.vdn_id', '=', item.vdn_id)
    .where('deletion_item.campaign_id', '=', item.campaign_id)
    .where('deletion_item.sent_at', '>', window.earliest - timeoutMs)
    .where('deletion_item.sent_at', '<', window.latest)
    .where((where) =>
      item.value_hmac === null
        ? where('deletion_item.value_hmac', 'is', null)
        : where('deletion_item.value_hmac', '=', item.value_hmac),
    )
    .limit(1)
    .executeTakeFirst();
  return rival !== undefined;
}

/**
 * The log tells the result code and no count: a success is `deleted` without a number of rows. The rival is
 * looked for after the log was read: whoever called later cannot be in what was read.
 */
async function settle(
  context: SettleContext,
  item: Selectable<DeletionItemTable>,
  criterion: CallCriterion,
  entry: CallLogEntry,
  window: CallWindow,
): Promise<boolean> {
  const { env } = context;
  const outcome = entry.resultCode === successCode ? 'deleted' : 'rejected';
  const own = criterionValue(criterion);
  const words = redact(entry.resultDesc, own === undefined ? [] : [own]);
  const resultDesc = maskNumbersInText(words).slice(0, 1_000);
  return context.db.transaction().execute(async (trx) => {
    const deletion = await lockDeletion(trx, item.deletion_id);
    if (await hasRival(trx, item, window, env.ISALES_CALL_TIMEOUT_MS)) return false;
    const settled = await trx
      .updateTable('deletion_item')
      .set({
        status: outcome,
        settled_by: 'call_log',
        settle_at: null,
        retry_at: null,
        result_code: entry.resultCode,
        result_desc: resultDesc,
        value_sealed: sealAfter(outcome),
      })
      .where('id', '=', item.id)
      .where('status', '=', 'unknown')
      .where('attempts', '=', item.attempts)
      .returning('id')
      .executeTakeFirst();
    if (!settled) return true;
    const sentAt = toCivilTime(item.sent_at ?? 0, env.ISALES_TIME_ZONE);
    await appendAuditEvents(trx, [
      {
        type: 'item.settled',
        data: {
          outcome,
          settledBy: 'call_log',
          resultCode: entry.resultCode,
          evidence: { callLogId: entry.id, operTime: entry.operTime, sentAt, resultDesc },
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
    await completeIfDone(trx, deletion);
    return true;
  });
}
