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

/** 183 days ago by PostgreSQL's own clock, ms: no record that is younger can be removed. */
const youngestRemovable = `((extract(epoch from clock_timestamp()) - 183 * 86400) * 1000)`;

/**
 * Records that a cut has given up may go, in PostgreSQL's words; and a cut is what it has to be. `audit_remove` acts
 * with the right of the tables' owner: the application has none to delete. Tables are named with their schema, so
 * that no temporary table takes their place.
 */
export function postgresRetention(schema: string): readonly string[] {
  const lookIn = `set search_path = ${schema}, pg_temp`;
  return [
    `create function audit_cut_check() returns trigger language plpgsql ${lookIn} as
     $$ begin
       if exists (select 1 from audit_cut where seq >= new.seq)
         or not exists (
           select 1 from audit_checkpoint c join audit_event e on e.seq = c.seq and e.hash = c.hash
           where c.n = new.checkpoint_n and c.seq = new.seq and c.hash = new.hash
             and c.at < ${youngestRemovable})
         or not exists (
           select 1 from audit_event where seq = new.event_seq and type = 'audit.cut'
             and (data::jsonb ->> 'seq')::bigint = new.seq and data::jsonb ->> 'hash' = new.hash)
       then raise exception 'audit_cut: the cut is not due'; end if;
       return new;
     end $$`,
    `create trigger audit_cut_is_due before insert on audit_cut
     for each row execute function audit_cut_check()`,
    `create function audit_cut_refuse() returns trigger language plpgsql as
     $$ begin raise exception 'audit_cut is append-only'; end $$`,
    `create trigger audit_cut_no_change before update or delete on audit_cut
     for each row execute function audit_cut_refuse()`,
    `create trigger audit_cut_no_truncate before truncate on audit_cut
     for each statement execute function audit_cut_refuse()`,
    `create or replace function audit_event_refuse() returns trigger language plpgsql ${lookIn} as
     $$ begin
       if tg_op = 'DELETE' then
         if old.at < ${youngestRemovable} and exists (select 1 from audit_cut where seq >= old.seq)
         then return old; end if;
       end if;
       raise exception 'audit_event is append-only';
     end $$`,
    // what a record was searched by goes with it, and no sooner
    `create or replace function audit_facet_refuse() returns trigger language plpgsql ${lookIn} as
     $$ begin
       if tg_op = 'DELETE' then
         if not exists (select 1 from audit_event where seq = old.seq) then return old; end if;
       end if;
       raise exception 'audit_facet is append-only';
     end $$`,
    `create function audit_event_forget_facets() returns trigger language plpgsql ${lookIn} as
     $$ begin delete from audit_facet where seq = old.seq; return null; end $$`,
    `create trigger audit_event_forget_facets after delete on audit_event
     for each row execute function audit_event_forget_facets()`,
    `create function audit_remove(most integer) returns bigint language sql security definer ${lookIn} as
     $$ with gone as (
          delete from audit_event where seq in (
            select seq from audit_event where seq <= (select max(seq) from audit_cut) order by seq limit most)
          returning 1)
        select count(*) from gone $$`,
    'revoke execute on function audit_remove(integer) from public',
  ];
}
