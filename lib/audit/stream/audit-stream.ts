import 'server-only';
import { randomUUID } from 'node:crypto';
import { sleep } from '../../clock.ts';
import type { Db } from '../../db/client.ts';
import { LaneKeeper, type LaneLease, LaneLostError } from '../../lanes/lane-lease.ts';
import { logger } from '../../logger.ts';
import { recordLine } from '../record-hash.ts';
import { DeliveryError, type StreamBatch, type StreamTarget } from './stream-target.ts';

/** A batch holds so many records at the most, and so many bytes unless a single record has more. */
const maxRecords = 500;
const maxBytes = 1_000_000;

export interface AuditStreamTimes {
  /** As of a lane: a process that has not been heard of for so long is taken over, ms. */
  readonly leaseMs: number;
  /** How often it is looked for new records; default 1,000. */
  readonly lookEveryMs?: number;
  /** After a failure the next try waits a random part of `first`, doubled each time; default 2,000 to 60,000. */
  readonly backOffMs?: { readonly first: number; readonly most: number };
}

/**
 * Streams the audit to one target: in order, from a position that the database keeps, each record at least once. It
 * reads what is committed and holds nothing up. Of all processes one sends; if it dies, another goes on. The lease is
 * that of a lane, which no campaign has: VDN numbers begin at 1.
 */
export class AuditStream {
  readonly #db: Db;
  readonly #target: StreamTarget;
  readonly #keeper: LaneKeeper;
  readonly #takeEveryMs: number;
  readonly #lookEveryMs: number;
  readonly #backOffMs: { readonly first: number; readonly most: number };
  readonly #stopping = new AbortController();
  #loop: Promise<void> | undefined;

  constructor(
    db: Db,
    target: StreamTarget,
    { leaseMs, lookEveryMs = 1_000, backOffMs = { first: 2_000, most: 60_000 } }: AuditStreamTimes,
  ) {
    this.#db = db;
    this.#target = target;
    this.#keeper = new LaneKeeper(db, `${process.pid}.${randomUUID()}`, leaseMs);
    this.#takeEveryMs = Math.min(5_000, leaseMs / 6);
    this.#lookEveryMs = lookEveryMs;
    this.#backOffMs = backOffMs;
  }

  start(): void {
    this.#loop ??= this.#run();
  }

  /** Lets the batch under way be received, gives the lease back. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#loop;
    await this.#target.close();
  }

  async #run(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      try {
        const lease = await this.#keeper.take({ vdnId: 0, campaignId: `audit-stream:${this.#target.name}` });
        if (lease) await this.#sendUnder(lease);
      } catch (error) {
        if (!(error instanceof LaneLostError))
          logger.error({ err: error, stream: this.#target.name }, 'the audit cannot be streamed');
      }
      await sleep(this.#takeEveryMs, this.#stopping.signal);
    }
  }

  async #sendUnder(lease: LaneLease): Promise<void> {
    const over = AbortSignal.any([lease.signal, this.#stopping.signal]);
    try {
      for (let failures = 0; !over.aborted && lease.isHeld; ) {
        const batch = await this.#nextBatch();
        if (batch === undefined) {
          await sleep(this.#lookEveryMs, over);
          continue;
        }
        const failure = await this.#deliver(batch, lease.signal);
        await this.#record(lease, batch, failure);
        failures = failure === undefined ? 0 : failures + 1;
        if (failures > 0) await sleep(this.#pauseMs(failures), over);
      }
    } finally {
      await lease.release();
    }
  }

  #pauseMs(failures: number): number {
    const { first, most } = this.#backOffMs;
    return Math.random() * Math.min(most, first * 2 ** (failures - 1));
  }

  /** What follows the position; undefined if nothing does. */
  async #nextBatch(): Promise<StreamBatch | undefined> {
    const records = await this.#db
      .selectFrom('audit_event')
      .selectAll()
      .where('seq', '>', (position) =>
        position
          .selectFrom('audit_stream')
          .select('audit_stream.seq')
          .where('target', '=', this.#target.name),
      )
      .orderBy('seq')
      .limit(maxRecords)
      .execute();
    const lines: Buffer[] = [];
    let bytes = 0;
    for (const record of records) {
      const line = Buffer.from(`${recordLine(record)}\n`);
      if (bytes > 0 && bytes + line.length > maxBytes) break;
      lines.push(line);
      bytes += line.length;
    }
    const [first, last] = [records[0], records[lines.length - 1]];
    return first && last
      ? { firstSeq: first.seq, lastSeq: last.seq, lines: Buffer.concat(lines) }
      : undefined;
  }

  /** Undefined if the batch was received, else why not. */
  async #deliver(batch: StreamBatch, signal: AbortSignal): Promise<string | undefined> {
    try {
      await this.#target.deliver(batch, signal);
      return undefined;
    } catch (error) {
      if (!(error instanceof DeliveryError)) throw error;
      return error.reason;
    }
  }

  /** The new position, or why there is none, written only by the holder of the lease. */
  async #record(lease: LaneLease, batch: StreamBatch, failure: string | undefined): Promise<void> {
    const told = { stream: this.#target.name, firstSeq: batch.firstSeq, lastSeq: batch.lastSeq };
    const before = await this.#db.transaction().execute(async (trx) => {
      await lease.assertHeld(trx);
      const stream = trx
        .selectFrom('audit_stream')
        .select('last_error')
        .where('target', '=', this.#target.name);
      const { last_error } = await stream.executeTakeFirstOrThrow();
      await trx
        .updateTable('audit_stream')
        .set(failure === undefined ? { seq: batch.lastSeq, last_error: null } : { last_error: failure })
        .where('target', '=', this.#target.name)
        .execute();
      return last_error;
    });
    if (failure !== undefined)
      logger.warn({ ...told, failure }, 'records of the audit wait: they were not received');
    else if (before !== null) logger.info(told, 'records of the audit are received again');
  }
}
