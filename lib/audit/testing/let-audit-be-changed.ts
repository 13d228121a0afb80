import { sql } from 'kysely';
import type { Db, Engine } from '../../db/client.ts';

/**
 * Takes away what keeps records of the audit as they are, and what indexes them anew: whoever owns the database
 * can do this, too.
 */
export async function letAuditBeChanged(db: Db, engine: Engine): Promise<void> {
  if (engine === 'postgres') {
    await sql`drop trigger if exists audit_event_no_change on audit_event`.execute(db);
    await sql`drop trigger if exists audit_event_facets on audit_event`.execute(db);
    await sql`drop trigger if exists audit_checkpoint_no_change on audit_checkpoint`.execute(db);
    return;
  }
  const { rows } = await sql<{ name: string }>`
    select name from sqlite_master where type = 'trigger' and tbl_name in ('audit_event', 'audit_checkpoint')`.execute(
    db,
  );
  for (const { name } of rows) await sql.raw(`drop trigger ${name}`).execute(db);
}
