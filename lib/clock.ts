import { performance } from 'node:perf_hooks';

/** Wall clock, ms UTC: for records that people read. It may jump; never measure with it. */
export function wallClockMs(): number {
  return Date.now();
}

/** Monotonic clock, ms since the process began: for leases, deadlines and latencies. */
export function monotonicMs(): number {
  return performance.now();
}

/**
 * An instant as civil time in `timeZone`, `yyyy-MM-dd HH:mm:ss`: the form in which CC-iSales takes and gives
 * times. `instantMs` is ms UTC.
 */
export function toCivilTime(instantMs: number, timeZone: string): string {
  const parts = civilFormat(timeZone).formatToParts(instantMs);
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}:${part('second')}`;
}

/** One for each zone: making one takes longer than everything else before a call. */
const civilFormats = new Map<string, Intl.DateTimeFormat>();

function civilFormat(timeZone: string): Intl.DateTimeFormat {
  const known = civilFormats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  civilFormats.set(timeZone, made);
  return made;
}

/** The instant (ms UTC) at which the civil day `date` (`yyyy-MM-dd`) begins in `timeZone`. */
export function startOfCivilDay(date: string, timeZone: string): number {
  const wanted = Date.parse(`${date}T00:00:00Z`);
  const offsetAt = (ms: number) => Date.parse(`${toCivilTime(ms, timeZone).replace(' ', 'T')}Z`) - ms;
  const guess = wanted - offsetAt(wanted);
  const start = wanted - offsetAt(guess);
  // where clocks are put forward at midnight, the day begins an hour later
  return toCivilTime(start, timeZone) < date ? guess : start;
}

/** The civil day after `date`, `yyyy-MM-dd`. */
export function dayAfter(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + 24 * 3_600_000).toISOString().slice(0, 10);
}

/** Today in `timeZone`, `yyyy-MM-dd`. */
export function civilToday(timeZone: string): string {
  return toCivilTime(wallClockMs(), timeZone).slice(0, 10);
}

/** Resolves after `ms`, or at once when `signal` fires. The timer does not keep the process alive. */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    timer.unref();
    signal?.addEventListener('abort', done, { once: true });
  });
}
