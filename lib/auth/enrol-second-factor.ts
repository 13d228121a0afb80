import 'server-only';
import * as z from 'zod';
import { appendAuditEvents } from '../audit/append-audit-events.ts';
import { wallClockMs } from '../clock.ts';
import { getDb } from '../db/client.ts';
import { transact, UncertainCommitError } from '../db/transact.ts';
import { getEnv } from '../env.ts';
import { newId } from '../ids.ts';
import { logger } from '../logger.ts';
import { ok, type Result, refused } from '../result.ts';
import type { SecondFactorRefusal, SecondFactorView, TotpEnrolment } from './account-view.ts';
import { Grant } from './authorize.ts';
import { qrPathOf } from './qr-path.ts';
import { dropSecondFactor, replaceRecoveryCodes, sealTotpSecret, takeTotp } from './second-factor.ts';
import { usernameOf } from './step-up.ts';
import { newTotpSecret, totpAddress } from './totp.ts';

/** The name under which authenticator apps list the account. */
const issuer = 'Call list cleanup';

/** What of a second factor a member has; null where none is kept: single sign-on has its own. */
export async function findSecondFactor(grant: Grant<'account:use'>): Promise<SecondFactorView | null> {
  Grant.assert(grant, 'account:use');
  const { LOCAL_TOTP } = getEnv();
  if (LOCAL_TOTP === 'off' || grant.signInMethod !== 'password') return null;
  const db = getDb();
  const totp = await db
    .selectFrom('member_totp')
    .select('confirmed_at')
    .where('member_id', '=', grant.memberId)
    .where('confirmed_at', 'is not', null)
    .executeTakeFirst();
  const { left } = await db
    .selectFrom('member_recovery_code')
    .select((select) => select.fn.countAll<number>().as('left'))
    .where('member_id', '=', grant.memberId)
    .executeTakeFirstOrThrow();
  const enrolledAt = totp?.confirmed_at ?? null;
  return { isRequired: LOCAL_TOTP === 'required', enrolledAt, recoveryCodesLeft: Number(left) };
}

/** Begins with a new secret; nothing asks for it before its first code has been confirmed. */
export async function beginTotp(
  grant: Grant<'account:use'>,
): Promise<Result<TotpEnrolment, SecondFactorRefusal>> {
  Grant.assert(grant, 'account:use');
  if (getEnv().LOCAL_TOTP === 'off' || grant.signInMethod !== 'password') return refused('not_allowed');
  const secret = newTotpSecret();
  const username = await usernameOf(grant);
  const row = { secret_sealed: sealTotpSecret(grant.memberId, secret), last_step: 0 };
  const begun = await getDb()
    .insertInto('member_totp')
    .values({ member_id: grant.memberId, confirmed_at: null, ...row })
    .onConflict((conflict) =>
      conflict.column('member_id').doUpdateSet(row).where('member_totp.confirmed_at', 'is', null),
    )
    .returning('member_id')
    .executeTakeFirst();
  if (!begun) return refused('already_enrolled');
  return ok({ secret, qrPath: qrPathOf(totpAddress(secret, username, issuer)) });
}

/** The first code proves that the app has the secret: from now on every sign-in asks for one. */
export async function confirmTotp(
  grant: Grant<'account:use'>,
  input: unknown,
): Promise<Result<{ recoveryCodes: string[] }, SecondFactorRefusal>> {
  Grant.assert(grant, 'account:use');
  const code = z.string().max(64).safeParse(input);
  if (!code.success) return refused('wrong_code');
  return recorded(async () =>
    transact(getDb(), async (trx): Promise<Result<{ recoveryCodes: string[] }, SecondFactorRefusal>> => {
      const typed = code.data.normalize('NFKC').replace(/\s/g, '');
      if (!(await takeTotp(trx, grant.memberId, typed, false))) return refused('wrong_code');
      await trx
        .updateTable('member_totp')
        .set({ confirmed_at: wallClockMs() })
        .where('member_id', '=', grant.memberId)
        .execute();
      const recoveryCodes = await replaceRecoveryCodes(trx, grant.memberId);
      await appendAuditEvents(trx, [
        {
          type: 'member.second_factor_changed',
          data: { memberId: grant.memberId, change: 'enrolled' },
          actor: grant.actor,
          correlationId: newId('cor'),
        },
      ]);
      return ok({ recoveryCodes });
    }),
  );
}

/** Takes one's own second factor away, for another phone; the grant must be fresh. */
export async function removeTotp(grant: Grant<'account:use'>): Promise<Result<null, SecondFactorRefusal>> {
  Grant.assert(grant, 'account:use');
  if (!grant.isFresh) return refused('step_up_needed');
  return recorded(async () =>
    transact(getDb(), async (trx): Promise<Result<null, SecondFactorRefusal>> => {
      if (!(await dropSecondFactor(trx, grant.memberId))) return refused('not_enrolled');
      await appendAuditEvents(trx, [
        {
          type: 'member.second_factor_changed',
          data: { memberId: grant.memberId, change: 'removed' },
          actor: grant.actor,
          correlationId: newId('cor'),
        },
      ]);
      return ok(null);
    }),
  );
}

async function recorded<T>(
  change: () => Promise<Result<T, SecondFactorRefusal>>,
): Promise<Result<T, SecondFactorRefusal>> {
  try {
    return await change();
  } catch (error) {
    if (error instanceof UncertainCommitError) throw error;
    logger.error({ err: error }, 'a second factor could not be changed');
    return refused('audit_unavailable');
  }
}
