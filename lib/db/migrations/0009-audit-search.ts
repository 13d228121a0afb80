import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Engine } from '../client.ts';

/** Columns of a record that are searched; seq comes last in each index, so that a page needs no sorting. */
const always = ['type', 'correlation_id'] as const;
/** Those that are not in every record: an index of them holds no more than it has to. */
const sometimes = ['actor_id', 'campaign_id', 'vdn_id', 'deletion_id', 'item_id'] as const;

/** What is searched beside the columns, of every record that there is already (docs/decisions/0019). */
const facetsOf = (outcome: string, hmac: string) => [
  `insert into audit_facet (name, value, seq)
   select 'actor', 'system', seq from audit_event where actor_id is null`,
  `insert into audit_facet (name, value, seq)
   select 'outcome', ${outcome}, seq from audit_event where type in ('call.answered', 'item.settled')`,
  `insert into audit_facet (name, value, seq)
   select 'value', ${hmac}, seq from audit_event where type = 'call.intended' and ${hmac} is not null`,
  `insert into audit_facet (name, value, seq)
   select 'ticket', deletion.ticket, audit_event.seq from audit_event
   join deletion on deletion.id = audit_event.deletion_id where deletion.ticket <> ''`,
];

const sqliteFacets = [
  ...facetsOf(`data ->> '$.outcome'`, `data ->> '$.criterion.hmac'`),
  `create trigger audit_event_facets after insert on audit_event
   begin
     insert into audit_facet (name, value, seq)
     select 'actor', 'system', new.seq where new.actor_id is null;
     insert into audit_facet (name, value, seq)
     select 'outcome', new.data ->> '$.outcome', new.seq
     where new.type in ('call.answered', 'item.settled');
     insert into audit_facet (name, value, seq)
     select 'value', new.data ->> '$.criterion.hmac', new.seq
     where new.type = 'call.intended' and new.data ->> '$.criterion.hmac' is not null;
     insert into audit_facet (name, value, seq)
     select 'ticket', deletion.ticket, new.seq from deletion
     where deletion.id = new.deletion_id and deletion.ticket <> '';
   end`,
  `create trigger audit_facet_no_update before update on audit_facet
   begin select raise(abort, 'audit_facet is append-only'); end`,
  `create trigger audit_facet_no_delete before delete on audit_facet
   begin select raise(abort, 'audit_facet is append-only'); end`,
];

const postgresFacets = [
  ...facetsOf(`data::jsonb ->> 'outcome'`, `data::jsonb #>> '{criterion,hmac}'`),
  `create function audit_event_facets() returns trigger language plpgsql as
   $$ begin
     if new.actor_id is null then
       insert into audit_facet (name, value, seq) values ('actor', 'system', new.seq);
     end if;
     if new.type in ('call.answered', 'item.settled') then
       insert into audit_facet (name, value, seq)
       values ('outcome', new.data::jsonb ->> 'outcome', new.seq);
     end if;
     if new.type = 'call.intended' and new.data::jsonb #>> '{criterion,hmac}' is not null then
       insert into audit_facet (name, value, seq)
       values ('value', new.data::jsonb #>> '{criterion,hmac}', new.seq);
     end if;
     if new.deletion_id is not null then
       insert into audit_facet (name, value, seq)
       select 'ticket', deletion.ticket, new.seq from deletion
       where deletion.id = new.deletion_id and deletion.ticket <> '';
     end if;
     return null;
   end $$`,
  `create trigger audit_event_facets after insert on audit_event
   for each row execute function audit_event_facets()`,
  `create function audit_facet_refuse() returns trigger language plpgsql as
   $$ begin raise exception 'audit_facet is append-only'; end $$`,
  `create trigger audit_facet_no_change before update or delete on audit_facet
   for each row execute function audit_facet_refuse()`,
  `create trigger audit_facet_no_truncate before truncate on audit_facet
   for each statement execute function audit_facet_refuse()`,
];

/** What the audit is searched by, kept by the database itself with every record. */
export function auditSearch(engine: Engine): Migration {
  return {
    async up(db: Kysely<unknown>) {
      // millions of records take longer to index than a statement of the console may
      if (engine === 'postgres') await sql`set local statement_timeout = 0`.execute(db);
      for (const column of [...always, ...sometimes]) {
        const index = db.schema
          .createIndex(`audit_event_by_${column}`)
          .on('audit_event')
          .columns([column, 'seq']);
        const isPartial = sometimes.some((name) => name === column);
        await (isPartial ? index.where(sql.ref(column), 'is not', null) : index).execute();
      }
      await db.schema.createIndex('audit_event_by_at').on('audit_event').columns(['at', 'seq']).execute();
      const facets = db.schema
        .createTable('audit_facet')
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('value', 'text', (column) => column.notNull())
        .addColumn('seq', 'bigint', (column) => column.notNull())
        .addPrimaryKeyConstraint('audit_facet_pk', ['name', 'value', 'seq']);
      await (engine === 'sqlite' ? facets.modifyEnd(sql`without rowid`) : facets).execute();
      for (const statement of engine === 'sqlite' ? sqliteFacets : postgresFacets) {
        await sql.raw(statement).execute(db);
      }
    },
  };
}
