import fc from 'fast-check';
import { expect, it } from 'vitest';
import { StringTable } from './string-table.ts';

it('gives back every string that was added, and none beyond', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 20 }), fc.nat(3000), (texts, count) => {
      const table = new StringTable();
      const added = Array.from({ length: count }, (_, index) => texts[index % texts.length] ?? '');
      for (const text of added) table.add(text);
      expect(added.map((_, index) => table.find(index))).toEqual(added);
      expect([table.find(count), table.find(-1), table.find(0.5), table.find(Number.NaN)]).toEqual(
        Array.from({ length: 4 }, () => undefined),
      );
      expect([table.count, table.length]).toEqual([count, added.join('').length]);
    }),
    { numRuns: 50 },
  );
});
