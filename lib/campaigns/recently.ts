import { monotonicMs } from '../clock.ts';

/**
 * Remembers what `load` gave for a key for `maxAgeMs`, and lets callers that come at once share one load: a
 * person who types into the picker must not become a burst of calls at the vendor. Failures are not kept.
 */
export function recently<T>(maxAgeMs: number): (key: string, load: () => Promise<T>) => Promise<T> {
  const entries = new Map<string, { readonly at: number; readonly value: Promise<T> }>();
  return (key, load) => {
    const now = monotonicMs();
    for (const [name, entry] of entries) if (now - entry.at >= maxAgeMs) entries.delete(name);
    const known = entries.get(key);
    if (known) return known.value;
    const value = load();
    entries.set(key, { at: now, value });
    value.catch(() => entries.delete(key));
    return value;
  };
}
