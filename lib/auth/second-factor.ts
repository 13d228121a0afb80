import 'server-only';
import { createHash, randomBytes } from 'node:crypto';
import { wallClockMs } from '../clock.ts';
import type { Db, Trx } from '../db/client.ts';
import { getEnv } from '../env.ts';
import { openValue, sealValue } from '../personal-data/number-vault.ts';
import { findTotpStep, toBase32 } from './totp.ts';

const recoveryCodes = 10;

/** Which code proved it; a recovery code is used up by that. */
export type SecondFactor = 'totp' | 'recovery_code';

/** True if a sign-in of this member wants a code. */
export async function hasSecondFactor(db: Db | Trx, memberId: string): Promise<boolean> {
  if (getEnv().LOCAL_TOTP === 'off') return false;
  const row = await db
    .selectFrom('member_totp')
    .select('member_id')
    .where('member_id', '=', memberId)
    .where('confirmed_at', 'is not', null)
    .executeTakeFirst();
  return row !== undefined;
}

/** Takes a code of the app, each only once, or a recovery code; undefined if it is neither. */
export async function takeCode(trx: Trx, memberId: string, code: string): Promise<SecondFactor | undefined> {
  const typed = code.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
  if (await takeTotp(trx, memberId, typed, true)) return 'totp';
  const used = await trx
    .deleteFrom('member_recovery_code')
    .where('member_id', '=', memberId)
    .where('code_hash', '=', codeHash(typed))
    .returning('code_hash')
    .executeTakeFirst();
  return used ? 'recovery_code' : undefined;
}

/** Takes a code of the app alone, of a factor that is confirmed or not. A code that was taken is taken no more. */
export async function takeTotp(
  trx: Trx,
  memberId: string,
  code: string,
  isConfirmed: boolean,
): Promise<boolean> {
  const row = await trx
    .selectFrom('member_totp')
    .select('secret_sealed')
    .where('member_id', '=', memberId)
    .where('confirmed_at', isConfirmed ? 'is not' : 'is', null)
    .executeTakeFirst();
  const secret = row && openTotpSecret(memberId, row.secret_sealed);
  const step = secret && findTotpStep(secret, code, wallClockMs());
  if (step === undefined || step === '') return false;
  const taken = await trx
    .updateTable('member_totp')
    .set({ last_step: step })
    .where('member_id', '=', memberId)
    .where('last_step', '<', step)
    .returning('member_id')
    .executeTakeFirst();
  return taken !== undefined;
}

/** The secret as it is stored, bound to its member. */
export function sealTotpSecret(memberId: string, secret: string): string {
  return sealValue(getEnv().DATA_KEY, `totp:${memberId}`, secret);
}

export function openTotpSecret(memberId: string, sealed: string): string {
  return openValue(getEnv().DATA_KEY, `totp:${memberId}`, sealed);
}

/** New recovery codes in place of all old ones; they are shown once, only their hashes are kept. */
export async function replaceRecoveryCodes(trx: Trx, memberId: string): Promise<string[]> {
  await trx.deleteFrom('member_recovery_code').where('member_id', '=', memberId).execute();
  const codes = Array.from({ length: recoveryCodes }, () => toBase32(randomBytes(10)));
  await trx
    .insertInto('member_recovery_code')
    .values(codes.map((code) => ({ member_id: memberId, code_hash: codeHash(code) })))
    .execute();
  return codes.map((code) => code.replace(/(.{4})(?=.)/g, '$1-'));
}

/** 80 random bits need no slow hash. */
function codeHash(code: string): string {
  return createHash('sha256').update(code).digest('hex');
}

/** Takes the second factor away, with all recovery codes; false if there was none. */
export async function dropSecondFactor(trx: Trx, memberId: string): Promise<boolean> {
  await trx.deleteFrom('member_recovery_code').where('member_id', '=', memberId).execute();
  const dropped = await trx
    .deleteFrom('member_totp')
    .where('member_id', '=', memberId)
    .returning('confirmed_at')
    .executeTakeFirst();
  return dropped !== undefined && dropped.confirmed_at !== null;
}
