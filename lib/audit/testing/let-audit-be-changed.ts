import { sql } from 'kysely';
import type { Db, Engine } from '../../db/client.ts';

/** Takes away what keeps records of the audit as they are: whoever owns the database can do this, too. */
export async function letAuditBeChanged(db: Db, engine: Engine): Promise<void> {
  if (engine === 'postgres') {
    for (const table of ['audit_event', 'audit_checkpoint']) {
      await sql.raw(`drop trigger if exists ${table}_no_change on ${table}`).execute(db);
    }
    return;
  }
  const { rows } = await sql<{ name: string }>`
    select name from sqlite_master where type = 'trigger' and tbl_name in ('audit_event', 'audit_checkpoint')
    and (sql like '%before update%' or sql like '%before delete%')`.execute(db);
  for (const { name } of rows) await sql.raw(`drop trigger ${name}`).execute(db);
}
