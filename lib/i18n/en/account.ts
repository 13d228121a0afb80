import type { Words } from '../words.ts';
import type { account as zh } from '../zh-CN/account.ts';

export const account = {
  title: 'Your account',
  description: 'You act as this person, and the audit says so.',
  name: 'Name',
  roles: 'Roles',
  signedInBy: 'Signed in by',
  method: {
    password: 'User name and password',
    single_sign_on: 'Single sign-on',
  },
  sessions: {
    title: 'Where you are signed in',
    what: 'End a session that you do not recognise at once. Deletions that it began and that still run stop when it is ended; you let them go on.',
    browser: 'Browser',
    unknownBrowser: 'Unknown',
    current: 'This one',
    address: 'Address',
    unknownAddress: 'Not recorded',
    startedAt: 'Signed in',
    lastSeenAt: 'Last used',
    end: 'End',
    endNamed: 'End the session: {browser}, signed in {time}',
    endOthers: 'End all others',
    ended: 'The session is ended',
    othersEnded: 'All other sessions are ended',
    limits:
      'A session ends by itself after {idleMinutes, number} minutes without use, and {absoluteHours, number} hours after the sign-in.',
    trouble: {
      signed_out: 'Your session has ended. Sign in again.',
      not_allowed: 'You do not have this right.',
      foreign_origin: 'The request did not come from a page of this console and was refused.',
      session_gone: 'This session has already ended.',
      audit_unavailable:
        'The audit cannot be written right now, so no session was ended. Try again in a moment.',
      no_answer: 'The server did not answer. Reload the page to see whether the session is still there.',
    },
  },
  stepUp: {
    title: 'Prove that it is you',
    what: 'This step weighs a lot, and you last proved who you are more than {minutes, number} minutes ago. It goes on by itself afterwards; what you filled in is kept.',
    submit: 'Prove it and go on',
    trouble: {
      signed_out: {
        what: 'Your session has ended.',
        todo: 'Sign in again in a new tab and try once more; what you filled in is still here.',
      },
      not_allowed: { what: 'You do not have this right.', todo: 'Ask an administrator for it.' },
      foreign_origin: {
        what: 'The request did not come from a page of this console and was refused.',
        todo: 'Open the console under its proper address and try again.',
      },
      input_invalid: { what: 'This cannot be a password.', todo: 'Type it again.' },
      wrong_password: { what: 'Wrong password.', todo: 'Check it and try again.' },
      audit_unavailable: {
        what: 'The audit cannot be written right now, so nothing went on.',
        todo: 'Try again in a moment.',
      },
      no_answer: { what: 'The server did not answer.', todo: 'Try once more.' },
    },
  },
} as const satisfies Words<typeof zh>;
