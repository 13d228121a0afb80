import { describe, expect, it } from 'vitest';
import { Pace } from './pace.ts';

const never = new AbortController().signal;

async function enterAll(pace: Pace, amount: number): Promise<(() => void)[]> {
  const left = await Promise.all(Array.from({ length: amount }, () => pace.enter(never)));
  return left.filter((leave) => leave !== undefined);
}

/** As many good answers as it takes to reach the most. */
function goWell(pace: Pace, answers = 200): void {
  for (let at = 0; at < answers; at += 1) pace.noteAnswer(false);
}

describe('the pace of a process', () => {
  it('begins with two lanes at once and lets the third wait until one leaves', async () => {
    const pace = new Pace({ callsAtOnce: 10, callsPerSecond: 0 });
    const [leave] = await enterAll(pace, 2);
    let hasEntered = false;
    const third = pace.enter(never).then(() => {
      hasEntered = true;
    });
    await Promise.resolve();
    expect(hasEntered).toBe(false);
    leave?.();
    await third;
    expect(hasEntered).toBe(true);
  });

  it('grows by about one lane a round of good answers, up to the setting', () => {
    const pace = new Pace({ callsAtOnce: 5, callsPerSecond: 0 });
    goWell(pace, 3);
    expect(pace.limit).toBe(3);
    goWell(pace);
    expect(pace.limit).toBe(5);
  });

  it('halves once for lanes that fail together, and never below two', () => {
    const pace = new Pace({ callsAtOnce: 10, callsPerSecond: 0 });
    goWell(pace);
    pace.noteAnswer(true);
    pace.noteAnswer(true);
    expect(pace.limit).toBe(5);
    const tired = new Pace({ callsAtOnce: 10, callsPerSecond: 0 });
    tired.noteAnswer(true);
    expect(tired.limit).toBe(2);
  });

  it('lets waiting lanes in when the limit grows', async () => {
    const pace = new Pace({ callsAtOnce: 10, callsPerSecond: 0 });
    await enterAll(pace, 2);
    const third = pace.enter(never);
    goWell(pace, 3);
    expect(await third).toBeTypeOf('function');
  });

  it('asks a lane to give its place up when another waits or the limit has fallen', async () => {
    const pace = new Pace({ callsAtOnce: 10, callsPerSecond: 0 });
    goWell(pace);
    await enterAll(pace, 6);
    expect(pace.mayGoOn()).toBe(true);
    pace.noteAnswer(true);
    expect(pace.mayGoOn()).toBe(false);
  });

  it('holds a lane to one call at a time of so many a second', async () => {
    const pace = new Pace({ callsAtOnce: 10, callsPerSecond: 0.001 });
    expect(pace.mayGoOn()).toBe(true);
    pace.noteCall();
    expect(pace.mayGoOn()).toBe(false);
  });

  it('lets a process that ends stop waiting, and loses no place by it', async () => {
    const pace = new Pace({ callsAtOnce: 1, callsPerSecond: 0 });
    const [leave] = await enterAll(pace, 1);
    const stopping = new AbortController();
    const waiting = pace.enter(stopping.signal);
    stopping.abort();
    expect(await waiting).toBeUndefined();
    leave?.();
    expect(await pace.enter(never)).toBeTypeOf('function');
  });
});
