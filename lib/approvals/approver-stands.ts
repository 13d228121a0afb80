import 'server-only';
import type { Trx } from '../db/client.ts';
import { rolePermissions, roles } from '../members/roles.ts';

const approverRoles = roles.filter((role) => rolePermissions[role].includes('approval:decide'));

/**
 * True if whoever approved a deletion still may: active, with the role, in its campaign. One read, asked in the
 * transaction of each intent. Signing out takes nothing away from what was decided.
 */
export async function approverStands(
  trx: Trx,
  deletion: { readonly approver_id: string | null; readonly vdn_id: number; readonly campaign_id: string },
): Promise<boolean> {
  const standing = await trx
    .selectFrom('member')
    .select('member.id')
    .where('member.id', '=', deletion.approver_id)
    .where('member.status', '=', 'active')
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('member_role')
          .select('member_role.role')
          .whereRef('member_role.member_id', '=', 'member.id')
          .where('member_role.role', 'in', approverRoles),
      ),
    )
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('member_scope')
          .select('member_scope.vdn_id')
          .whereRef('member_scope.member_id', '=', 'member.id')
          .where('member_scope.vdn_id', '=', deletion.vdn_id)
          .where('member_scope.campaign_id', 'in', ['', deletion.campaign_id]),
      ),
    )
    .executeTakeFirst();
  return standing !== undefined;
}
