import 'server-only';
import type { Db, Trx } from '../db/client.ts';

/**
 * True if two members are one person: the same account, or accounts that carry the same person key. Whoever is the
 * same person as the requester can neither approve nor refuse.
 */
export async function isSamePerson(db: Db | Trx, memberId: string, otherId: string): Promise<boolean> {
  if (memberId === otherId) return true;
  const other = await otherAccountsOf(db, memberId).where('other.id', '=', otherId).executeTakeFirst();
  return other !== undefined;
}

/** The ids of all accounts that carry a member's person key; none for a member without one. */
export function otherAccountsOf(db: Db | Trx, memberId: string) {
  return db
    .selectFrom('member')
    .innerJoin('member as other', 'other.person_key', 'member.person_key')
    .select('other.id')
    .where('member.id', '=', memberId);
}
