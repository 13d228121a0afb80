import type { Words } from '../words.ts';
import type { deletions as zh } from '../zh-CN/deletions.ts';

export const deletions = {} as const satisfies Words<typeof zh>;
