import 'server-only';
import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { wallClockMs } from '../clock.ts';
import type { Db, Trx } from '../db/client.ts';
import type { AuditCheckpointTable } from '../db/schema.ts';
import type { Env } from '../env.ts';
import { findOpenAlarm, raiseAlarm } from './audit-alarm.ts';
import { appendCheckpointLine, type CheckpointLine, newestCheckpointLine } from './checkpoint-files.ts';
import { canonicalJson } from './record-hash.ts';

/** With news a checkpoint is due after this long, ms. */
const newsEveryMs = 60_000;
/** Without news after this long: silence is attested, too. */
const silenceEveryMs = 3_600_000;
/** What the first checkpoint holds as the digest of the one before it. */
const firstPrevious = '0'.repeat(64);
/** DER of an Ed25519 private key up to its 32 bytes (RFC 8410). */
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');

export type CheckpointEnv = Pick<Env, 'AUDIT_SIGNING_KEY' | 'AUDIT_CHECKPOINT_DIR'>;

/** What a checkpoint says; its signature is over the canonical JSON of this. */
type Statement = Omit<AuditCheckpointTable, 'signature'>;

/** The key that signs checkpoints, from the 32 bytes of its seed. */
export function signingKey(seed: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.concat([pkcs8Prefix, seed]), format: 'der', type: 'pkcs8' });
}

/** A checkpoint as a line of its file. */
export function checkpointLine(checkpoint: AuditCheckpointTable): string {
  return canonicalJson({ ...checkpoint });
}

/** Hex SHA-256 of a line: what the checkpoint after it holds as `prev`. */
export function checkpointDigest(line: string): string {
  return createHash('sha256').update(line).digest('hex');
}

/** True if the checkpoint bears the signature of this key. */
export function isSignedBy(key: KeyObject, { signature, ...statement }: AuditCheckpointTable): boolean {
  const text = Buffer.from(canonicalJson({ ...statement }));
  return typeof signature === 'string' && verify(null, text, key, Buffer.from(signature, 'base64'));
}

/** The newest checkpoint in the directory that our key has signed. */
export async function newestOwnCheckpoint(env: CheckpointEnv): Promise<CheckpointLine | undefined> {
  const key = createPublicKey(signingKey(env.AUDIT_SIGNING_KEY));
  return newestCheckpointLine(env.AUDIT_CHECKPOINT_DIR, (checkpoint) => isSignedBy(key, checkpoint));
}

/**
 * Attests the chain as it stands: what the newest record is, signed, outside of the database and in it. Writes
 * nothing while it is not due. A database that is behind the directory – a backup was put back – raises the
 * alarm and attests nothing until a person has acknowledged it. Any number of processes may ask; they share
 * the directory.
 * @throws if it cannot be stored or written; the next call makes up for it
 */
export async function attestChain(db: Db, env: CheckpointEnv): Promise<void> {
  const newest = await newestOwnCheckpoint(env);
  if (newest && (await isBehind(db, newest))) await raiseAlarm(db, newest.checkpoint);
  if (await findOpenAlarm(db)) return;
  await db.transaction().execute((trx) => attestHead(trx, env));
  await writeOut(db, env);
}

async function attestHead(trx: Trx, env: CheckpointEnv): Promise<void> {
  // one after the other, and no record is appended meanwhile
  const head = await trx
    .updateTable('audit_head')
    .set((row) => ({ seq: row.ref('seq') }))
    .where('id', '=', 1)
    .returning(['seq', 'hash'])
    .executeTakeFirstOrThrow();
  if (head.seq === 0) return;
  const last = await lastCheckpoint(trx);
  const now = wallClockMs();
  const dueMs = last === undefined ? 0 : head.seq > last.seq ? newsEveryMs : silenceEveryMs;
  // a clock that was put back must not keep checkpoints from being written
  if (last !== undefined && now >= last.at && now - last.at < dueMs) return;
  const statement: Statement = {
    n: (last?.n ?? 0) + 1,
    seq: head.seq,
    hash: head.hash,
    at: now,
    // the first record may have been removed since
    chain: last?.chain ?? (await firstHash(trx)),
    prev: last === undefined ? firstPrevious : checkpointDigest(checkpointLine(last)),
  };
  const text = canonicalJson({ ...statement });
  const signature = sign(null, Buffer.from(text), signingKey(env.AUDIT_SIGNING_KEY)).toString('base64');
  await trx
    .insertInto('audit_checkpoint')
    .values({ ...statement, signature })
    .execute();
}

async function firstHash(trx: Trx): Promise<string> {
  const records = trx.selectFrom('audit_event').select('hash').orderBy('seq').limit(1);
  return (await records.executeTakeFirstOrThrow()).hash;
}

/** The checkpoint with the highest number in the database; undefined if there is none. */
export async function lastCheckpoint(db: Db | Trx): Promise<AuditCheckpointTable | undefined> {
  return db.selectFrom('audit_checkpoint').selectAll().orderBy('n', 'desc').limit(1).executeTakeFirst();
}

/** True if the database does not hold what the newest checkpoint of the directory attests, nor had it ever. */
async function isBehind(db: Db, { checkpoint, line }: CheckpointLine): Promise<boolean> {
  const stored = await db
    .selectFrom('audit_checkpoint')
    .selectAll()
    .where('n', '=', checkpoint.n)
    .executeTakeFirst();
  if (!stored || checkpointLine(stored) !== line) return true;
  const acknowledged = await db
    .selectFrom('audit_alarm')
    .select('id')
    .where('is_open', '=', 0)
    .where('checkpoint_n', '>=', checkpoint.n)
    .executeTakeFirst();
  if (acknowledged) return false;
  const record = await db
    .selectFrom('audit_event')
    .select('hash')
    .where('seq', '=', checkpoint.seq)
    .executeTakeFirst();
  if (record) return record.hash !== checkpoint.hash;
  // what retention has removed was there: the chain begins behind it
  const first = await db.selectFrom('audit_event').select('seq').orderBy('seq').limit(1).executeTakeFirst();
  return first === undefined || first.seq < checkpoint.seq;
}

/** Brings to the directory what is not there yet, also what an earlier failure left out. */
async function writeOut(db: Db, env: CheckpointEnv): Promise<void> {
  const directory = env.AUDIT_CHECKPOINT_DIR;
  // whoever signed it: a line is never written twice
  const written = (await newestCheckpointLine(directory, () => true))?.checkpoint.n ?? 0;
  const missing = await db
    .selectFrom('audit_checkpoint')
    .selectAll()
    .where('n', '>', written)
    .orderBy('n')
    .execute();
  for (const checkpoint of missing) {
    await appendCheckpointLine(directory, checkpoint.at, checkpointLine(checkpoint));
  }
  if (written > 0) return;
  const key = createPublicKey(signingKey(env.AUDIT_SIGNING_KEY));
  await writeFile(join(directory, 'public-key.pem'), key.export({ type: 'spki', format: 'pem' }));
}
