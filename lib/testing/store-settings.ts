import type { Db } from '../db/client.ts';
import { forgetSettings } from '../settings/read-settings.ts';
import { defaultSettings, type SettingKey, type Settings } from '../settings/settings.ts';

/** One person decides alone, whatever it is: for what is not about approvals. */
export const withoutApprovals = {
  approvalPolicy: {
    ...defaultSettings.approvalPolicy,
    above: 0,
    permanent: false,
    countUnknown: false,
    recycleUntil: false,
  },
} as const satisfies Partial<Settings>;

/** Writes settings past the console, as somebody on the server would; nothing is audited. */
export async function storeSettings(db: Db, settings: Partial<Settings>): Promise<void> {
  for (const [key, value] of Object.entries(settings)) {
    const row = { value: JSON.stringify(value), changed_at: 0, changed_by: null };
    await db
      .insertInto('setting')
      .values({ key: key as SettingKey, ...row })
      .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
      .execute();
  }
  forgetSettings(db);
}
