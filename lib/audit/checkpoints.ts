import 'server-only';
import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { mkdir, open, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { wallClockMs } from '../clock.ts';
import type { Db, Trx } from '../db/client.ts';
import type { AuditCheckpointTable } from '../db/schema.ts';
import type { Env } from '../env.ts';
import { canonicalJson } from './record-hash.ts';

/** With news a checkpoint is due after this long, ms. */
const newsEveryMs = 60_000;
/** Without news after this long: silence is attested, too. */
const silenceEveryMs = 3_600_000;
/** What the first checkpoint holds as the digest of the one before it. */
const firstPrevious = '0'.repeat(64);
/** So much of the end of a file is read to find its newest line. */
const tailBytes = 16 * 1_024;
/** DER of an Ed25519 private key up to its 32 bytes (RFC 8410). */
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');

type CheckpointEnv = Pick<Env, 'AUDIT_SIGNING_KEY' | 'AUDIT_CHECKPOINT_DIR'>;

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

/**
 * Attests the chain as it stands: what the newest record is, signed, outside of the database and in it. Writes
 * nothing while it is not due. Any number of processes may ask; they share the directory.
 * @throws if it cannot be stored or written; the next call makes up for it
 */
export async function attestChain(db: Db, env: CheckpointEnv): Promise<void> {
  await db.transaction().execute(async (trx) => {
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
    const first = await trx
      .selectFrom('audit_event')
      .select('hash')
      .orderBy('seq')
      .limit(1)
      .executeTakeFirstOrThrow();
    const statement: Statement = {
      n: (last?.n ?? 0) + 1,
      seq: head.seq,
      hash: head.hash,
      at: now,
      chain: first.hash,
      prev: last === undefined ? firstPrevious : digestOf(checkpointLine(last)),
    };
    const text = canonicalJson({ ...statement });
    const signature = sign(null, Buffer.from(text), signingKey(env.AUDIT_SIGNING_KEY)).toString('base64');
    await trx
      .insertInto('audit_checkpoint')
      .values({ ...statement, signature })
      .execute();
  });
  await writeOut(db, env);
}

async function lastCheckpoint(trx: Trx): Promise<AuditCheckpointTable | undefined> {
  return trx.selectFrom('audit_checkpoint').selectAll().orderBy('n', 'desc').limit(1).executeTakeFirst();
}

function digestOf(line: string): string {
  return createHash('sha256').update(line).digest('hex');
}

/** Brings to the directory what is not there yet, also what an earlier failure left out. */
async function writeOut(db: Db, env: CheckpointEnv): Promise<void> {
  const directory = env.AUDIT_CHECKPOINT_DIR;
  await mkdir(directory, { recursive: true });
  const written = await newestWritten(directory);
  const missing = await db
    .selectFrom('audit_checkpoint')
    .selectAll()
    .where('n', '>', written)
    .orderBy('n')
    .execute();
  for (const checkpoint of missing) {
    const month = new Date(checkpoint.at).toISOString().slice(0, 7);
    await appendLine(join(directory, `checkpoints-${month}.jsonl`), checkpointLine(checkpoint));
  }
  if (written > 0) return;
  const key = createPublicKey(signingKey(env.AUDIT_SIGNING_KEY));
  await writeFile(join(directory, 'public-key.pem'), key.export({ type: 'spki', format: 'pem' }));
}

/** On the disk when it returns. A line that a crash has cut stays alone. */
async function appendLine(path: string, line: string): Promise<void> {
  const isCut = !/(^|\n)$/.test(await tailOf(path));
  const file = await open(path, 'a');
  try {
    await file.write(`${isCut ? '\n' : ''}${line}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Number of the newest checkpoint in the directory; 0 if there is none. */
async function newestWritten(directory: string): Promise<number> {
  const names = (await readdir(directory)).filter((name) => /^checkpoints-\d{4}-\d{2}\.jsonl$/.test(name));
  for (const name of names.sort().reverse()) {
    const numbers = (await tailOf(join(directory, name))).split('\n').map(numberOf);
    const newest = Math.max(0, ...numbers);
    if (newest > 0) return newest;
  }
  return 0;
}

/** The number of the checkpoint that a line holds; 0 for what is none. */
function numberOf(line: string): number {
  try {
    const { n } = JSON.parse(line);
    return Number.isSafeInteger(n) ? n : 0;
  } catch {
    return 0;
  }
}

/** The end of a text file; empty if there is none. */
async function tailOf(path: string): Promise<string> {
  const file = await open(path, 'r').catch(() => undefined);
  if (!file) return '';
  try {
    const { size } = await file.stat();
    const length = Math.min(size, tailBytes);
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length);
    return buffer.toString('utf8');
  } finally {
    await file.close();
  }
}
