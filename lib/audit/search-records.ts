import 'server-only';
import { type Selectable, type SelectQueryBuilder, sql } from 'kysely';
import { dayAfter, startOfCivilDay } from '../clock.ts';
import type { Db } from '../db/client.ts';
import type { AuditEventTable, AuditFacetTable, Database } from '../db/schema.ts';
import { type AuditFilter, systemActor } from './audit-filter.ts';

export type AuditRecord = Selectable<AuditEventTable>;

/** Clocks of the processes that append differ by so much at the most, ms. */
const clockSkewMs = 600_000;
/** The rarest of several conditions is found among so many records of each. */
const probeSize = 1_000;

type Column = 'actor_id' | 'campaign_id' | 'vdn_id' | 'type' | 'correlation_id' | 'deletion_id' | 'item_id';
type Condition =
  | { readonly column: Column; readonly value: string | number }
  | { readonly facet: AuditFacetTable['name']; readonly value: string };

/** A search of the audit with its days as instants and as bounds of the sequence. */
export interface RecordSearch {
  readonly conditions: readonly Condition[];
  /** Inclusive and exclusive, ms UTC. */
  readonly fromMs: number | undefined;
  readonly toMs: number | undefined;
  /** Nothing that is asked for lies at these sequence numbers or beyond them. */
  readonly below: number;
  readonly above: number;
}

/** A stretch of the sequence, read from one end: down from `from`, or up from it. Both ends are exclusive. */
export interface Stretch {
  readonly direction: 'down' | 'up';
  readonly from: number;
  readonly to: number;
}

function conditionsOf(filter: AuditFilter): Condition[] {
  const { person, type, outcome, vdn, campaign, ticket, deletion, item, correlation } = filter;
  const wanted: (Condition | undefined)[] = [
    item === undefined ? undefined : { column: 'item_id', value: item },
    correlation === undefined ? undefined : { column: 'correlation_id', value: correlation },
    deletion === undefined ? undefined : { column: 'deletion_id', value: deletion },
    ticket === undefined ? undefined : { facet: 'ticket', value: ticket },
    campaign === undefined ? undefined : { column: 'campaign_id', value: campaign },
    type === undefined ? undefined : { column: 'type', value: type },
    outcome === undefined ? undefined : { facet: 'outcome', value: outcome },
    person === undefined
      ? undefined
      : person === systemActor
        ? { facet: 'actor', value: systemActor }
        : { column: 'actor_id', value: person },
    vdn === undefined ? undefined : { column: 'vdn_id', value: Number(vdn) },
  ];
  return wanted.filter((condition) => condition !== undefined);
}

/**
 * What a filter asks for, with its days (civil, in `timeZone`) as bounds of the sequence: records are in the
 * order of their appending, and times in that order but for the skew of the clocks.
 */
export async function prepareSearch(db: Db, filter: AuditFilter, timeZone: string): Promise<RecordSearch> {
  const fromMs = filter.from === undefined ? undefined : startOfCivilDay(filter.from, timeZone);
  const toMs = filter.to === undefined ? undefined : startOfCivilDay(dayAfter(filter.to), timeZone);
  const seqs = db.selectFrom('audit_event').select('seq').limit(1);
  const before = fromMs === undefined ? undefined : seqs.where('at', '<', fromMs - clockSkewMs);
  const after = toMs === undefined ? undefined : seqs.where('at', '>=', toMs + clockSkewMs);
  const last = await before?.orderBy('at', 'desc').orderBy('seq', 'desc').executeTakeFirst();
  const first = await after?.orderBy('at').orderBy('seq').executeTakeFirst();
  return {
    conditions: conditionsOf(filter),
    fromMs,
    toMs,
    above: last?.seq ?? 0,
    below: first?.seq ?? Number.MAX_SAFE_INTEGER,
  };
}

type Seqs = SelectQueryBuilder<Database, 'audit_event', { seq: number }>;

/**
 * Sequence numbers of the records that meet one condition, in the order of `stretch`. The order names the
 * column before `seq`, and the start is a pair: no other index has that order, so no planner can prefer to walk
 * the whole chain because a value seems frequent.
 */
function seqsOf(db: Db, condition: Condition | undefined, { direction, from, to }: Stretch): Seqs {
  const [start, end] = direction === 'down' ? (['<', '>'] as const) : (['>', '<'] as const);
  const order = direction === 'down' ? 'desc' : 'asc';
  if (condition === undefined) {
    return db
      .selectFrom('audit_event')
      .select('audit_event.seq as seq')
      .where('seq', start, from)
      .where('seq', end, to)
      .orderBy('seq', order);
  }
  if ('facet' in condition) {
    const facets = db
      .selectFrom('audit_facet')
      .select('audit_facet.seq as seq')
      .where('name', '=', condition.facet)
      .where('value', '=', condition.value)
      .where('seq', start, from)
      .where('seq', end, to)
      .orderBy('seq', order);
    // whichever table they come from, they are sequence numbers
    return facets as unknown as Seqs;
  }
  const column = sql.ref<string | number>(`audit_event.${condition.column}`);
  const pair = sql`(${column}, audit_event.seq)`;
  return db
    .selectFrom('audit_event')
    .select('audit_event.seq as seq')
    .where(column, 'is not', null)
    .where(sql<boolean>`${pair} ${sql.raw(start)} (${condition.value}, ${from})`)
    .where(sql<boolean>`${pair} ${sql.raw(end)} (${condition.value}, ${to})`)
    .orderBy(column, order)
    .orderBy('audit_event.seq', order);
}

/** The seq of the `nth` record (from 0) that meets a condition; null if there are not so many. */
function nthOf(db: Db, condition: Condition | undefined, stretch: Stretch, nth: number) {
  return seqsOf(db, condition, stretch).limit(1).offset(nth);
}

/**
 * The rarest of the conditions hereabouts: whose next thousand records reach farthest. Measured instead of left
 * to the planner, which knows neither what is frequent of late nor, on SQLite, anything at all.
 */
export async function rarestCondition(
  db: Db,
  { conditions }: RecordSearch,
  stretch: Stretch,
): Promise<Condition | undefined> {
  if (conditions.length < 2) return conditions[0];
  const reached = await db
    .selectNoFrom(
      conditions.map((condition, index) => nthOf(db, condition, stretch, probeSize - 1).as(`reach${index}`)),
    )
    .executeTakeFirstOrThrow();
  const reach = conditions.map((_, index) => {
    const seq = (reached as Record<string, number | null>)[`reach${index}`] ?? null;
    return seq === null ? Number.POSITIVE_INFINITY : Math.abs(seq - stretch.from);
  });
  return conditions[reach.indexOf(Math.max(...reach))];
}

/**
 * Records among the next `size` of `driver`, in the order of `stretch`, that meet all of the search; at most
 * `limit`. However rare they are, no more than `size` records are read.
 */
export function windowOf(
  db: Db,
  search: RecordSearch,
  driver: Condition | undefined,
  stretch: Stretch,
  size: number,
  limit: number,
) {
  let records = db
    .selectFrom(seqsOf(db, driver, stretch).limit(size).as('candidate'))
    // a cross join is one that SQLite does not turn round, to begin with all that meets another condition
    .crossJoin('audit_event')
    .whereRef('audit_event.seq', '=', 'candidate.seq')
    .selectAll('audit_event')
    .orderBy('candidate.seq', stretch.direction === 'down' ? 'desc' : 'asc')
    .limit(limit);
  for (const condition of search.conditions) {
    if (condition === driver) continue;
    records =
      'facet' in condition
        ? records.where(({ exists, selectFrom }) =>
            exists(
              selectFrom('audit_facet')
                .select('audit_facet.seq')
                .where('audit_facet.name', '=', condition.facet)
                .where('audit_facet.value', '=', condition.value)
                .whereRef('audit_facet.seq', '=', 'candidate.seq'),
            ),
          )
        : records.where(`audit_event.${condition.column}`, '=', condition.value as never);
  }
  if (search.fromMs !== undefined) records = records.where('audit_event.at', '>=', search.fromMs);
  if (search.toMs !== undefined) records = records.where('audit_event.at', '<', search.toMs);
  return records;
}

/** True if every record of `driver` is one that is asked for: a window then holds no others. */
function isExact({ conditions, fromMs, toMs }: RecordSearch): boolean {
  return conditions.length < 2 && fromMs === undefined && toMs === undefined;
}

/** A piece of what was found: records in order, and where to go on; null at the end. */
export interface FoundWindow {
  readonly records: readonly AuditRecord[];
  readonly next: number | null;
}

/**
 * Reads a search window by window, as many records each as `sizes` says, the last size again and again; a
 * window holds `limit` records at the most. Whoever reads decides when it is enough.
 */
export async function* searchWindows(
  db: Db,
  search: RecordSearch,
  stretch: Stretch,
  sizes: readonly [number, ...number[]],
  limit: number,
): AsyncGenerator<FoundWindow, void> {
  const driver = await rarestCondition(db, search, stretch);
  let from = stretch.from;
  for (let index = 0; ; index += 1) {
    const size = isExact(search) ? limit : (sizes[Math.min(index, sizes.length - 1)] ?? sizes[0]);
    const rest = { ...stretch, from };
    const records = await windowOf(db, search, driver, rest, size, limit).execute();
    const end =
      records.length === limit
        ? records.at(-1)?.seq
        : isExact(search)
          ? undefined
          : (await nthOf(db, driver, rest, size - 1).executeTakeFirst())?.seq;
    yield { records, next: end ?? null };
    if (end === undefined) return;
    from = end;
  }
}
