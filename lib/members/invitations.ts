import 'server-only';
import { createHash, randomBytes } from 'node:crypto';
import { type AuditActor, appendAuditEvents } from '../audit/append-audit-events.ts';
import { wallClockMs } from '../clock.ts';
import type { Db, Trx } from '../db/client.ts';
import { newId } from '../ids.ts';

/** An invitation that nobody accepted in this time is void, ms. */
export const invitationMs = 24 * 3_600_000;

function tokenHashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/**
 * Makes an invitation for a member, audited, and returns its token: only the hash is stored. All earlier ones of
 * the member are void.
 */
export async function writeInvitation(
  trx: Trx,
  memberId: string,
  actor: AuditActor,
): Promise<{ token: string; expiresAt: number }> {
  const token = randomBytes(32).toString('base64url');
  const now = wallClockMs();
  const expiresAt = now + invitationMs;
  await trx.deleteFrom('member_invitation').where('member_id', '=', memberId).execute();
  await trx
    .insertInto('member_invitation')
    .values({
      id: newId('inv'),
      member_id: memberId,
      token_hash: tokenHashOf(token),
      created_at: now,
      expires_at: expiresAt,
      used_at: null,
    })
    .execute();
  await appendAuditEvents(trx, [
    { type: 'member.invited', data: { memberId, expiresAt }, actor, correlationId: newId('cor') },
  ]);
  return { token, expiresAt };
}

/** The member whom an open invitation is for; undefined if it is unknown, used, over, or the member disabled. */
export async function findInvited(
  db: Db | Trx,
  token: string,
): Promise<{ readonly memberId: string; readonly username: string; readonly name: string } | undefined> {
  const row = await db
    .selectFrom('member_invitation')
    .innerJoin('member', 'member.id', 'member_invitation.member_id')
    .select(['member.id', 'member.username', 'member.name'])
    .where('token_hash', '=', tokenHashOf(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', wallClockMs())
    .where('member.status', '=', 'active')
    .executeTakeFirst();
  return row && { memberId: row.id, username: row.username, name: row.name };
}

/** Uses an invitation up; false if another was faster, or it is over. */
export async function takeInvitation(trx: Trx, token: string): Promise<boolean> {
  const now = wallClockMs();
  const used = await trx
    .updateTable('member_invitation')
    .set({ used_at: now })
    .where('token_hash', '=', tokenHashOf(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning('id')
    .executeTakeFirst();
  return used !== undefined;
}
