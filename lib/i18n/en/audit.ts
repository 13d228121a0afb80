import type { Words } from '../words.ts';
import type { audit as zh } from '../zh-CN/audit.ts';

export const audit = {} as const satisfies Words<typeof zh>;
