import 'server-only';
import type { AuditActor } from '../audit/append-audit-events.ts';
import { Grant } from '../auth/authorize.ts';
import { lockMember } from '../auth/lock-member.ts';
import { type Db, getDb, type Trx } from '../db/client.ts';
import { transact } from '../db/transact.ts';
import { ok, type Result, refused } from '../result.ts';
import { writeInvitation } from './invitations.ts';
import type { InvitationView, MemberRefusal } from './member-view.ts';
import { recorded } from './recorded.ts';
import { commandLine, type InvitedMember, insertMember, invitedMember } from './store-member.ts';

/** A new member without a password, and the invitation to set one. */
export async function inviteMember(
  grant: Grant<'member:manage'>,
  input: unknown,
): Promise<Result<InvitationView, MemberRefusal>> {
  Grant.assert(grant, 'member:manage');
  if (!grant.isFresh) return refused('step_up_needed');
  const parsed = invitedMember.safeParse(input);
  if (!parsed.success) return refused('input_invalid', String(parsed.error.issues[0]?.path[0] ?? ''));
  return recorded(() => transact(getDb(), (trx) => inviteNew(trx, parsed.data, grant.actor)));
}

/** Another invitation for a member who never used theirs, or who has lost password or second factor. */
export async function inviteAgain(
  grant: Grant<'member:manage'>,
  memberId: unknown,
): Promise<Result<InvitationView, MemberRefusal>> {
  Grant.assert(grant, 'member:manage');
  if (!grant.isFresh) return refused('step_up_needed');
  if (typeof memberId !== 'string') return refused('input_invalid');
  return recorded(() =>
    transact(getDb(), async (trx): Promise<Result<InvitationView, MemberRefusal>> => {
      return (await lockMember(trx, memberId)) === 'active'
        ? ok({ memberId, ...(await writeInvitation(trx, memberId, grant.actor)) })
        : refused('member_unknown');
    }),
  );
}

/** For whoever has a shell on the server: the first admin of a fresh database. */
export async function inviteFromShell(
  db: Db,
  member: InvitedMember,
): Promise<Result<InvitationView, 'username_taken'>> {
  return transact(db, (trx) => inviteNew(trx, member, commandLine));
}

/** For whoever has a shell on the server: the way back in for a member. */
export async function inviteAgainFromShell(
  db: Db,
  username: string,
): Promise<Result<InvitationView, 'member_unknown'>> {
  return transact(db, async (trx): Promise<Result<InvitationView, 'member_unknown'>> => {
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
): Promise<Result<InvitationView, 'username_taken'>> {
  const created = await insertMember(trx, member, '', actor);
  if (!created.ok) return created;
  const { id } = created.value;
  return ok({ memberId: id, ...(await writeInvitation(trx, id, actor)) });
}
