import type { Words } from '../words.ts';
import type { refusals as zh } from '../zh-CN/refusals.ts';

export const refusals = {} as const satisfies Words<typeof zh>;
