import 'server-only';
import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { type AuditActor, appendAuditEvents } from '../audit/append-audit-events.ts';
import { endSessions } from '../auth/end-session.ts';
import { lockMember } from '../auth/lock-member.ts';
import { hashPassword } from '../auth/password.ts';
import { passwordFault, passwordLength } from '../auth/password-policy.ts';
import { sessionIdsToEnd } from '../auth/sessions.ts';
import { wallClockMs } from '../clock.ts';
import type { Db, Trx } from '../db/client.ts';
import { newId } from '../ids.ts';
import { ok, type Result, refused } from '../result.ts';
import { roles } from './roles.ts';

/** `12` for a whole VDN, `12/146` for one campaign of it. */
const scopeEntry = z
  .string()
  .regex(/^[1-9]\d{0,3}(\/\d{1,20})?$/, 'a scope entry is VDN or VDN/CAMPAIGN, such as 12 or 12/146');

export const memberRights = z.strictObject({
  roles: z.array(z.enum(roles)).min(1, 'a member needs a role'),
  scope: z.array(scopeEntry).max(500),
});
export type MemberRights = z.infer<typeof memberRights>;

/** A member without a password: they set it by an invitation, or sign in elsewhere. */
export const invitedMember = z.strictObject({
  username: z
    .string()
    .regex(/^[a-z][a-z0-9._-]{1,63}$/, 'a user name has 2 to 64 of a–z 0–9 . _ - and begins with a letter'),
  name: z.string().trim().min(1).max(64),
  ...memberRights.shape,
});
export type InvitedMember = z.infer<typeof invitedMember>;

export const newMember = invitedMember.extend({ password: z.string() }).check((context) => {
  const { password, username } = context.value;
  const fault = passwordFault(password, username);
  if (!fault) return;
  const message = `${fault.replaceAll('_', ' ')} (${passwordLength.min} to ${passwordLength.max} characters)`;
  context.issues.push({ code: 'custom', path: ['password'], message, input: password });
});
export type NewMember = z.infer<typeof newMember>;

/** Whoever has a shell on the server: the audit can name no person, and says so. */
export const commandLine: AuditActor = {
  id: null,
  name: 'npm run member',
  roles: [],
  sessionId: null,
  address: null,
};

/** Stores a new local member with roles and scope, audited. */
export async function createMember(
  db: Db,
  member: NewMember,
): Promise<Result<{ id: string }, 'username_taken'>> {
  const passwordHash = await hashPassword(member.password);
  return db.transaction().execute((trx) => insertMember(trx, member, passwordHash, commandLine));
}

/** The rows of a new member and their audit record; without a password `passwordHash` is empty. */
export async function insertMember(
  trx: Trx,
  member: InvitedMember,
  passwordHash: string,
  actor: AuditActor,
): Promise<Result<{ id: string }, 'username_taken'>> {
  const id = newId('mem');
  const stored = await trx
    .insertInto('member')
    .values({
      id,
      username: member.username,
      name: member.name,
      password_hash: passwordHash,
      status: 'active',
      created_at: wallClockMs(),
    })
    .onConflict((conflict) => conflict.column('username').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!stored) return refused('username_taken');
  await writeRights(trx, id, member);
  await appendAuditEvents(trx, [
    {
      type: 'member.created',
      data: { memberId: id, username: member.username, roles: member.roles, scope: member.scope },
      actor,
      correlationId: newId('cor'),
    },
  ]);
  return ok({ id });
}

/** What a person's accounts have in common, such as a staff number; empty for none. */
export const personKey = z
  .string()
  .trim()
  .max(64)
  .transform((key) => (key === '' ? null : key));

export type MemberChange = Partial<MemberRights> & {
  readonly status?: 'active' | 'disabled';
  readonly person?: string | null;
};

/** For whoever has a shell on the server: changes roles, scope, status or person; it acts on the next request. */
export async function changeMemberFromShell(
  db: Db,
  username: string,
  change: MemberChange,
): Promise<Result<null, 'member_unknown'>> {
  return db.transaction().execute(async (trx) => {
    const member = await trx
      .selectFrom('member')
      .select('id')
      .where('username', '=', username)
      .executeTakeFirst();
    if (!member) return refused('member_unknown');
    await storeChange(trx, member.id, change, commandLine);
    return ok(null);
  });
}

/**
 * Writes what changes of a member, audited with before and after; nothing if all stays as it is. A member who is
 * disabled loses sessions and invitations, so that none comes back to life with them.
 */
export async function storeChange(
  trx: Trx,
  memberId: string,
  change: MemberChange,
  actor: AuditActor,
): Promise<void> {
  await lockMember(trx, memberId);
  const before = await readMemberState(trx, memberId);
  if (!before) throw new Error('there is no such member');
  const after = { ...before, ...change };
  if (isDeepStrictEqual(sorted(before), sorted(after))) return;
  await trx
    .updateTable('member')
    .set({ status: after.status, person_key: after.person })
    .where('id', '=', memberId)
    .execute();
  await writeRights(trx, memberId, after);
  if (before.status === 'active' && after.status === 'disabled') {
    await endSessions(trx, memberId, await sessionIdsToEnd(trx, memberId), 'ended_by_admin', actor);
    await trx.deleteFrom('member_invitation').where('member_id', '=', memberId).execute();
  }
  await appendAuditEvents(trx, [
    { type: 'member.changed', data: { memberId, before, after }, actor, correlationId: newId('cor') },
  ]);
}

/** What can be changed of a member, as it is now; undefined if there is none. */
export async function readMemberState(
  trx: Db | Trx,
  memberId: string,
): Promise<Required<MemberChange> | undefined> {
  const member = await trx
    .selectFrom('member')
    .select(['status', 'person_key'])
    .where('id', '=', memberId)
    .executeTakeFirst();
  if (!member) return undefined;
  const roleRows = await trx
    .selectFrom('member_role')
    .select('role')
    .where('member_id', '=', memberId)
    .orderBy('role')
    .execute();
  const scopeRows = await trx
    .selectFrom('member_scope')
    .selectAll()
    .where('member_id', '=', memberId)
    .orderBy('vdn_id')
    .orderBy('campaign_id')
    .execute();
  return {
    status: member.status,
    person: member.person_key,
    roles: roleRows.map((row) => row.role),
    scope: scopeRows.map((row) =>
      row.campaign_id === '' ? `${row.vdn_id}` : `${row.vdn_id}/${row.campaign_id}`,
    ),
  };
}

/** The same whatever the order in which roles and scope are named. */
function sorted(state: Required<MemberChange>): Required<MemberChange> {
  return { ...state, roles: [...new Set(state.roles)].sort(), scope: [...new Set(state.scope)].sort() };
}

async function writeRights(trx: Trx, memberId: string, rights: MemberRights): Promise<void> {
  await trx.deleteFrom('member_role').where('member_id', '=', memberId).execute();
  await trx.deleteFrom('member_scope').where('member_id', '=', memberId).execute();
  for (const role of new Set(rights.roles)) {
    await trx.insertInto('member_role').values({ member_id: memberId, role }).execute();
  }
  for (const entry of new Set(rights.scope)) {
    const [vdnId, campaignId] = entry.split('/');
    await trx
      .insertInto('member_scope')
      .values({ member_id: memberId, vdn_id: Number(vdnId), campaign_id: campaignId ?? '' })
      .execute();
  }
}
