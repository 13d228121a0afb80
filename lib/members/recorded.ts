import 'server-only';
import { UncertainCommitError } from '../db/transact.ts';
import { logger } from '../logger.ts';
import { type Result, refused } from '../result.ts';

/**
 * Makes a change of members that is audited in its own transaction; refused if that cannot be written.
 * @throws UncertainCommitError if nobody knows whether it was
 */
export async function recorded<T, Code extends string>(
  change: () => Promise<Result<T, Code>>,
): Promise<Result<T, Code | 'audit_unavailable'>> {
  try {
    return await change();
  } catch (error) {
    if (error instanceof UncertainCommitError) throw error;
    logger.error({ err: error }, 'a member could not be changed');
    return refused('audit_unavailable');
  }
}
