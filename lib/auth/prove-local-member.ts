import 'server-only';
import { type AuditActor, appendAuditEvents } from '../audit/append-audit-events.ts';
import type { SignInRefusal } from '../audit/events.ts';
import { getDb, type Trx } from '../db/client.ts';
import { newId } from '../ids.ts';
import { maskNumbersInText } from '../personal-data/mask.ts';
import { ok, type Result, refused } from '../result.ts';
import { lockMember } from './lock-member.ts';
import { isPassword } from './password.ts';
import { hasSecondFactor, type SecondFactor, takeCode } from './second-factor.ts';
import { forgiveTry, reserveTry, takeBackTry, tryKeysOf } from './throttle.ts';

/** What a person may hear: which of name, password, status it was they never do. */
export type ProofRefusal = 'wrong_credentials' | 'code_needed' | 'wrong_code' | 'throttled';

export interface LocalMember {
  readonly id: string;
  readonly name: string;
}

export interface LocalProof {
  readonly username: string;
  readonly password: string;
  /** Of the second factor; empty before it is asked for. */
  readonly code: string;
}

/**
 * A local member proves who they are: a try is counted, then the password, then the code where there is a second
 * factor. `then` runs in the transaction that takes the code; every refusal but the wish for a code is audited.
 * `actor` is whoever is signed in already, null at a sign-in.
 * @throws when the audit cannot be written: then nobody proves anything
 */
export async function proveLocalMember<T>(
  { username, password, code }: LocalProof,
  address: string | null,
  actor: AuditActor | null,
  then: (trx: Trx, member: LocalMember) => Promise<T>,
): Promise<Result<T, ProofRefusal>> {
  const db = getDb();
  const name = username.toLowerCase();
  const keys = tryKeysOf(name, address);
  const refuse = async (trx: Trx, because: SignInRefusal, member?: LocalMember) => {
    const who = { id: member?.id ?? null, name: member?.name ?? null, roles: [], sessionId: null, address };
    await appendAuditEvents(trx, [
      {
        type: 'session.refused',
        data: { username: maskNumbersInText(username), because },
        actor: actor ?? who,
        correlationId: newId('cor'),
      },
    ]);
  };
  if (!(await reserveTry(keys))) {
    await db.transaction().execute((trx) => refuse(trx, 'throttled'));
    return refused('throttled');
  }
  const member = await db
    .selectFrom('member')
    .select(['id', 'name', 'password_hash'])
    .where('username', '=', name)
    .executeTakeFirst();
  const matches = await isPassword(member?.password_hash || undefined, password);
  return db.transaction().execute(async (trx): Promise<Result<T, ProofRefusal>> => {
    // read anew under the lock: whoever is disabled at this moment starts no session
    const isActive = member !== undefined && (await lockMember(trx, member.id)) === 'active';
    if (!member || !matches || !isActive) {
      const because = !member ? 'unknown_member' : !matches ? 'wrong_password' : 'member_disabled';
      await refuse(trx, because, member);
      return refused('wrong_credentials');
    }
    let factor: SecondFactor | undefined;
    if (await hasSecondFactor(trx, member.id)) {
      if (code === '') {
        await takeBackTry(trx, keys);
        return refused('code_needed');
      }
      factor = await takeCode(trx, member.id, code);
      if (!factor) {
        await refuse(trx, 'wrong_code', member);
        return refused('wrong_code');
      }
    }
    await forgiveTry(trx, keys);
    const value = await then(trx, { id: member.id, name: member.name });
    if (factor === 'recovery_code') await recordRecoveryCode(trx, member, address);
    return ok(value);
  });
}

async function recordRecoveryCode(trx: Trx, { id, name }: LocalMember, address: string | null) {
  await appendAuditEvents(trx, [
    {
      type: 'member.second_factor_changed',
      data: { memberId: id, change: 'recovery_code_used' },
      actor: { id, name, roles: [], sessionId: null, address },
      correlationId: newId('cor'),
    },
  ]);
}
