import type { CallStop } from './call-stop-view.ts';

/** What every page says to whoever is signed in. Safe for the browser. */
export interface Notices {
  /** Null while calls may be made. */
  readonly callStop: CallStop | null;
}
