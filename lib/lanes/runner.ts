import 'server-only';
import { randomUUID } from 'node:crypto';
import type { ExpressionBuilder } from 'kysely';
import { expireApprovals } from '../approvals/expire-approvals.ts';
import { retainAudit } from '../audit/retention/retain-audit.ts';
import { endSessionsAtLimit } from '../auth/end-sessions-at-limit.ts';
import { getVendorClient } from '../campaigns/vendor-client.ts';
import { monotonicMs, sleep, wallClockMs } from '../clock.ts';
import { type Db, getDb } from '../db/client.ts';
import type { Database } from '../db/schema.ts';
import type { Outcome } from '../deletions/classify-outcome.ts';
import { intendCall, makeCall, markAbandonedCalls, type Next } from '../deletions/make-call.ts';
import type { ExecutionContext } from '../deletions/prepare-call.ts';
import { findDueReconciliations, reconcileCounts } from '../deletions/reconcile-counts.ts';
import { giveUpSecondTries, secondTrySince } from '../deletions/second-try.ts';
import { settleFromCallLog } from '../deletions/settle-item.ts';
import { type Env, getEnv } from '../env.ts';
import type { IsalesClient } from '../isales/client.ts';
import { forgetStaleLists } from '../lists/forget-stale-lists.ts';
import { wipeFailedNumbers } from '../lists/wipe-failed-numbers.ts';
import { logger } from '../logger.ts';
import { LaneKeeper, type LaneKey, type LaneLease, LaneLostError } from './lane-lease.ts';
import { Pace } from './pace.ts';

/** How often the runner looks for work that nobody brought to it, and for lost answers that are due, ms. */
const lookEveryMs = 1_000;
const minuteMs = 60_000;
const hourMs = 3_600_000;
/** A vendor that is away is asked again after a random part of this, doubled with each failure, ms. */
const backOffMs = { first: 1_000, most: 60_000 } as const;
/** Reasons for an unknown outcome after which the vendor may not be through with the call. */
const stillAtWork = ['timeout', 'connection_lost', 'server_error', 'process_ended', 'lane_lost'] as const;
/** How often it is looked whether the vendor is through, ms. */
const quietLookMs = 250;
/** A lane in trouble is tried again after this long, ms. */
const tryAgainMs = 1_000;

/** Whether an outcome tells that the vendor cannot keep up. */
function isStrained(outcome: Outcome): boolean {
  return (
    outcome.kind === 'not_sent' ||
    (outcome.kind === 'unknown' && ['timeout', 'connection_lost', 'server_error'].includes(outcome.because))
  );
}

/** True for a deletion that need not wait for its time any more. */
function isDue(where: ExpressionBuilder<Database, 'deletion'>) {
  return where.or([where('not_before', 'is', null), where('not_before', '<=', wallClockMs())]);
}

function nameOf(key: LaneKey): string {
  return `${key.vdnId}/${key.campaignId}`;
}

/**
 * Drains the lanes: takes the lane of a campaign, calls for one item after another, gives it back. Any number
 * of processes may run one; the lane row decides which of them calls.
 */
export class Runner {
  readonly #context: ExecutionContext & { readonly env: Env };
  readonly #keeper: LaneKeeper;
  readonly #pace: Pace;
  readonly #serving = new Map<string, Promise<void>>();
  readonly #troubled = new Set<string>();
  /** Lanes that wait for the vendor, with the monotonic time before which they are left alone. */
  readonly #backedOff = new Map<string, { readonly failures: number; readonly until: number }>();
  /** The list each lane served last: several lists of a campaign take turns. */
  readonly #lastList = new Map<string, string>();
  #isStopping = false;
  #loop: Promise<unknown> | undefined;
  readonly #stopping = new AbortController();

  constructor(context: { readonly db: Db; readonly client: IsalesClient; readonly env: Env }) {
    this.#context = context;
    this.#keeper = new LaneKeeper(context.db, `${process.pid}.${randomUUID()}`, context.env.LANE_LEASE_MS);
    this.#pace = new Pace({
      callsAtOnce: context.env.ISALES_CALLS_AT_ONCE,
      callsPerSecond: context.env.ISALES_CALLS_PER_SECOND,
    });
  }

  /** Begins to look for work: what other processes left behind, and lost answers to settle. */
  start(): void {
    this.#loop ??= Promise.all([
      this.#repeat('look for work', () => this.#wakeLanes()),
      // apart: a call log that is slow to answer holds no lane up
      this.#repeat('settle unknown outcomes', () => this.#settleDue()),
      this.#repeat('reconcile counts', () => this.#reconcileDue()),
      this.#repeat('expire approvals', () => expireApprovals(this.#context.db)),
      this.#repeat('give up second tries', () => giveUpSecondTries(this.#context.db)),
      this.#repeat('forget stale lists', () => forgetStaleLists(this.#context.db), hourMs),
      this.#repeat('end sessions at their limit', () => endSessionsAtLimit(this.#context.db), minuteMs),
      this.#repeat('wipe failed numbers', () => wipeFailedNumbers(this.#context.db), hourMs),
      this.#repeat('cut the audit', () => this.#cutAudit(), hourMs),
    ]);
  }

  /** Takes nothing new, lets the call under way be answered and recorded, gives the lanes back. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#stopping.abort();
    await Promise.allSettled([...this.#serving.values(), this.#loop]);
  }

  /** True while the intent of a call of this campaign cannot be stored: nothing is sent then. */
  isTroubled(key: LaneKey): boolean {
    return this.#troubled.has(nameOf(key));
  }

  /**
   * Serves the lane of an item now and waits until the item has an outcome, its deletion stands still, or
   * `timeoutMs` is over: the work then goes on without the caller.
   */
  async runNow(key: LaneKey, itemId: string, timeoutMs: number): Promise<void> {
    const until = monotonicMs() + timeoutMs;
    for (;;) {
      const left = until - monotonicMs();
      if (left <= 0 || this.#isStopping) return;
      await Promise.race([this.#serve(key), sleep(left)]);
      if (this.isTroubled(key) || !(await this.#isWaiting(itemId))) return;
      await sleep(Math.min(100, left));
    }
  }

  /** Lets a lane be served now if it is not already; nobody waits for it. */
  wake(key: LaneKey): void {
    void this.#serve(key);
  }

  async #isWaiting(itemId: string): Promise<boolean> {
    const row = await this.#context.db
      .selectFrom('deletion_item')
      .innerJoin('deletion', 'deletion.id', 'deletion_item.deletion_id')
      .select('deletion_item.id')
      .where('deletion_item.id', '=', itemId)
      .where('deletion_item.status', 'in', ['pending', 'sent'])
      .where('deletion.status', 'in', ['queued', 'running'])
      .executeTakeFirst();
    return row !== undefined;
  }

  async #repeat(what: string, work: () => Promise<void>, everyMs = lookEveryMs): Promise<void> {
    while (!this.#isStopping) {
      try {
        await work();
      } catch (error) {
        logger.error({ err: error }, `the runner cannot ${what}`);
      }
      await sleep(everyMs, this.#stopping.signal);
    }
  }

  async #cutAudit(): Promise<void> {
    const { db, env } = this.#context;
    await retainAudit(db, env, this.#stopping.signal);
  }

  async #wakeLanes(): Promise<void> {
    for (const key of await this.#lanesWithWork()) void this.#serve(key);
  }

  async #lanesWithWork(): Promise<LaneKey[]> {
    const { db } = this.#context;
    const rows = await db
      .selectFrom('deletion')
      .select(['vdn_id', 'campaign_id'])
      .where('status', 'in', ['queued', 'running'])
      .where(isDue)
      .where(({ exists, or, selectFrom }) => {
        const items = selectFrom('deletion_item')
          .select('deletion_item.id')
          .whereRef('deletion_item.deletion_id', '=', 'deletion.id');
        return or([
          exists(items.where('deletion_item.status', '=', 'pending')),
          exists(
            items
              .where('deletion_item.status', '=', 'unknown')
              .where('deletion_item.retry_at', '<=', wallClockMs())
              .where('deletion_item.sent_at', '>', secondTrySince()),
          ),
        ]);
      })
      .union(db.selectFrom('deletion_item').select(['vdn_id', 'campaign_id']).where('status', '=', 'sent'))
      .execute();
    return rows.map((row) => ({ vdnId: row.vdn_id, campaignId: row.campaign_id }));
  }

  /** One service of a lane at a time in this process; whoever comes meanwhile waits for the same one. */
  #serve(key: LaneKey): Promise<void> {
    const name = nameOf(key);
    const serving = this.#serving.get(name);
    if (serving || this.#isStopping) return serving ?? Promise.resolve();
    if ((this.#backedOff.get(name)?.until ?? 0) > monotonicMs()) return Promise.resolve();
    const service = this.#drain(key)
      .catch((error: unknown) => {
        if (error instanceof LaneLostError) return undefined;
        this.#troubled.add(name);
        logger.error(
          { err: error, vdnId: key.vdnId, campaignId: key.campaignId },
          'lane stopped, nothing is sent',
        );
        return sleep(tryAgainMs, this.#stopping.signal);
      })
      .finally(() => this.#serving.delete(name));
    this.#serving.set(name, service);
    return service;
  }

  async #drain(key: LaneKey): Promise<void> {
    const lease = await this.#keeper.take(key);
    if (!lease) return;
    try {
      await markAbandonedCalls(this.#context, lease);
      const over = AbortSignal.any([lease.signal, this.#stopping.signal]);
      while (!over.aborted && lease.isHeld) {
        if ((await this.#nextItem(key)) === undefined) break;
        if (await this.#isVendorAtWork(key)) {
          await sleep(quietLookMs, over);
          continue;
        }
        const leave = await this.#pace.enter(over);
        if (!leave) break;
        try {
          if (!(await this.#callInTurn(key, lease))) break;
        } finally {
          leave();
        }
        await sleep(this.#context.env.ISALES_MIN_INTERVAL_MS, over);
      }
      this.#troubled.delete(nameOf(key));
    } finally {
      await lease.release();
    }
  }

  /** One call after another, until something else comes first. False if the vendor is to be left alone a while. */
  async #callInTurn(key: LaneKey, lease: LaneLease): Promise<boolean> {
    const name = nameOf(key);
    const itemId = await this.#nextItem(key);
    if (itemId === undefined) return true;
    let next: Next = await intendCall(this.#context, lease, itemId);
    for (;;) {
      this.#troubled.delete(name);
      if (next.wait) {
        this.#backOff(key, next.wait.retryAfterMs);
        return false;
      }
      if (!next.intended) return true;
      const { deletion } = next.intended;
      if (deletion.items > 1) this.#lastList.set(name, deletion.id);
      this.#pace.noteCall();
      const made = await makeCall(this.#context, lease, next.intended, async () =>
        this.#mayGoOn(lease) ? this.#nextItem(key) : undefined,
      );
      this.#pace.noteAnswer(isStrained(made.outcome));
      if (!made.wait) this.#backedOff.delete(name);
      next = made;
    }
  }

  #mayGoOn(lease: LaneLease): boolean {
    const { ISALES_MIN_INTERVAL_MS } = this.#context.env;
    return !this.#isStopping && lease.isHeld && ISALES_MIN_INTERVAL_MS === 0 && this.#pace.mayGoOn();
  }

  /**
   * The vendor may still be at work on a call whose answer never came: the next may start only after it. It is
   * given as long again as a call may take, or until the call log has told the outcome. The database decides,
   * so that a restart forgets nothing.
   */
  async #isVendorAtWork(key: LaneKey): Promise<boolean> {
    const since = wallClockMs() - this.#context.env.ISALES_CALL_TIMEOUT_MS;
    const open = await this.#context.db
      .selectFrom('deletion_item')
      .select('id')
      .where('vdn_id', '=', key.vdnId)
      .where('campaign_id', '=', key.campaignId)
      .where('status', '=', 'unknown')
      .where('unknown_reason', 'in', stillAtWork)
      .where('answered_at', '>', since)
      .limit(1)
      .executeTakeFirst();
    return open !== undefined;
  }

  /** As long as the vendor asked for, else a random part of a time that doubles with each failure. */
  #backOff(key: LaneKey, retryAfterMs: number | null): void {
    const name = nameOf(key);
    const failures = (this.#backedOff.get(name)?.failures ?? 0) + 1;
    const ceiling = Math.min(backOffMs.most, backOffMs.first * 2 ** failures);
    const waitMs = retryAfterMs ?? Math.random() * ceiling;
    this.#backedOff.set(name, { failures, until: monotonicMs() + waitMs });
  }

  /**
   * A deletion that a person waits for comes before the next number of a list; lists take turns. Asked in steps,
   * each answered by an index: a list of 200,000 costs no more than one of ten.
   */
  async #nextItem(key: LaneKey): Promise<string | undefined> {
    const open = await this.#context.db
      .selectFrom('deletion')
      .select(['id', 'items'])
      .where('vdn_id', '=', key.vdnId)
      .where('campaign_id', '=', key.campaignId)
      .where('is_open', '=', 1)
      .where('status', 'in', ['queued', 'running'])
      .where(isDue)
      .orderBy('id')
      .execute();
    const lists = open.filter((deletion) => deletion.items > 1);
    const last = this.#lastList.get(nameOf(key)) ?? '';
    const inTurn = [
      ...open.filter((deletion) => deletion.items === 1),
      ...lists.filter((list) => list.id > last),
      ...lists.filter((list) => list.id <= last),
    ];
    for (const deletion of inTurn) {
      const itemId = await this.#nextItemOf(deletion);
      if (itemId !== undefined) return itemId;
    }
    return undefined;
  }

  /** A lost call that has its second try now, else the first that waits. */
  async #nextItemOf(deletion: { readonly id: string; readonly items: number }): Promise<string | undefined> {
    const items = this.#context.db
      .selectFrom('deletion_item')
      .select('id')
      .where('deletion_id', '=', deletion.id)
      .limit(1);
    const lost = items
      .where('status', '=', 'unknown')
      .where('retry_at', '<=', wallClockMs())
      .where('sent_at', '>', secondTrySince());
    const waiting = items.where('status', '=', 'pending').orderBy('position');
    const found =
      (deletion.items > 1 ? await lost.executeTakeFirst() : undefined) ?? (await waiting.executeTakeFirst());
    return found?.id;
  }

  async #reconcileDue(): Promise<void> {
    for (const deletionId of await findDueReconciliations(this.#context.db)) {
      if (this.#isStopping) return;
      try {
        await reconcileCounts(this.#context, deletionId);
      } catch (error) {
        logger.error({ err: error, deletionId }, 'the counts of a deletion could not be reconciled');
      }
    }
  }

  async #settleDue(): Promise<void> {
    const due = await this.#context.db
      .selectFrom('deletion_item')
      .select('id')
      .where('status', '=', 'unknown')
      .where('settle_at', '<=', wallClockMs())
      .orderBy('settle_at')
      .limit(20)
      .execute();
    for (const item of due) {
      if (this.#isStopping) return;
      try {
        await settleFromCallLog(this.#context, item.id);
      } catch (error) {
        logger.error({ err: error, itemId: item.id }, 'an unknown outcome could not be looked up');
      }
    }
  }
}

const shared = globalThis as typeof globalThis & { cleanupRunner?: Runner };

/** The runner of this process. With `WORKER=off` it looks for nothing by itself, yet runs what is given to it. */
export function getRunner(): Runner {
  shared.cleanupRunner ??= new Runner({ db: getDb(), client: getVendorClient(), env: getEnv() });
  return shared.cleanupRunner;
}
