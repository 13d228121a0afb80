import 'server-only';
import type { AuditActor } from '../audit/append-audit-events.ts';
import { Grant } from '../auth/authorize.ts';
import { type Db, getDb, type Trx } from '../db/client.ts';
import { transact } from '../db/transact.ts';
import { ok, type Result, refused } from '../result.ts';
import { writeInvitation } from './invitations.ts';
import { commandLine, type InvitedMember, insertMember, invitedMember } from './store-member.ts';

/** The secret of a link that lets its holder set the member's password, once. `expiresAt` is ms UTC. */
export interface Invitation {
  readonly memberId: string;
  readonly token: string;
  readonly expiresAt: number;
}

/** A new member without a password, and the invitation to set one. */
export async function inviteMember(
  grant: Grant<'member:manage'>,
  input: unknown,
): Promise<Result<Invitation, 'step_up_needed' | 'input_invalid' | 'username_taken'>> {
  Grant.assert(grant, 'member:manage');
  if (!grant.isFresh) return refused('step_up_needed');
  const parsed = invitedMember.safeParse(input);
  if (!parsed.success) return refused('input_invalid', String(parsed.error.issues[0]?.path[0] ?? ''));
  return transact(getDb(), (trx) => inviteNew(trx, parsed.data, grant.actor));
}

/** Another invitation for a member who never used theirs, or who has lost password or second factor. */
export async function inviteAgain(
  grant: Grant<'member:manage'>,
  memberId: string,
): Promise<Result<Invitation, 'step_up_needed' | 'member_unknown'>> {
  Grant.assert(grant, 'member:manage');
  if (!grant.isFresh) return refused('step_up_needed');
  return transact(getDb(), async (trx): Promise<Result<Invitation, 'member_unknown'>> => {
    const member = await trx
      .selectFrom('member')
      .select('id')
      .where('id', '=', memberId)
      .where('status', '=', 'active')
      .executeTakeFirst();
    return member
      ? ok({ memberId, ...(await writeInvitation(trx, memberId, grant.actor)) })
      : refused('member_unknown');
  });
}

/** For whoever has a shell on the server: the first admin of a fresh database. */
export async function inviteFromShell(
  db: Db,
  member: InvitedMember,
): Promise<Result<Invitation, 'username_taken'>> {
  return transact(db, (trx) => inviteNew(trx, member, commandLine));
}

/** For whoever has a shell on the server: the way back in for a member. */
export async function inviteAgainFromShell(
  db: Db,
  username: string,
): Promise<Result<Invitation, 'member_unknown'>> {
  return transact(db, async (trx): Promise<Result<Invitation, 'member_unknown'>> => {
    const known = await trx
      .selectFrom('member')
      .select('id')
      .where('username', '=', username)
      .executeTakeFirst();
    if (!known) return refused('member_unknown');
    return ok({ memberId: known.id, ...(await writeInvitation(trx, known.id, commandLine)) });
  });
}

async function inviteNew(
  trx: Trx,
  member: InvitedMember,
  actor: AuditActor,
): Promise<Result<Invitation, 'username_taken'>> {
  const created = await insertMember(trx, member, '', actor);
  if (!created.ok) return created;
  const { id } = created.value;
  return ok({ memberId: id, ...(await writeInvitation(trx, id, actor)) });
}
