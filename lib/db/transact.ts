import 'server-only';
import type { Db, Trx } from './client.ts';

/** The commit itself failed: nobody knows whether it is stored. */
export class UncertainCommitError extends Error {
  override readonly name = 'UncertainCommitError';
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
    if (isCommitting) throw new UncertainCommitError('the commit failed', { cause: error });
    throw error;
  }
}
