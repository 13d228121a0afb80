import { toCivilTime } from '../clock.ts';
import type { AuditEventTable } from '../db/schema.ts';
import { csvLine, csvStart } from '../lists/csv.ts';
import type { AuditEventType } from './events.ts';
import type { ExportFilter } from './export-view.ts';

/** How records become the text of a file. */
export interface ExportWriter {
  readonly contentType: string;
  /** What stands before the first record. */
  readonly head: string;
  /** A page of records. */
  page(records: readonly AuditEventTable[]): string;
}

/** The columns of the CSV file, each with words in both catalogues. */
export const exportColumns = [
  'seq',
  'time',
  'timeUtc',
  'event',
  'type',
  'person',
  'actorId',
  'roles',
  'vdn',
  'campaign',
  'deletion',
  'item',
  'correlation',
  'session',
  'address',
  'version',
  'data',
  'prevHash',
  'hash',
] as const;
export type ExportColumn = (typeof exportColumns)[number];

export interface CsvWords {
  column(name: ExportColumn): string;
  event(type: AuditEventType): string;
  readonly system: string;
}

/** For people and their spreadsheets: times in `timeZone` and in UTC, events by name, the data as it is stored. */
export function csvWriter(words: CsvWords, timeZone: string): ExportWriter {
  const civil = civilTimes(timeZone);
  const names = new Map<AuditEventType, string>();
  const nameOf = (type: AuditEventType): string => {
    const name = names.get(type) ?? words.event(type);
    names.set(type, name);
    return name;
  };
  return {
    contentType: 'text/csv; charset=utf-8',
    head: csvStart + csvLine(exportColumns.map((name) => words.column(name))),
    page: (records) =>
      records
        .map((record) =>
          csvLine([
            record.seq,
            civil(record.at),
            new Date(record.at).toISOString(),
            nameOf(record.type),
            record.type,
            record.actor_id === null ? words.system : record.actor_name,
            record.actor_id,
            record.actor_roles,
            record.vdn_id,
            record.campaign_id,
            record.deletion_id,
            record.item_id,
            record.correlation_id,
            record.session_id,
            record.address,
            record.version,
            record.data,
            record.prev_hash,
            record.hash,
          ]),
        )
        .join(''),
  };
}

/**
 * For `npm run audit:verify -- --export`: a record a line, with its hashes. What is filtered has gaps: its first
 * line says so, and the verifier then asks for no more than it can.
 */
export function jsonlWriter(filter: ExportFilter, newestSeq: number): ExportWriter {
  const isFiltered = Object.keys(filter).length > 0;
  return {
    contentType: 'application/x-ndjson; charset=utf-8',
    head: isFiltered ? `${JSON.stringify({ export: 'filtered', filter, newestSeq })}\n` : '',
    page: (records) => records.map((record) => `${JSON.stringify(record)}\n`).join(''),
  };
}

/** No zone changes its distance from UTC within one of these, ms. */
const quarterMs = 15 * 60_000;

/** Instants (ms, UTC) as civil times in `timeZone`, `yyyy-MM-dd HH:mm:ss`; quick for one after the other. */
function civilTimes(timeZone: string): (at: number) => string {
  let [quarter, offsetMs] = [Number.NaN, 0];
  return (at) => {
    const begins = Math.floor(at / quarterMs) * quarterMs;
    if (begins !== quarter) {
      quarter = begins;
      offsetMs = Date.parse(`${toCivilTime(begins, timeZone).replace(' ', 'T')}Z`) - begins;
    }
    return new Date(at + offsetMs).toISOString().slice(0, 19).replace('T', ' ');
  };
}
