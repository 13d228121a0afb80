import { monotonicMs, sleep } from '../clock.ts';

export interface PaceLimits {
  /** So many lanes of this process may call at once, at the most. */
  readonly callsAtOnce: number;
  /** Calls of this process in a second; 0 for as many as the lanes make. */
  readonly callsPerSecond: number;
}

/** It begins with so many lanes, and does not fall below. */
const leastAtOnce = 2;
/** Lanes that fail together are one sign of strain, not many: it counts once in this time, ms. */
const strainOnceInMs = 1_000;

/**
 * How many lanes of this process may call the vendor at once: one more for each round of calls that went well,
 * half as many when the vendor shows strain. In one lane calls go one after another whatever this says.
 */
export class Pace {
  readonly #most: number;
  readonly #least: number;
  readonly #intervalMs: number;
  #limit: number;
  #inUse = 0;
  #nextAt = 0;
  #strainedAt = Number.NEGATIVE_INFINITY;
  readonly #waiting: (() => void)[] = [];

  constructor({ callsAtOnce, callsPerSecond }: PaceLimits) {
    this.#most = callsAtOnce;
    this.#least = Math.min(leastAtOnce, callsAtOnce);
    this.#limit = this.#least;
    this.#intervalMs = callsPerSecond > 0 ? 1_000 / callsPerSecond : 0;
  }

  /** Lanes that may call at once just now. */
  get limit(): number {
    return Math.floor(this.#limit);
  }

  /**
   * Waits, in the order of coming, until one more lane may call. What it returns gives the place back. Undefined
   * if `signal` fired first.
   */
  async enter(signal: AbortSignal): Promise<(() => void) | undefined> {
    if (this.#waiting.length > 0 || this.#inUse >= this.limit) {
      await this.#turn(signal);
    } else {
      this.#inUse += 1;
    }
    const leave = () => {
      this.#inUse -= 1;
      this.#wakeNext();
    };
    while (!signal.aborted && monotonicMs() < this.#nextAt) await sleep(this.#nextAt - monotonicMs(), signal);
    if (!signal.aborted) return leave;
    leave();
    return undefined;
  }

  /** True if a lane that has entered may make its next call without giving its place to another. */
  mayGoOn(): boolean {
    return this.#waiting.length === 0 && this.#inUse <= this.limit && monotonicMs() >= this.#nextAt;
  }

  /** A call leaves now. */
  noteCall(): void {
    this.#nextAt = Math.max(this.#nextAt, monotonicMs()) + this.#intervalMs;
  }

  /** What a call told about the vendor: it answered, or it is under strain. */
  noteAnswer(isStrained: boolean): void {
    if (!isStrained) {
      this.#limit = Math.min(this.#most, this.#limit + 1 / this.#limit);
      this.#wakeNext();
      return;
    }
    const now = monotonicMs();
    if (now - this.#strainedAt < strainOnceInMs) return;
    this.#strainedAt = now;
    this.#limit = Math.max(this.#least, this.#limit / 2);
  }

  /** Resolves with a place taken, also when `signal` fires: the caller gives it back. */
  #turn(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const come = () => {
        signal.removeEventListener('abort', give);
        this.#inUse += 1;
        resolve();
      };
      const give = () => {
        this.#waiting.splice(this.#waiting.indexOf(come), 1);
        this.#inUse += 1;
        resolve();
      };
      this.#waiting.push(come);
      if (signal.aborted) give();
      else signal.addEventListener('abort', give, { once: true });
    });
  }

  #wakeNext(): void {
    while (this.#waiting.length > 0 && this.#inUse < this.limit) this.#waiting.shift()?.();
  }
}
