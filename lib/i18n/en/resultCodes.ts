import type { Words } from '../words.ts';
import type { resultCodes as zh } from '../zh-CN/resultCodes.ts';

export const resultCodes = {} as const satisfies Words<typeof zh>;
