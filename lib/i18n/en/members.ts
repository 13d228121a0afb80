import type { Words } from '../words.ts';
import type { members as zh } from '../zh-CN/members.ts';

export const members = {} as const satisfies Words<typeof zh>;
