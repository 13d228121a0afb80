import 'server-only';
import { sql } from 'kysely';
import type { Db, Trx } from './client.ts';
import type { Database } from './schema.ts';

type AuditTable = Extract<keyof Database, `audit_${string}`>;

/** What the application may do with the tables of the audit; with every other table of the product it may do all. */
const auditRights: Readonly<Record<AuditTable, readonly ('select' | 'insert' | 'update' | 'delete')[]>> = {
  audit_event: ['select', 'insert'],
  audit_checkpoint: ['select', 'insert'],
  audit_head: ['select', 'update'],
  audit_facet: ['select', 'insert'],
  audit_alarm: ['select', 'insert', 'update'],
  audit_stream: ['select', 'insert', 'update'],
  audit_cut: ['select', 'insert'],
  audit_verification: ['select', 'insert', 'update'],
};

/** Tables that nobody may change but by appending. */
const appendOnly: readonly AuditTable[] = ['audit_event', 'audit_facet', 'audit_checkpoint', 'audit_cut'];

/** The role would be able to change the audit all the same, and the grants would say something untrue. */
export class ApplicationRoleError extends Error {
  override readonly name = 'ApplicationRoleError';
}

/**
 * Gives `role` what the application needs of PostgreSQL, and takes from it what it had beyond. To be called by the
 * role that owns the tables, after each migration: it may have made tables.
 * @throws ApplicationRoleError if the role does not exist or could change the audit in another way
 */
export async function grantApplicationRole(db: Db, role: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await assertOrdinary(trx, role);
    const grantee = sql.id(role);
    const { rows } = await sql<{ schema: string; name: string }>`
      select schemaname as schema, tablename as name from pg_tables where schemaname = current_schema()`.execute(
      trx,
    );
    const schema = rows[0]?.schema ?? 'public';
    await sql`grant usage on schema ${sql.id(schema)} to ${grantee}`.execute(trx);
    for (const { name } of rows) {
      const table = sql.id(schema, name);
      const rights = sql.raw(rightsOn(name).join(', '));
      await sql`revoke all on ${table} from ${grantee}`.execute(trx);
      if (rightsOn(name).length > 0) await sql`grant ${rights} on ${table} to ${grantee}`.execute(trx);
    }
    // it removes what a cut has given up, and nothing else (0024)
    await sql`grant execute on function ${sql.id(schema, 'audit_remove')}(integer) to ${grantee}`.execute(
      trx,
    );
    await assertAppendOnly(trx, role);
  });
}

function rightsOn(table: string): readonly string[] {
  if (table === 'kysely_migration') return ['select'];
  if (table === 'kysely_migration_lock') return [];
  if (table in auditRights) return auditRights[table as AuditTable];
  if (table.startsWith('audit_')) throw new Error(`no rights are named for the table ${table}`);
  return ['select', 'insert', 'update', 'delete'];
}

/** Not a superuser, and nobody who can become the owner or make roles: for those, grants mean nothing. */
async function assertOrdinary(trx: Trx, role: string): Promise<void> {
  const { rows } = await sql<{ is_mighty: boolean; is_owner: boolean }>`
    select rolsuper or rolcreaterole as is_mighty, pg_has_role(rolname, current_user, 'member') as is_owner
    from pg_roles where rolname = ${role}`.execute(trx);
  const [found] = rows;
  if (!found) throw new ApplicationRoleError(`there is no role ${role}`);
  if (found.is_mighty) throw new ApplicationRoleError(`${role} is a superuser or may create roles`);
  if (found.is_owner) throw new ApplicationRoleError(`${role} is the owner of the tables, or a member of it`);
}

/** What the role may do in effect: also through PUBLIC and through roles that it is a member of. */
async function assertAppendOnly(trx: Trx, role: string): Promise<void> {
  for (const table of appendOnly) {
    const { rows } = await sql<{ may: boolean }>`
      select has_table_privilege(${role}, ${table}, 'update, delete, truncate, trigger')
        or has_any_column_privilege(${role}, ${table}, 'update') as may`.execute(trx);
    if (rows[0]?.may)
      throw new ApplicationRoleError(`${role} could change ${table} by the right of another role`);
  }
  const { rows } = await sql<{ may: boolean }>`
    select has_schema_privilege(${role}, current_schema(), 'create') as may`.execute(trx);
  if (rows[0]?.may)
    throw new ApplicationRoleError(
      `${role} may create tables in the schema: revoke create on schema public from public, ${role}`,
    );
}
