import 'server-only';
import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { Grant } from '../auth/authorize.ts';
import { lockMember } from '../auth/lock-member.ts';
import { getDb, type Trx } from '../db/client.ts';
import { transact } from '../db/transact.ts';
import { ok, type Result, refused } from '../result.ts';
import type { MemberRefusal, MemberState } from './member-view.ts';
import { recorded } from './recorded.ts';
import { memberRights, personKey, readMemberState, storeChange } from './store-member.ts';

const state = z.strictObject({
  status: z.enum(['active', 'disabled']),
  person: personKey.nullable(),
  ...memberRights.shape,
});
/** A claim of the provider can leave somebody without any role. */
const storedState = state.extend({ roles: state.shape.roles.or(z.tuple([])) });
const changeInput = z
  .strictObject({
    memberId: z.string().max(64),
    /** What the admin saw: whoever changed the member meanwhile is not undone unawares. */
    before: storedState,
    after: storedState,
  })
  .refine(({ before, after }) => after.roles.length > 0 || before.roles.length === 0, {
    path: ['after', 'roles'],
  });

/** Rolls a change back whose admin has lost the role meanwhile. */
class AdminLostError extends Error {
  override readonly name = 'AdminLostError';
}

/**
 * Changes roles, scope and status of another member; it acts on their next request, and on the next call of their
 * deletions. Nobody changes their own: that takes a second admin.
 */
export async function changeMember(
  grant: Grant<'member:manage'>,
  input: unknown,
): Promise<Result<null, MemberRefusal>> {
  Grant.assert(grant, 'member:manage');
  if (!grant.isFresh) return refused('step_up_needed');
  const parsed = changeInput.safeParse(input);
  if (!parsed.success) return refused('input_invalid', String(parsed.error.issues[0]?.path.at(1) ?? ''));
  const { memberId, before, after } = parsed.data;
  if (memberId === grant.memberId) return refused('own_account');
  return recorded(async () => {
    try {
      return await transact(getDb(), async (trx): Promise<Result<null, MemberRefusal>> => {
        if ((await lockMember(trx, memberId)) === undefined) return refused('member_unknown');
        const current = await readMemberState(trx, memberId);
        if (!current || !isSame(current, before)) return refused('changed_meanwhile');
        await storeChange(trx, memberId, after, grant.actor);
        // The audit record holds the head of the chain until the commit: of two admins who take each other's role
        // at the same moment the later one finds that they are none any more.
        if (!(await isActiveAdmin(trx, grant.memberId))) throw new AdminLostError();
        return ok(null);
      });
    } catch (error) {
      if (error instanceof AdminLostError) return refused('admin_lost');
      throw error;
    }
  });
}

function isSame(one: MemberState, other: MemberState): boolean {
  const comparable = ({ status, person, roles, scope }: MemberState) => [
    status,
    person,
    [...roles].sort(),
    [...scope].sort(),
  ];
  return isDeepStrictEqual(comparable(one), comparable(other));
}

async function isActiveAdmin(trx: Trx, memberId: string): Promise<boolean> {
  const row = await trx
    .selectFrom('member')
    .innerJoin('member_role', 'member_role.member_id', 'member.id')
    .select('member.id')
    .where('member.id', '=', memberId)
    .where('member.status', '=', 'active')
    .where('member_role.role', '=', 'admin')
    .executeTakeFirst();
  return row !== undefined;
}
