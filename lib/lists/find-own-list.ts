import 'server-only';
import type { Db, Trx } from '../db/client.ts';
import type { ListKind } from '../intake/list-report.ts';

/** A list as a deletion needs it: how many numbers, and the digest of what they are. */
export interface OwnList {
  readonly id: string;
  readonly kind: ListKind;
  readonly accepted: number;
  readonly digest: string;
  readonly isReady: boolean;
  /** The deletion whose failed numbers these are; null for a list that was read. */
  readonly repeatOf: string | null;
}

/** A whole list that the member has read; undefined if there is none, or it is another's. */
export async function findOwnList(
  db: Db | Trx,
  memberId: string,
  listId: string,
): Promise<OwnList | undefined> {
  const row = await db
    .selectFrom('number_list')
    .select(['id', 'kind', 'accepted', 'digest', 'status', 'repeat_of'])
    .where('id', '=', listId)
    .where('member_id', '=', memberId)
    .where('status', '!=', 'reading')
    .executeTakeFirst();
  if (!row || row.accepted === 0) return undefined;
  const { id, kind, accepted, digest } = row;
  return { id, kind, accepted, digest, isReady: row.status === 'ready', repeatOf: row.repeat_of };
}
