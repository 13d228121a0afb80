import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CallList, type NumberRow } from './call-list.ts';

const row = fc.record({
  called: fc.constantFrom('1', '2', '3'),
  sessionId: fc.constantFrom('a', 'b', 'c', 'd'),
  customField: fc.constantFrom('', 'X', 'Y'),
  recycleTime: fc.constant(null),
  state: fc.constantFrom('not_called', 'in_call', 'completed'),
});

describe('CallList', () => {
  it('finds and counts, whatever was added and removed, what a plain search finds', async () => {
    await fc.assert(
      fc.property(fc.array(fc.tuple(row, fc.boolean())), (input) => {
        const list = new CallList();
        for (const [each] of input) list.add(each);
        const removed = input.filter(([, isRemoved]) => isRemoved).map(([each]) => each);
        list.remove(removed, true);
        list.remove(removed, true);
        const left = input.filter(([, isRemoved]) => !isRemoved).map(([each]) => each);
        const where = (matches: (each: NumberRow) => boolean) => left.filter(matches);

        expect(list.rows()).toEqual(left);
        expect(list.history()).toEqual(removed);
        for (const called of ['1', '2', '3']) {
          expect(list.withCalled(called)).toEqual(where((each) => each.called === called));
        }
        for (const sessionId of ['a', 'b', 'c', 'd']) {
          expect(list.withSession(sessionId)).toEqual(where((each) => each.sessionId === sessionId));
        }
        const tallyOf = (rows: NumberRow[]) => ({
          notCalled: rows.filter(({ state }) => state === 'not_called').length,
          inCall: rows.filter(({ state }) => state === 'in_call').length,
          completed: rows.filter(({ state }) => state === 'completed').length,
        });
        expect(list.tally()).toEqual(tallyOf(left));
        const batches = Object.fromEntries(list.batchTallies());
        for (const name of ['X', 'Y']) {
          const inBatch = where((each) => each.customField === name);
          expect(list.inBatch(name)).toEqual(inBatch);
          expect(batches[name]).toEqual(inBatch.length === 0 ? undefined : tallyOf(inBatch));
        }
      }),
    );
  });
});
