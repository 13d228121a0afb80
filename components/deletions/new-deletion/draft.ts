import type { FormValues } from './form-values.ts';

const name = 'new-deletion-draft';

/** Keeps what was filled in over a reload of this tab, for that reload alone: nothing typed is lost. */
export function keepDraft(values: FormValues): void {
  sessionStorage.setItem(name, JSON.stringify(values));
}

/** What was kept, once. */
export function takeDraft(): Partial<FormValues> | undefined {
  const kept = sessionStorage.getItem(name);
  sessionStorage.removeItem(name);
  if (kept === null) return undefined;
  const draft: unknown = JSON.parse(kept);
  return typeof draft === 'object' && draft !== null ? draft : undefined;
}
