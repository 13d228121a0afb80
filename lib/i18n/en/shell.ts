import type { Words } from '../words.ts';
import type { shell as zh } from '../zh-CN/shell.ts';

export const shell = {} as const satisfies Words<typeof zh>;
