import type { Criterion, RecycleMode } from './criterion.ts';

/** A window of civil time in the VDN's zone, both ends inclusive; without `from` it has no beginning. */
export interface RecycleWindow {
  readonly from?: string;
  readonly to: string;
}

/** The window that a recycle criterion resolves to, `yyyy-MM-dd HH:mm:ss`; undefined for other criteria. */
export function recycleWindow(criterion: Criterion): RecycleWindow | undefined {
  if (criterion.kind !== 'recycle_time') return undefined;
  return windowOf(criterion.mode, criterion.date, criterion.mode === 'moment' ? criterion.time : '');
}

/** The same from its parts; only a moment has a `time`. */
export function windowOf(mode: RecycleMode, date: string, time: string): RecycleWindow {
  switch (mode) {
    case 'until':
      return { to: `${date} 23:59:59` };
    case 'day':
      return { from: `${date} 00:00:00`, to: `${date} 23:59:59` };
    case 'moment':
      return { from: `${date} ${time}`, to: `${date} ${time}` };
  }
}
