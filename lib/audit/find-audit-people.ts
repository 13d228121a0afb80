import 'server-only';
import { Grant } from '../auth/authorize.ts';
import { getDb } from '../db/client.ts';

/** Everyone whom the audit can be searched by. Safe for the browser. */
export type AuditPeople = readonly { readonly id: string; readonly name: string }[];

/** All members, whether they did anything or not: to ask the audit who did would be to read all of it. */
export async function findAuditPeople(grant: Grant<'audit:read'>): Promise<AuditPeople> {
  Grant.assert(grant, 'audit:read');
  const members = await getDb()
    .selectFrom('member')
    .select(['id', 'name'])
    .orderBy('name')
    .orderBy('id')
    .execute();
  // rows of SQLite are no plain objects, and only those go to the browser
  return members.map(({ id, name }) => ({ id, name }));
}
