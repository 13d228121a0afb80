import 'server-only';
import { createHash, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import type { Db } from '../db/client.ts';
import type { AuditEventTable } from '../db/schema.ts';
import type { Env } from '../env.ts';
import { ok, type Result, refused } from '../result.ts';
import { signingKey } from './checkpoints.ts';
import { ReceiptFactsOfRecords } from './receipt-facts.ts';
import type { ReceiptRefusal, ReceiptView } from './receipt-view.ts';
import { canonicalJson } from './record-hash.ts';

/** A receipt with more records of calls than this tells their number and digest instead. */
const mostCallRecords = 1_000;
const pageRows = 1_000;

/** The file of a receipt: what the page says, and the records from which it follows. */
export interface Receipt extends ReceiptView {
  readonly kind: 'deletion-receipt';
  readonly version: 1;
  /** In the order of the chain, as stored. */
  readonly records: readonly AuditEventTable[];
}

/**
 * The receipt of an ended deletion (docs/decisions/0021), the same to the byte whenever it is made of the same
 * records and checkpoint. Reads the records page by page and lets others take their turn between two pages.
 */
export async function makeReceipt(
  db: Db,
  env: Pick<Env, 'AUDIT_SIGNING_KEY' | 'ISALES_TIME_ZONE'>,
  deletionId: string,
): Promise<Result<Receipt, Exclude<ReceiptRefusal, 'not_found'>>> {
  const gathered = new ReceiptFactsOfRecords();
  const ofCalls = { records: 0, digest: createHash('sha256') };
  let records: AuditEventTable[] = [];
  for await (const record of recordsOf(db, deletionId)) {
    gathered.add(record);
    const isOfCall = record.item_id !== null;
    if (isOfCall) {
      ofCalls.records += 1;
      ofCalls.digest.update(`${record.hash}\n`);
      if (ofCalls.records === mostCallRecords + 1) records = records.filter((kept) => kept.item_id === null);
    }
    if (!isOfCall || ofCalls.records <= mostCallRecords) records.push(record);
  }
  const facts = gathered.facts();
  if (facts === 'no_request') return refused('records_gone');
  if (facts === 'no_ending') return refused('not_ended');
  const key = signingKey(env.AUDIT_SIGNING_KEY);
  const checkpoint = await firstCheckpointSince(db, facts.chain.lastSeq);
  const isLong = ofCalls.records > mostCallRecords;
  const statement: Omit<Receipt, 'signature'> = {
    kind: 'deletion-receipt',
    version: 1,
    deletionId,
    timeZone: env.ISALES_TIME_ZONE,
    ...facts,
    records,
    leftOut: isLong ? { records: ofCalls.records, sha256: ofCalls.digest.digest('hex') } : null,
    // a row of SQLite has no prototype, and no page takes it
    checkpoint: checkpoint ? { ...checkpoint } : null,
    publicKey: fingerprintOf(key),
  };
  const signature = sign(null, Buffer.from(canonicalJson(statement)), key).toString('base64');
  return ok({ ...statement, signature });
}

/** All records of a deletion in the order of the chain, as far as it reached when the first was read. */
async function* recordsOf(db: Db, deletionId: string): AsyncGenerator<AuditEventTable> {
  const own = db.selectFrom('audit_event').where('deletion_id', '=', deletionId);
  const { last } = await own.select((select) => select.fn.max('seq').as('last')).executeTakeFirstOrThrow();
  for (let after = 0; ; ) {
    const page = await own
      .selectAll()
      .where('seq', '>', after)
      .where('seq', '<=', Number(last ?? 0))
      .orderBy('seq')
      .limit(pageRows)
      .execute();
    yield* page;
    if (page.length < pageRows) return;
    after = page.at(-1)?.seq ?? after;
    await turn();
  }
}

/** Of checkpoints about this chain: one may have been left by records that a restored backup has lost. */
function firstCheckpointSince(db: Db, seq: number) {
  return db
    .selectFrom('audit_checkpoint')
    .innerJoin('audit_event', (join) =>
      join
        .onRef('audit_event.seq', '=', 'audit_checkpoint.seq')
        .onRef('audit_event.hash', '=', 'audit_checkpoint.hash'),
    )
    .selectAll('audit_checkpoint')
    .where('audit_checkpoint.seq', '>=', seq)
    .orderBy('audit_checkpoint.n')
    .limit(1)
    .executeTakeFirst();
}

/** Hex SHA-256 of the public key in DER: `openssl pkey -pubin -outform DER -in public-key.pem | sha256sum`. */
function fingerprintOf(key: KeyObject): string {
  const der = createPublicKey(key).export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(der).digest('hex');
}
