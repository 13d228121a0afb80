import type { Words } from '../words.ts';
import type { domain as zh } from '../zh-CN/domain.ts';

export const domain = {} as const satisfies Words<typeof zh>;
