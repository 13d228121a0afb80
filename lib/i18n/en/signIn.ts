import type { Words } from '../words.ts';
import type { signIn as zh } from '../zh-CN/signIn.ts';

export const signIn = {
  title: 'Sign in',
  intro: 'Use the account that your administrator made for you.',
  promise: 'Every deletion can be accounted for.',
  promiseWho: 'Who deletes and why is recorded before anything is sent.',
  promiseWhat: 'What CC-iSales answered and how many were deleted is kept, call by call.',
  promiseUnknown: 'Without an answer it says "outcome unknown", and nothing is sent twice by itself.',
  username: 'User name',
  password: 'Password',
  usernameMissing: 'Enter your user name.',
  usernameTooLong: 'A user name has at most 64 characters.',
  passwordMissing: 'Enter your password.',
  showPassword: 'Show password',
  capsLock: 'Caps Lock is on.',
  submit: 'Sign in',
  wrongCredentials: 'Wrong user name or password',
  wrongCredentialsTodo:
    'Check both and try again. If your account is disabled or the password forgotten, ask an administrator.',
  codeNeeded: 'A code is needed, too',
  codeNeededTodo: 'Enter the 6 digits of your authenticator app; without your phone, a recovery code.',
  wrongCode: 'The code is wrong, or was used before',
  wrongCodeTodo: 'Wait for the next one in the app and try again.',
  throttled: 'Too many tries',
  throttledTodo: 'Wait a moment; the more tries fail, the longer it takes, up to 15 minutes.',
  failed: 'Signing in is not possible right now',
  failedTodo:
    'The server cannot be reached or has a fault. This says nothing about your password: try again in a moment, and if it stays, tell an administrator.',
} as const satisfies Words<typeof zh>;
