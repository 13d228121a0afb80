import 'server-only';
import { isDeepStrictEqual } from 'node:util';
import { appendAuditEvents, type NewAuditEvent } from '../audit/append-audit-events.ts';
import { Grant } from '../auth/authorize.ts';
import { wallClockMs } from '../clock.ts';
import { getDb, type Trx } from '../db/client.ts';
import { transact, UncertainCommitError } from '../db/transact.ts';
import { newId } from '../ids.ts';
import { logger } from '../logger.ts';
import { ok, type Result, refused } from '../result.ts';
import { forgetSettings, readSettings } from './read-settings.ts';
import { defaultSettings, type SettingKey, type SettingRefusal, settingChange } from './settings.ts';

/** Changes settings, each audited with what held before and after. One that stays as it is leaves no record. */
export async function changeSettings(
  grant: Grant<'setting:change'>,
  input: unknown,
): Promise<Result<null, SettingRefusal>> {
  Grant.assert(grant, 'setting:change');
  const parsed = settingChange.safeParse(input);
  if (!parsed.success) return refused('input_invalid', parsed.error.issues[0]?.path.join('.') ?? '');
  const db = getDb();
  const correlationId = newId('cor');
  try {
    await transact(db, async (trx) => {
      const current = await readSettings(trx);
      const changes = (Object.entries(parsed.data) as [SettingKey, unknown][])
        .filter(([key, after]) => !isDeepStrictEqual(current[key], after))
        // in one order, whoever changes what: nobody waits in a circle
        .sort(([one], [other]) => (one < other ? -1 : 1));
      const events: NewAuditEvent[] = [];
      for (const [key, after] of changes) {
        const before = await lockSetting(trx, key, grant.memberId);
        await trx
          .updateTable('setting')
          .set({ value: JSON.stringify(after), changed_at: wallClockMs(), changed_by: grant.memberId })
          .where('key', '=', key)
          .execute();
        const data = { key, before, after };
        events.push({ type: 'setting.changed', data, actor: grant.actor, correlationId });
      }
      if (events.length > 0) await appendAuditEvents(trx, events);
    });
    return ok(null);
  } catch (error) {
    if (error instanceof UncertainCommitError) throw error;
    logger.error({ err: error }, 'settings could not be changed');
    return refused('audit_unavailable');
  } finally {
    forgetSettings(db);
  }
}

/** The value that holds now; its row is locked until the end of `trx`, so that "before" is true. */
async function lockSetting(trx: Trx, key: SettingKey, memberId: string): Promise<unknown> {
  await trx
    .insertInto('setting')
    .values({
      key,
      value: JSON.stringify(defaultSettings[key]),
      changed_at: wallClockMs(),
      changed_by: memberId,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await trx
    .updateTable('setting')
    .set((column) => ({ value: column.ref('value') }))
    .where('key', '=', key)
    .returning('value')
    .executeTakeFirstOrThrow();
  return JSON.parse(row.value);
}
