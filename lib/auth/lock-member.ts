import 'server-only';
import type { Trx } from '../db/client.ts';

/**
 * Locks a member until the end of `trx` and returns their status as it is then; undefined if there is none. Whatever
 * changes a member or their sessions takes this lock first and the audit last: on PostgreSQL two such changes would
 * else overwrite each other, or wait in a circle.
 */
export async function lockMember(trx: Trx, memberId: string): Promise<'active' | 'disabled' | undefined> {
  const row = await trx
    .updateTable('member')
    .set((column) => ({ status: column.ref('status') }))
    .where('id', '=', memberId)
    .returning('status')
    .executeTakeFirst();
  return row?.status;
}
