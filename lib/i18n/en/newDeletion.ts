import type { Words } from '../words.ts';
import type { newDeletion as zh } from '../zh-CN/newDeletion.ts';

export const newDeletion = {} as const satisfies Words<typeof zh>;
