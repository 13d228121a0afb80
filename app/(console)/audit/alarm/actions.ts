'use server';

import { type AlarmRefusal, acknowledgeAlarm } from '#lib/audit/acknowledge-alarm.ts';
import { authorizeAction } from '#lib/auth/require-grant.ts';
import type { Result } from '#lib/result.ts';

/** Acknowledges that records of the audit are lost, with a reason; deletions may go on then. */
export async function acknowledgeAlarmAction(
  input: unknown,
): Promise<Result<null, AlarmRefusal | 'signed_out' | 'not_allowed' | 'foreign_origin'>> {
  const authorization = await authorizeAction('audit:acknowledge');
  if (!authorization.ok) return authorization;
  return acknowledgeAlarm(authorization.grant, input);
}
