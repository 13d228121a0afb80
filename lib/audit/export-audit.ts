import 'server-only';
import { createHash } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import * as z from 'zod';
import { Grant } from '../auth/authorize.ts';
import { civilToday } from '../clock.ts';
import { type Db, getDb } from '../db/client.ts';
import type { AuditEventTable } from '../db/schema.ts';
import { getEnv } from '../env.ts';
import { newId } from '../ids.ts';
import { logger } from '../logger.ts';
import { ok, type Result, refused } from '../result.ts';
import { type AuditActor, appendAuditEvents } from './append-audit-events.ts';
import { type AuditFilter, auditFilter, auditSearchParams } from './audit-filter.ts';
import { type CsvWords, csvWriter, jsonlWriter } from './export-format.ts';
import { type ExportFilter, exportFormats } from './export-view.ts';
import { prepareSearch, type Stretch, searchWindows } from './search-records.ts';

const pageRows = 250;

export const exportRequest = auditFilter.extend({ format: z.enum(exportFormats) });
export type ExportRequest = z.infer<typeof exportRequest>;

/** A file that is written while it is read. */
export interface AuditExport {
  readonly fileName: string;
  readonly contentType: string;
  readonly body: ReadableStream<Uint8Array>;
}

/**
 * Exports what the audit is searched for, oldest record first, up to the newest one of this moment. That it begins is an event before
 * the first byte, and how it ended is one after the last: with the digest of what went out, also if the receiver
 * went away. It holds a page at a time, and between two pages everybody else has their turn.
 */
export async function exportAudit(
  grant: Grant<'audit:read'>,
  { format, ...filter }: ExportRequest,
  words: CsvWords,
): Promise<Result<AuditExport, 'audit_unavailable'>> {
  Grant.assert(grant, 'audit:read');
  const db = getDb();
  const timeZone = getEnv().ISALES_TIME_ZONE;
  const asked: ExportFilter = Object.fromEntries(auditSearchParams(filter));
  const { actor } = grant;
  const correlationId = newId('cor');
  let newestSeq: number;
  try {
    newestSeq = await begin(db, actor, correlationId, { format, filter: asked });
  } catch (error) {
    logger.error({ err: error }, 'an export of the audit could not begin');
    return refused('audit_unavailable');
  }
  const writer = format === 'csv' ? csvWriter(words, timeZone) : jsonlWriter(asked, newestSeq);
  const pieces = (async function* (): AsyncGenerator<Piece, void> {
    if (writer.head !== '') yield { text: writer.head, rows: 0 };
    for await (const page of recordPages(db, filter, newestSeq))
      yield { text: writer.page(page), rows: page.length };
  })();
  const end = (sent: Sent) =>
    db
      .transaction()
      .execute((trx) =>
        appendAuditEvents(trx, [{ type: 'audit.exported', data: { format, ...sent }, actor, correlationId }]),
      );
  return ok({
    fileName: `audit-${civilToday(timeZone)}.${format}`,
    contentType: writer.contentType,
    body: digestedStream(pieces, end),
  });
}

/** Says that it begins; returns the newest record that it will hold. */
function begin(
  db: Db,
  actor: AuditActor,
  correlationId: string,
  asked: { readonly format: ExportRequest['format']; readonly filter: ExportFilter },
): Promise<number> {
  return db.transaction().execute(async (trx) => {
    // locked, so that none comes between this one and ours
    const { seq: newestSeq } = await trx
      .updateTable('audit_head')
      .set((row) => ({ seq: row.ref('seq') }))
      .where('id', '=', 1)
      .returning('seq')
      .executeTakeFirstOrThrow();
    const data = { ...asked, newestSeq };
    await appendAuditEvents(trx, [{ type: 'audit.export_started', data, actor, correlationId }]);
    return newestSeq;
  });
}

/** The records that `filter` asks for, the oldest first. */
async function* recordPages(
  db: Db,
  filter: AuditFilter,
  newestSeq: number,
): AsyncGenerator<readonly AuditEventTable[]> {
  const search = await prepareSearch(db, filter, getEnv().ISALES_TIME_ZONE);
  const to = Math.min(search.below, newestSeq + 1);
  const stretch: Stretch = { direction: 'up', from: search.above, to };
  for await (const { records } of searchWindows(db, search, stretch, [pageRows], pageRows)) {
    if (records.length > 0) yield records;
    await turn();
  }
}

interface Piece {
  readonly text: string;
  readonly rows: number;
}

/** What went out. */
interface Sent {
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
  /** False if the receiver went away, or reading failed. */
  readonly complete: boolean;
}

/** The pieces as bytes, no faster than they are taken; `end` is told once what went out. */
function digestedStream(
  pieces: AsyncGenerator<Piece, void>,
  end: (sent: Sent) => Promise<void>,
): ReadableStream<Uint8Array> {
  const digest = createHash('sha256');
  let [rows, bytes, isOver] = [0, 0, false];
  const finish = async (complete: boolean) => {
    if (isOver) return;
    isOver = true;
    await end({ rows, bytes, sha256: digest.digest('hex'), complete });
  };
  const giveUp = () =>
    finish(false).catch((error: unknown) =>
      logger.error({ err: error }, 'the end of an export could not be recorded'),
    );
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await pieces.next();
        // the receiver may have gone away meanwhile
        if (isOver) return;
        if (done) {
          // no end of the file without its record: the receiver sees a download that failed
          await finish(true);
          controller.close();
          return;
        }
        const chunk = Buffer.from(value.text);
        digest.update(chunk);
        rows += value.rows;
        bytes += chunk.length;
        controller.enqueue(chunk);
      } catch (error) {
        logger.error({ err: error }, 'an export of the audit failed');
        await giveUp();
        throw error;
      }
    },
    async cancel() {
      await giveUp();
      await pieces.return();
    },
  });
}
