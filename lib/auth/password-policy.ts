import { commonPasswords, commonStems } from './common-passwords.ts';

/** Length of a password, in characters (NIST SP 800-63B; a long phrase is welcome). */
export const passwordLength = { min: 12, max: 128 } as const;

export type PasswordFault = 'too_short' | 'too_long' | 'too_common' | 'holds_username';

/**
 * Why a new password is refused, or undefined. No rule about kinds of characters: length and not being what
 * everybody takes are what counts. Counted after NFKC, as it is hashed.
 */
export function passwordFault(password: string, username: string): PasswordFault | undefined {
  const text = password.normalize('NFKC');
  const { length } = [...text];
  if (length < passwordLength.min) return 'too_short';
  if (length > passwordLength.max) return 'too_long';
  const lower = text.toLowerCase();
  if (username.length >= 3 && lower.includes(username.toLowerCase())) return 'holds_username';
  return isCommon(lower) ? 'too_common' : undefined;
}

function isCommon(lower: string): boolean {
  const stem = lower.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  return (
    commonPasswords.has(lower) ||
    stem === '' ||
    commonStems.has(stem) ||
    isRepeated(lower) ||
    isRun(lower) ||
    new Set(lower).size < 5
  );
}

/** A short piece again and again, such as `abc1abc1abc1`. */
function isRepeated(text: string): boolean {
  return /^(.{1,8}?)\1+$/su.test(text);
}

/** Each character the neighbour of the one before it, such as `abcdefghijkl`. */
function isRun(text: string): boolean {
  const codes = [...text].map((character) => character.codePointAt(0) ?? 0);
  const steps = codes.slice(1).map((code, index) => code - (codes[index] ?? 0));
  return [1, -1].some((step) => steps.every((each) => each === step));
}
