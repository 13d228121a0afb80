import 'server-only';
import { sql } from 'kysely';
import { wallClockMs } from '../clock.ts';
import { type Db, getDb, type Trx } from '../db/client.ts';
import { getEnv } from '../env.ts';
import { fingerprint } from '../personal-data/number-vault.ts';

/** So many tries are free; each one after that blocks twice as long as the one before, ms. */
const free = { account: 5, address: 20 } as const;
const firstBlockMs = 1_000;
const longestBlockMs = 15 * 60_000;
/** After this long without a try, all is forgotten, ms. */
const forgetMs = 24 * 3_600_000;

/** What a try is counted under: user names as a keyed fingerprint, since people type all sorts of things there. */
export interface TryKeys {
  readonly account: string;
  /** Undefined without a trusted proxy: nobody knows then where a request comes from. */
  readonly address: string | undefined;
}

/** The keys of a try with this user name, whether or not anybody has it. */
export function tryKeysOf(username: string, address: string | null): TryKeys {
  const key = Buffer.from(getEnv().AUTH_SECRET);
  return {
    account: `account:${fingerprint(key, 'sign-in', username)}`,
    address: address === null ? undefined : `address:${address}`,
  };
}

class Blocked extends Error {}

/**
 * Counts a try before any hash is computed, in the database, so that all processes count together; false if the
 * account or the address has to wait. Tries at the same time wait for each other's row.
 */
export async function reserveTry(keys: TryKeys): Promise<boolean> {
  try {
    await getDb()
      .transaction()
      .execute(async (trx) => {
        await count(trx, keys.account, free.account);
        if (keys.address !== undefined) await count(trx, keys.address, free.address);
      });
    return true;
  } catch (error) {
    if (error instanceof Blocked) return false;
    throw error;
  }
}

async function count(trx: Trx, key: string, freeTries: number): Promise<void> {
  const now = wallClockMs();
  await trx
    .insertInto('sign_in_try')
    .values({ key, tries: 0, last_at: now, blocked_until: 0 })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
  const row = await trx
    .updateTable('sign_in_try')
    .set({
      tries: sql<number>`case when last_at < ${now - forgetMs} then 1 else tries + 1 end`,
      last_at: now,
    })
    .where('key', '=', key)
    .where('blocked_until', '<=', now)
    .returning('tries')
    .executeTakeFirst();
  if (!row) throw new Blocked();
  const over = row.tries - freeTries;
  if (over < 0) return;
  const blockMs = Math.min(firstBlockMs * 2 ** Math.min(over, 30), longestBlockMs);
  await trx
    .updateTable('sign_in_try')
    .set({ blocked_until: now + blockMs })
    .where('key', '=', key)
    .execute();
}

/** After a full success: the account begins anew, the address takes back this one try. */
export async function forgiveTry(db: Db | Trx, keys: TryKeys): Promise<void> {
  await db.deleteFrom('sign_in_try').where('key', '=', keys.account).execute();
  if (keys.address !== undefined) await takeBack(db, keys.address);
}

/** After a right password that still wants its code: neither a failure nor a success. */
export async function takeBackTry(db: Db | Trx, keys: TryKeys): Promise<void> {
  await takeBack(db, keys.account);
  if (keys.address !== undefined) await takeBack(db, keys.address);
}

async function takeBack(db: Db | Trx, key: string): Promise<void> {
  await db
    .updateTable('sign_in_try')
    .set({ tries: sql<number>`tries - 1`, blocked_until: 0 })
    .where('key', '=', key)
    .where('tries', '>', 0)
    .execute();
}
