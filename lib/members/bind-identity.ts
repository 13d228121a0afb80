import 'server-only';
import { appendAuditEvents } from '../audit/append-audit-events.ts';
import { endSessions } from '../auth/end-session.ts';
import { lockMember } from '../auth/lock-member.ts';
import { dropSecondFactor } from '../auth/second-factor.ts';
import { sessionIdsToEnd } from '../auth/sessions.ts';
import type { Trx } from '../db/client.ts';
import { getEnv } from '../env.ts';
import { newId } from '../ids.ts';
import { maskNumbersInText } from '../personal-data/mask.ts';
import { fingerprint } from '../personal-data/number-vault.ts';
import { ok, type Result, refused } from '../result.ts';
import { findInvited, takeInvitation } from './invitations.ts';

/** Whom a provider of single sign-on knows somebody as. */
export interface Identity {
  readonly issuer: string;
  readonly subject: string;
}

/**
 * Whoever holds an invitation and has signed in at the provider is its member from now on, audited. Password and
 * second factor go, and all sessions end: the provider vouches for the person instead.
 */
export async function bindIdentity(
  trx: Trx,
  token: string,
  { issuer, subject }: Identity,
  address: string | null,
): Promise<Result<{ readonly memberId: string }, 'invitation_void' | 'identity_taken'>> {
  const invited = await findInvited(trx, token);
  if (!invited) return refused('invitation_void');
  const { memberId, name } = invited;
  const holder = await trx
    .selectFrom('member')
    .select('id')
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst();
  if (holder && holder.id !== memberId) return refused('identity_taken');
  if ((await lockMember(trx, memberId)) !== 'active') return refused('invitation_void');
  if (!(await takeInvitation(trx, token))) return refused('invitation_void');
  await trx
    .updateTable('member')
    .set({ issuer, subject, password_hash: '' })
    .where('id', '=', memberId)
    .execute();
  const hadSecondFactor = await dropSecondFactor(trx, memberId);
  const actor = { id: memberId, name, roles: [], sessionId: null, address };
  await endSessions(trx, memberId, await sessionIdsToEnd(trx, memberId), 'identity_bound', actor);
  const correlationId = newId('cor');
  const data = {
    memberId,
    issuer,
    subject: maskNumbersInText(subject),
    subjectHmac: fingerprint(getEnv().AUDIT_HMAC_KEY, 'subject', subject),
  };
  await appendAuditEvents(trx, [
    { type: 'member.identity_bound', data, actor, correlationId },
    ...(hadSecondFactor
      ? [
          {
            type: 'member.second_factor_changed' as const,
            data: { memberId, change: 'removed' as const },
            actor,
            correlationId,
          },
        ]
      : []),
  ]);
  return ok({ memberId });
}
