import { sql } from 'kysely';
import type { AuditEventType } from '../audit/events.ts';
import type { Db, Engine } from '../db/client.ts';

/**
 * Lets the database refuse audit records of one type, as a full disk or a revoked right would; returns how to
 * end it.
 */
export async function refuseAudit(
  db: Db,
  engine: Engine,
  type: AuditEventType,
): Promise<() => Promise<void>> {
  if (engine === 'sqlite') {
    await sql
      .raw(
        `create trigger audit_refused before insert on audit_event when new.type = '${type}'
         begin select raise(abort, 'refused by the test'); end`,
      )
      .execute(db);
    return async () => void (await sql.raw('drop trigger audit_refused').execute(db));
  }
  await sql
    .raw(
      `create function audit_refused() returns trigger language plpgsql as
       $$ begin if new.type = '${type}' then raise exception 'refused by the test'; end if; return new; end $$`,
    )
    .execute(db);
  await sql
    .raw(
      `create trigger audit_refused before insert on audit_event for each row execute function audit_refused()`,
    )
    .execute(db);
  return async () => {
    await sql.raw('drop trigger audit_refused on audit_event').execute(db);
    await sql.raw('drop function audit_refused()').execute(db);
  };
}
