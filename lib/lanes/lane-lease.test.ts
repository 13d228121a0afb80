import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { engines, openTestDatabase, type TestDatabase } from '../db/testing/test-database.ts';
import { leapMs } from '../testing/leap.ts';
import { LaneKeeper, type LaneLease, LaneLostError } from './lane-lease.ts';

const leaseMs = 30_000;

describe.each(engines)('the lane of a campaign (%s)', (engine) => {
  let database: TestDatabase;
  let campaigns = 0;
  const taken: LaneLease[] = [];

  beforeAll(async () => {
    database = await openTestDatabase(engine);
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    for (const lease of taken.splice(0)) await lease.release();
  });
  afterAll(() => database.remove());

  function keepers() {
    campaigns += 1;
    const key = { vdnId: 12, campaignId: String(campaigns) };
    const of = (holder: string) => {
      const keeper = new LaneKeeper(database.db, holder, leaseMs);
      return async () => {
        const lease = await keeper.take(key);
        if (lease) taken.push(lease);
        return lease;
      };
    };
    return { one: of('one'), two: of('two') };
  }

  async function held(take: () => Promise<LaneLease | undefined>): Promise<LaneLease> {
    const lease = await take();
    if (!lease) throw new Error('the lane is not free');
    return lease;
  }

  const assertHeld = (lease: LaneLease) => database.db.transaction().execute((trx) => lease.assertHeld(trx));

  it('has one holder, also when many ask at once', async () => {
    const { one, two } = keepers();
    const leases = await Promise.all([one(), two(), one(), two(), one()]);
    expect(leases.filter((lease) => lease !== undefined)).toHaveLength(1);
  });

  it('goes to the next holder when it is given back, with a higher fence', async () => {
    const { one, two } = keepers();
    const first = await held(one);
    expect(await two()).toBeUndefined();
    await first.release();
    expect(first.isHeld).toBe(false);
    expect((await held(two)).fence).toBeGreaterThan(first.fence);
  });

  it('is taken from a holder only after a whole lease without a sign of life', async () => {
    const { one, two } = keepers();
    const silent = await held(one);
    expect(await two()).toBeUndefined();
    leapMs(leaseMs - 1_000);
    expect(await two()).toBeUndefined();
    leapMs(1_000);
    expect((await held(two)).fence).toBeGreaterThan(silent.fence);
  });

  it('stays with a holder that gives signs of life', async () => {
    const { one, two } = keepers();
    const alive = await held(one);
    for (let beats = 0; beats < 4; beats += 1) {
      expect(await two()).toBeUndefined();
      leapMs(leaseMs / 2 + 1);
      await assertHeld(alive);
    }
    expect(await two()).toBeUndefined();
  });

  it('lets a holder that slept for longer than its lease neither send nor write', async () => {
    const { one, two } = keepers();
    const zombie = await held(one);
    await two();
    leapMs(leaseMs);
    expect(zombie.isHeld).toBe(false);
    await held(two);
    await expect(assertHeld(zombie)).rejects.toThrow(LaneLostError);
    expect(zombie.signal.aborted).toBe(true);
  });

  it('is not given back by one who has lost it', async () => {
    const { one, two } = keepers();
    const zombie = await held(one);
    await two();
    leapMs(leaseMs);
    const heir = await held(two);
    await zombie.release();
    await assertHeld(heir);
  });
});
