import 'server-only';
import { Grant } from '../auth/authorize.ts';
import { findProvider } from '../auth/provider.ts';
import { getDb } from '../db/client.ts';
import { readSettings } from './read-settings.ts';
import type { SettingKey, Settings } from './settings.ts';

/** Who changed a setting last, and when. */
export interface SettingChanged {
  /** ms UTC */
  readonly at: number;
  /** Null if it was set on the server. */
  readonly byName: string | null;
}

export interface SettingsView {
  readonly settings: Settings;
  /** The provider's claim that can give roles; null without single sign-on. */
  readonly rolesClaim: string | null;
  /** What was never changed is missing. */
  readonly changed: Readonly<Partial<Record<SettingKey, SettingChanged>>>;
}

/** All settings with who changed them last. */
export async function findSettings(grant: Grant<'setting:read'>): Promise<SettingsView> {
  Grant.assert(grant, 'setting:read');
  const db = getDb();
  const rows = await db
    .selectFrom('setting')
    .leftJoin('member', 'member.id', 'setting.changed_by')
    .select(['setting.key', 'setting.changed_at', 'member.name'])
    .execute();
  return {
    settings: await readSettings(db),
    rolesClaim: findProvider()?.rolesClaim ?? null,
    changed: Object.fromEntries(rows.map((row) => [row.key, { at: row.changed_at, byName: row.name }])),
  };
}
