import 'server-only';
import { Grant } from '../auth/authorize.ts';
import { getDb } from '../db/client.ts';
import type { Role } from './roles.ts';

/** A member as the list shows them. Safe for the browser. */
export interface MemberRow {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** `12` for a VDN, `12/146` for one campaign of it. */
  readonly scope: readonly string[];
  readonly status: 'active' | 'disabled';
  /** ms UTC */
  readonly lastSeenAt: number | null;
}

/** All members, by name. */
export async function findMembers(grant: Grant<'member:read'>): Promise<MemberRow[]> {
  Grant.assert(grant, 'member:read');
  const db = getDb();
  const [members, roles, scopes, sessions] = await Promise.all([
    db.selectFrom('member').select(['id', 'username', 'name', 'status']).orderBy('username').execute(),
    db.selectFrom('member_role').selectAll().orderBy('role').execute(),
    db.selectFrom('member_scope').selectAll().orderBy('vdn_id').orderBy('campaign_id').execute(),
    db
      .selectFrom('member_session')
      .select(['member_id', (select) => select.fn.max('last_seen_at').as('last_seen_at')])
      .groupBy('member_id')
      .execute(),
  ]);
  const seen = new Map(sessions.map((row) => [row.member_id, Number(row.last_seen_at)]));
  return members.map((member) => ({
    ...member,
    roles: roles.filter((row) => row.member_id === member.id).map((row) => row.role),
    scope: scopes
      .filter((row) => row.member_id === member.id)
      .map((row) => (row.campaign_id === '' ? String(row.vdn_id) : `${row.vdn_id}/${row.campaign_id}`)),
    lastSeenAt: seen.get(member.id) ?? null,
  }));
}
