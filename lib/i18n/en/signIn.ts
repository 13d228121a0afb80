import type { Words } from '../words.ts';
import type { signIn as zh } from '../zh-CN/signIn.ts';

export const signIn = {} as const satisfies Words<typeof zh>;
