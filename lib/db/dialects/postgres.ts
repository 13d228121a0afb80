import 'server-only';
import { type Dialect, PostgresDialect } from 'kysely';
import pg from 'pg';

const int8 = 20;

/** PostgreSQL 15 or newer through `pg`. Whole numbers come back as numbers: ours stay below 2^53. */
export function postgresDialect(url: string): Dialect {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 5_000,
    // a statement that hangs must not hang the console: the transaction fails and is told
    statement_timeout: 15_000,
    types: {
      getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
        oid === int8
          ? Number
          : pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
    },
  });
  // An idle connection that dies is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  // One that dies in the middle of a transaction, between two statements, has no statement to tell it to: the
  // next one fails. Without this listener it would end the process, too.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return new PostgresDialect({ pool });
}

/** Statements that let no one change the audit, in PostgreSQL's words. */
export const postgresAppendOnly = [
  `create function audit_event_refuse() returns trigger language plpgsql as
   $$ begin raise exception 'audit_event is append-only'; end $$`,
  `create trigger audit_event_no_change before update or delete on audit_event
   for each row execute function audit_event_refuse()`,
  `create trigger audit_event_no_truncate before truncate on audit_event
   for each statement execute function audit_event_refuse()`,
];

/** The same for its checkpoints. */
export const postgresAppendOnlyMore = [
  `create function audit_checkpoint_refuse() returns trigger language plpgsql as
   $$ begin raise exception 'audit_checkpoint is append-only'; end $$`,
  `create trigger audit_checkpoint_no_change before update or delete on audit_checkpoint
   for each row execute function audit_checkpoint_refuse()`,
  `create trigger audit_checkpoint_no_truncate before truncate on audit_checkpoint
   for each statement execute function audit_checkpoint_refuse()`,
];
