import type { Random } from './random.ts';

/** 32 hexadecimal digits, as the vendor's session IDs look. */
export function drawSessionId(random: Random): string {
  let text = '';
  for (let at = 0; at < 4; at += 1)
    text += random
      .below(2 ** 32)
      .toString(16)
      .padStart(8, '0');
  return text;
}
