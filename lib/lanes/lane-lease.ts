import 'server-only';
import { sql } from 'kysely';
import { monotonicMs } from '../clock.ts';
import type { Db, Trx } from '../db/client.ts';

/** How long a lease lasts, and what follows from it. All processes of an installation use the same. */
export interface LeaseTimes {
  /** A lease that nobody renews is over after this long, ms. */
  readonly leaseMs: number;
  readonly renewEveryMs: number;
  /** The holder gives up this long before anyone else may take over, ms. */
  readonly safetyMs: number;
}

/** Renewed three times in a lease; a fifteenth of it is kept for a process that is slow to notice. */
export function leaseTimes(leaseMs: number): LeaseTimes {
  return { leaseMs, renewEveryMs: leaseMs / 3, safetyMs: leaseMs / 15 };
}

/** One campaign: its deletes go one after another, whoever asked for them. */
export interface LaneKey {
  readonly vdnId: number;
  readonly campaignId: string;
}

/** The lane has passed on to another process: what this one still learns is evidence, no outcome. */
export class LaneLostError extends Error {
  override readonly name = 'LaneLostError';
}

/** What this process last saw of a lane that another one holds. */
interface Sighting {
  readonly fence: number;
  readonly beat: number;
  readonly seenAt: number;
}

/**
 * Takes the lanes of campaigns for one process. A foreign lease is judged by watching: if its beat stands
 * still for a whole lease of our own monotonic clock, its holder is gone. No two clocks are ever compared.
 */
export class LaneKeeper {
  readonly #db: Db;
  readonly #holder: string;
  readonly #times: LeaseTimes;
  readonly #sightings = new Map<string, Sighting>();

  constructor(db: Db, holder: string, leaseMs: number) {
    this.#db = db;
    this.#holder = holder;
    this.#times = leaseTimes(leaseMs);
  }

  /** The lease of a lane, or undefined while another process holds it. */
  async take(key: LaneKey): Promise<LaneLease | undefined> {
    const name = `${key.vdnId}/${key.campaignId}`;
    const askedAt = monotonicMs();
    const free = await this.#claim(key, null);
    if (free !== undefined) {
      this.#sightings.delete(name);
      return new LaneLease(this.#db, key, this.#holder, free, askedAt, this.#times);
    }
    const lane = await this.#db
      .selectFrom('lane')
      .select(['holder', 'fence', 'beat'])
      .where('vdn_id', '=', key.vdnId)
      .where('campaign_id', '=', key.campaignId)
      .executeTakeFirst();
    if (!lane || lane.holder === null) return undefined;
    const seen = this.#sightings.get(name);
    if (seen?.fence !== lane.fence || seen.beat !== lane.beat) {
      // dated after the read: what was read may be younger than the question, never older
      this.#sightings.set(name, { fence: lane.fence, beat: lane.beat, seenAt: monotonicMs() });
      return undefined;
    }
    if (askedAt - seen.seenAt < this.#times.leaseMs) return undefined;
    const fence = await this.#claim(key, seen);
    if (fence === undefined) return undefined;
    this.#sightings.delete(name);
    return new LaneLease(this.#db, key, this.#holder, fence, askedAt, this.#times);
  }

  /** Writes our name into the lane if it is free, or if it is still exactly as `seen`. */
  async #claim(key: LaneKey, seen: Sighting | null): Promise<number | undefined> {
    if (seen === null) {
      await this.#db
        .insertInto('lane')
        .values({ vdn_id: key.vdnId, campaign_id: key.campaignId, holder: null, fence: 0, beat: 0 })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
    const base = this.#db
      .updateTable('lane')
      .set({ holder: this.#holder, fence: sql<number>`fence + 1`, beat: sql<number>`beat + 1` })
      .where('vdn_id', '=', key.vdnId)
      .where('campaign_id', '=', key.campaignId);
    const claim = seen
      ? base.where('fence', '=', seen.fence).where('beat', '=', seen.beat)
      : base.where('holder', 'is', null);
    return (await claim.returning('fence').executeTakeFirst())?.fence;
  }
}

/** The right to call for one campaign, until it is released, lost or not renewed in time. */
export class LaneLease {
  readonly key: LaneKey;
  /** Grows with every holder: every outcome is written under it. */
  readonly fence: number;
  readonly #db: Db;
  readonly #holder: string;
  readonly #times: LeaseTimes;
  readonly #lost = new AbortController();
  readonly #timer: NodeJS.Timeout;
  #renewedAt: number;
  #expiry: NodeJS.Timeout | undefined;

  constructor(db: Db, key: LaneKey, holder: string, fence: number, takenAt: number, times: LeaseTimes) {
    this.#db = db;
    this.#times = times;
    this.key = key;
    this.#holder = holder;
    this.fence = fence;
    this.#renewedAt = takenAt;
    this.#timer = setInterval(() => void this.#renew(), times.renewEveryMs);
    this.#timer.unref();
    this.#armExpiry();
  }

  /** Fires when the lane is lost; a call under way is cut off by it. */
  get signal(): AbortSignal {
    return this.#lost.signal;
  }

  /** True while no other process can have taken the lane, by the monotonic clock. */
  get isHeld(): boolean {
    return (
      !this.#lost.signal.aborted &&
      monotonicMs() - this.#renewedAt < this.#times.leaseMs - this.#times.safetyMs
    );
  }

  /**
   * Proves inside `trx` that the lane is still ours, and counts as a renewal. The row stays locked until the
   * commit, so that nobody takes over between the proof and what is written under it.
   * @throws LaneLostError
   */
  async assertHeld(trx: Trx): Promise<void> {
    const row = await trx
      .updateTable('lane')
      .set({ beat: sql<number>`beat + 1` })
      .where('vdn_id', '=', this.key.vdnId)
      .where('campaign_id', '=', this.key.campaignId)
      .where('fence', '=', this.fence)
      .where('holder', '=', this.#holder)
      .returning('fence')
      .executeTakeFirst();
    if (row) return;
    this.#lose();
    throw new LaneLostError('the lane has passed on');
  }

  /** Gives the lane back; the next process has it at once. */
  async release(): Promise<void> {
    clearInterval(this.#timer);
    clearTimeout(this.#expiry);
    this.#lost.abort();
    await this.#db
      .updateTable('lane')
      .set({ holder: null })
      .where('vdn_id', '=', this.key.vdnId)
      .where('campaign_id', '=', this.key.campaignId)
      .where('fence', '=', this.fence)
      .where('holder', '=', this.#holder)
      .execute();
  }

  async #renew(): Promise<void> {
    const askedAt = monotonicMs();
    try {
      await this.#db.transaction().execute((trx) => this.assertHeld(trx));
      if (this.#lost.signal.aborted) return;
      this.#renewedAt = askedAt;
      this.#armExpiry();
    } catch {
      // Not renewed: the expiry timer stands as it was, and the next beat tries again.
    }
  }

  #armExpiry(): void {
    clearTimeout(this.#expiry);
    const { leaseMs, safetyMs } = this.#times;
    const left = leaseMs - safetyMs - (monotonicMs() - this.#renewedAt);
    this.#expiry = setTimeout(() => this.#lose(), Math.max(0, left));
    this.#expiry.unref();
  }

  #lose(): void {
    clearInterval(this.#timer);
    clearTimeout(this.#expiry);
    this.#lost.abort();
  }
}
