import 'server-only';
import { monotonicMs } from '../clock.ts';
import type { Db, Trx } from '../db/client.ts';
import { defaultSettings, type Settings, settings } from './settings.ts';

/** Settings this old serve for one more call of a list. */
const maxAgeMs = 1_000;
const remembered = new WeakMap<Db, { readonly at: number; readonly value: Promise<Settings> }>();

/** All settings as they are now. @throws if what is stored is none that the product writes: nothing is sent then */
export async function readSettings(db: Db | Trx): Promise<Settings> {
  const rows = await db.selectFrom('setting').select(['key', 'value']).execute();
  const stored = Object.fromEntries(rows.map(({ key, value }) => [key, JSON.parse(value)]));
  return settings.parse({ ...defaultSettings, ...stored });
}

/** The same, a second old at the most: for what asks before each call. */
export function recentSettings(db: Db): Promise<Settings> {
  const now = monotonicMs();
  const known = remembered.get(db);
  if (known && now - known.at < maxAgeMs) return known.value;
  const value = readSettings(db);
  remembered.set(db, { at: now, value });
  value.catch(() => remembered.delete(db));
  return value;
}

/** After a change of this process: it holds from its next call on. */
export function forgetSettings(db: Db): void {
  remembered.delete(db);
}
