import 'server-only';
import type { Db, Trx } from '../db/client.ts';
import type { StopReason } from './states.ts';

/** Why nothing at all may be sent, whoever asks; each has words as a refusal and as the reason of a pause. */
export type Standstill = Extract<StopReason, 'calls_stopped' | 'audit_alarm'>;

/** Thrown inside the transaction of an intent, so that nothing of it is stored. */
export class StandstillError extends Error {
  override readonly name = 'StandstillError';
  readonly because: Standstill;

  constructor(because: Standstill) {
    super(`nothing may be sent: ${because}`);
    this.because = because;
  }
}

/** Why nothing may be sent at this moment; undefined if calls may be made. Never remembered: one small read. */
export async function findStandstill(db: Db | Trx): Promise<Standstill | undefined> {
  const { stopped_at, alarm } = await db
    .selectFrom('call_switch')
    .select(({ selectFrom }) => [
      'stopped_at',
      selectFrom('audit_alarm').select('audit_alarm.id').where('is_open', '=', 1).as('alarm'),
    ])
    .where('call_switch.id', '=', 1)
    .executeTakeFirstOrThrow();
  if (alarm !== null) return 'audit_alarm';
  return stopped_at === null ? undefined : 'calls_stopped';
}

/**
 * Proves in the transaction of an intent that calls may be made. Asked after the intent is appended to the audit:
 * whoever sets a standstill appends, too, and so comes wholly before the intent or wholly after it.
 * @throws StandstillError
 */
export async function assertNoStandstill(trx: Trx): Promise<void> {
  const because = await findStandstill(trx);
  if (because) throw new StandstillError(because);
}
