import type { Criterion } from './criterion.ts';

/** A window of civil time in the VDN's zone, both ends inclusive; without `from` it has no beginning. */
export interface RecycleWindow {
  readonly from?: string;
  readonly to: string;
}

/** The window that a recycle criterion resolves to, `yyyy-MM-dd HH:mm:ss`; undefined for other criteria. */
export function recycleWindow(criterion: Criterion): RecycleWindow | undefined {
  if (criterion.kind !== 'recycle_time') return undefined;
  switch (criterion.mode) {
    case 'until':
      return { to: `${criterion.date} 23:59:59` };
    case 'day':
      return { from: `${criterion.date} 00:00:00`, to: `${criterion.date} 23:59:59` };
    case 'moment': {
      const moment = `${criterion.date} ${criterion.time}`;
      return { from: moment, to: moment };
    }
  }
}
