import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { limits } from '../settings/limits.ts';
import { writeWorkbook } from './xlsx.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
const mebibyte = 1024 * 1024;

async function usedBytes(): Promise<number> {
  collectGarbage();
  // buffers of what was collected are given back behind the scenes
  await turn();
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

it('a workbook of the longest list is written in flat memory', async () => {
  const pageRows = 1_000;
  const before = await usedBytes();
  let [most, written, page] = [0, 0, 0];
  async function* pages() {
    for (; page < limits.listRows / pageRows; page += 1) {
      if (page % 20 === 0) most = Math.max(most, (await usedBytes()) - before);
      yield Array.from({ length: pageRows }, (_, index) => [
        page * pageRows + index,
        `138****${String(index).padStart(4, '0')}`,
        '没有匹配的号码',
        null,
        '0000000',
        '2026/11/23 17:34:39',
      ]);
    }
  }
  for await (const chunk of writeWorkbook('条目', pages())) written += (chunk as Buffer).length;
  expect(page).toBe(200);
  expect(written).toBeGreaterThan(mebibyte);
  expect(most).toBeLessThan(20 * mebibyte);
}, 120_000);
