// The order matters: Edge and Chrome name each other, and every one of them names Safari.
const browsers = [
  [/\bEdg\//, 'Edge'],
  [/\bFirefox\//, 'Firefox'],
  [/\bOPR\//, 'Opera'],
  [/\bChrome\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
] as const;
const systems = [
  [/\bWindows\b/, 'Windows'],
  [/\bAndroid\b/, 'Android'],
  [/\b(iPhone|iPad)\b/, 'iOS'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
] as const;

/** What a person recognises of a `User-Agent`, such as `Firefox · Windows`; never its own text. */
export function browserOf(agent: string | null): string | null {
  const named = [browsers, systems].map((known) => known.find(([mark]) => mark.test(agent ?? ''))?.[1]);
  return named.filter((name) => name !== undefined).join(' · ') || null;
}
