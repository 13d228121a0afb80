/**
 * `address` if it is a path of this site, else undefined: one slash first, and no second one or backslash, which
 * browsers read as another host. Control characters are dropped by browsers and could hide either.
 */
export function ownPath(address: unknown): string | undefined {
  if (typeof address !== 'string' || !/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(address)) return undefined;
  const base = 'http://own.invalid';
  return URL.canParse(address, base) && new URL(address, base).origin === base ? address : undefined;
}
