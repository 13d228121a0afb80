import 'server-only';
import { createHash } from 'node:crypto';
import * as z from 'zod';
import { appendAuditEvents } from '../audit/append-audit-events.ts';
import { Grant } from '../auth/authorize.ts';
import { wallClockMs } from '../clock.ts';
import { type Db, getDb } from '../db/client.ts';
import { getEnv } from '../env.ts';
import { newId } from '../ids.ts';
import { IntakeError } from '../intake/intake-error.ts';
import type { AcceptedRow, ListKind, ListReport, RefusedRow } from '../intake/list-report.ts';
import { readList } from '../intake/read-list.ts';
import { logger } from '../logger.ts';
import { maskNumber, maskNumbersInText } from '../personal-data/mask.ts';
import { fingerprint, sealValue } from '../personal-data/number-vault.ts';
import { ok, type Result, refused } from '../result.ts';
import { limits } from '../settings/limits.ts';
import type { ListRefusal, ListView } from './list-view.ts';

/** Refused entries that the page itself shows. */
const shownRefusals = 20;
/** Refused entries that are kept for the download. */
const keptRefusals = 100_000;
/** Longest line that is looked at, in characters. */
const maxLineLength = 10_000;

/** What the browser says about a list before its bytes come. */
export const listUpload = z.object({
  kind: z.enum(['called', 'session_id']),
  format: z.enum(['text', 'xlsx']),
  column: z.union([z.literal('guess'), z.coerce.number().int().min(0).max(1_000)]),
  name: z.string().max(200),
  bytes: z.coerce.number().int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type ListUpload = z.infer<typeof listUpload>;

/**
 * Reads a list and keeps its numbers encrypted until a deletion takes them. Nothing of a list that was cut,
 * or is not what the browser sent, can become a deletion.
 */
export async function storeList(
  grant: Grant<'deletion:create'>,
  upload: ListUpload,
  source: AsyncIterable<Uint8Array>,
): Promise<Result<ListView, ListRefusal>> {
  Grant.assert(grant, 'deletion:create');
  const db = getDb();
  const id = newId('lst');
  const name = maskNumbersInText(upload.name);
  try {
    await db
      .insertInto('number_list')
      .values({
        id,
        member_id: grant.memberId,
        kind: upload.kind,
        status: 'reading',
        accepted: 0,
        report: '',
        digest: '',
        created_at: wallClockMs(),
        repeat_of: null,
      })
      .execute();
    const sink = listSink(db, id, upload.kind);
    const report = await readList(
      source,
      {
        kind: upload.kind,
        format: upload.format,
        column: upload.column,
        maxRows: limits.listRows,
        maxBytes: limits.listBytes,
        maxLineLength,
      },
      sink,
    );
    if (report.bytes !== upload.bytes || report.sha256 !== upload.sha256) throw new CutList();
    // A list that is too long has not all of its numbers here: none of them may run.
    const accepted = report.isTooManyRows ? 0 : report.accepted;
    if (accepted === 0) await db.deleteFrom('number_list_row').where('list_id', '=', id).execute();
    const list = { accepted, digest: sink.digest() };
    await db.transaction().execute(async (trx) => {
      await trx
        .updateTable('number_list')
        .set({ status: 'ready', ...list, report: JSON.stringify(report) })
        .where('id', '=', id)
        .execute();
      const data = { listId: id, kind: upload.kind, name, ...list, refused: report.refused, repeatOf: null };
      await appendAuditEvents(trx, [
        { type: 'list.stored', data, actor: grant.actor, correlationId: newId('cor') },
      ]);
    });
    return ok({ id, kind: upload.kind, name, report: report satisfies ListReport, refusals: sink.shown });
  } catch (error) {
    await removeList(db, id).catch(() => undefined);
    const because = error instanceof CutList ? 'cut' : error instanceof IntakeError ? error.kind : undefined;
    if (because !== undefined) return refuse(db, grant, upload, because);
    logger.error({ err: error }, 'a list could not be stored');
    return refused('storage_unavailable');
  }
}

/** What came is not what the browser sent. */
class CutList extends Error {}

/** An upload that was refused is a fact, too. */
async function refuse(
  db: Db,
  grant: Grant<'deletion:create'>,
  { kind, name, bytes }: ListUpload,
  because: ListRefusal,
): Promise<Result<never, ListRefusal>> {
  const data = { kind, name: maskNumbersInText(name), because, bytes };
  try {
    await db
      .transaction()
      .execute((trx) =>
        appendAuditEvents(trx, [
          { type: 'list.refused', data, actor: grant.actor, correlationId: newId('cor') },
        ]),
      );
    return refused(because);
  } catch (error) {
    logger.error({ err: error, because }, 'a list was refused, which could not be recorded');
    return refused('storage_unavailable');
  }
}

function listSink(db: Db, listId: string, kind: ListKind) {
  const { DATA_KEY, AUDIT_HMAC_KEY } = getEnv();
  const digest = createHash('sha256');
  const shown: RefusedRow[] = [];
  let position = 0;
  let refusals = 0;
  return {
    shown: shown as readonly RefusedRow[],
    digest: () => digest.digest('hex'),
    async accept(rows: readonly AcceptedRow[]): Promise<void> {
      if (rows.length === 0) return;
      const values = rows.map(({ value }) => {
        position += 1;
        const itemId = newId('itm');
        const hmac = fingerprint(AUDIT_HMAC_KEY, kind, value);
        digest.update(hmac);
        return {
          item_id: itemId,
          list_id: listId,
          position,
          value_mask: maskNumber(value),
          value_hmac: hmac,
          value_sealed: sealValue(DATA_KEY, itemId, value),
        };
      });
      await db.insertInto('number_list_row').values(values).execute();
    },
    async refuse(rows: readonly RefusedRow[]): Promise<void> {
      shown.push(...rows.slice(0, Math.max(0, shownRefusals - shown.length)));
      const kept = rows.slice(0, Math.max(0, keptRefusals - refusals));
      if (kept.length === 0) return;
      const values = kept.map(({ line, reason, excerpt }) => {
        refusals += 1;
        return { list_id: listId, position: refusals, line, reason, excerpt };
      });
      await db.insertInto('number_list_refusal').values(values).execute();
    },
  };
}

/** Forgets a list with everything it holds. */
export async function removeList(db: Db, listId: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await trx.deleteFrom('number_list_row').where('list_id', '=', listId).execute();
    await trx.deleteFrom('number_list_refusal').where('list_id', '=', listId).execute();
    await trx.deleteFrom('number_list').where('id', '=', listId).execute();
  });
}
