import type { Words } from '../words.ts';
import type { signIn as zh } from '../zh-CN/signIn.ts';

export const signIn = {
  title: 'Sign in',
  intro: 'Use the account that your administrator made for you.',
  providerIntro: 'Sign in with the account of your organisation; its password is kept there.',
  withProvider: 'Sign in with {name}',
  singleSignOn: 'Single sign-on',
  localInstead: 'Use an account of this console instead',
  again: {
    title: 'Prove that it is you',
    leaving: 'On the way to your identity provider…',
    done: 'It is you',
    doneTodo: 'Go back to the window you came from: it goes on by itself. You can close this one.',
    retry: 'Try again',
  },
  provider: {
    provider_refused: {
      what: 'Single sign-on did not succeed',
      todo: 'The identity provider refused, or its answer cannot be believed. Try again; if it stays, tell an administrator.',
    },
    assurance_missing: {
      what: 'This way of signing in is not strong enough',
      todo: 'This console demands more, such as a second factor. Set it up at your identity provider and sign in again.',
    },
    unknown_member: {
      what: 'You are not a member of this console yet',
      todo: 'Your account is fine, but nobody has invited you here. Ask an administrator for an invitation, open its link and join with single sign-on.',
    },
    member_disabled: {
      what: 'Your account here is disabled',
      todo: 'If you need it again, ask an administrator.',
    },
    no_role: {
      what: 'You have no role here',
      todo: 'Your identity provider gives you no role in this console. Ask those who run it to add you to the right group, then sign in again.',
    },
    other_person: {
      what: 'That was another account',
      todo: 'Prove it with the account that you signed in with. Nothing has gone on.',
    },
    not_fresh: {
      what: 'The identity provider did not ask anew',
      todo: 'Try again and enter your password there; if it stays, ask an administrator whether the provider can (max_age, auth_time).',
    },
    invitation_void: {
      what: 'The invitation is void',
      todo: 'It is used, or older than 24 hours. Ask an administrator for another one.',
    },
    identity_taken: {
      what: 'This account belongs to another member',
      todo: 'Nothing has changed. Use your own account, or ask an administrator.',
    },
    unreachable: {
      what: 'The identity provider cannot be reached',
      todo: 'Try again in a moment; if it stays, tell an administrator.',
    },
    unavailable: {
      what: 'Signing in is not possible right now',
      todo: 'The audit or the database is away. Try again in a moment; if it stays, tell an administrator.',
    },
  },
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
