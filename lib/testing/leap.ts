import { vi } from 'vitest';

const now = performance.now.bind(performance);
let aheadMs = 0;

/** Lets the monotonic clock of this process leap ahead; `vi.restoreAllMocks()` takes every leap back. */
export function leapMs(ms: number): void {
  aheadMs = vi.isMockFunction(performance.now) ? aheadMs + ms : ms;
  vi.spyOn(performance, 'now').mockImplementation(() => now() + aheadMs);
}
