import 'server-only';
import type { Db, Trx } from './client.ts';

/** The commit itself failed: nobody knows whether it is stored. */
export class UncertainCommitError extends Error {
  override readonly name = 'UncertainCommitError';
}

/** SQLITE_BUSY and SQLITE_FULL, in the low byte of the extended result code: nothing of the commit was kept. */
const notCommitted = new Set([5, 13]);

function isRolledBack(error: unknown): boolean {
  const code = (error as { errcode?: unknown }).errcode;
  return typeof code === 'number' && notCommitted.has(code & 0xff);
}

/**
 * Runs `body` in a transaction.
 * @throws UncertainCommitError if the commit failed; what `body` throws if it was rolled back before that
 */
export async function transact<T>(db: Db, body: (trx: Trx) => Promise<T>): Promise<T> {
  let isCommitting = false;
  try {
    return await db.transaction().execute(async (trx) => {
      const value = await body(trx);
      isCommitting = true;
      return value;
    });
  } catch (error) {
    if (isCommitting && !isRolledBack(error))
      throw new UncertainCommitError('the commit failed', { cause: error });
    throw error;
  }
}
