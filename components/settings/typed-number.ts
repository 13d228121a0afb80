import type * as z from 'zod';

/** The whole number that was typed, full-width digits and separators included; undefined if `type` takes no such one. */
export function typedNumber(type: z.ZodType<number>, typed: string): number | undefined {
  const digits = typed.normalize('NFKC').replace(/[,\s]/g, '');
  if (!/^\d+$/.test(digits)) return undefined;
  const parsed = type.safeParse(Number(digits));
  return parsed.success ? parsed.data : undefined;
}
