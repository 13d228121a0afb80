import type { Words } from '../words.ts';
import type { shell as zh } from '../zh-CN/shell.ts';

export const shell = {
  skipToMain: 'Skip to main content',
  navigation: 'Main navigation',
  menu: 'Menu',
  screens: {
    newDeletion: 'New deletion',
    deletions: 'Deletions',
    approvals: 'Approvals',
    audit: 'Audit',
    members: 'Members',
    settings: 'Settings',
  },
  vdn: 'VDN',
  vdnNamed: '{name} ({id})',
  moreVdns: '{count, number} more',
  timeZone: 'Time zone',
  callsStopped: 'All calls are stopped',
  callsStoppedWhat:
    'by {name} on {time}: {reason}. A deletion can be prepared, not confirmed; nothing is sent.',
  practiceMode: 'Practice mode',
  practiceWhat: 'connected to the simulator, no real call list is touched',
  alarm: 'All deletions are stopped',
  alarmWhat: 'The audit was put back: some of its records are lost.',
  alarmOpen: 'Look and acknowledge',
  alarmAdmin: 'Please tell an admin.',
  language: 'Language',
  account: 'Account',
  signOut: 'Sign out',
  signOutFailed: 'You are not signed out',
  signOutFailedTodo: 'The server did not answer and your session goes on. Please try again in a moment.',
  toFirstScreen: 'Go to the start page',
  notFoundTitle: 'This page does not exist',
  notFoundWhat: 'The address may be wrong, or what it points to is outside of your scope.',
  forbiddenTitle: 'You may not see this page',
  forbiddenNeeds: '"{screen}" needs the role {roles}.',
  forbiddenNeedsOther: 'This page needs another role.',
  forbiddenHas: 'Your roles now: {roles}.',
  forbiddenTodo:
    'If your work needs it, ask an administrator for the role. Then reload this page; you need not sign in again.',
  errorTitle: 'Something went wrong',
  errorWhat: 'This is a fault of the system, not of yours. Try again; if it stays, ask an administrator.',
  errorUncertain:
    'If you were submitting a deletion, look under "Deletions" whether it is already there before you submit it again.',
  errorDigest: 'Tell the administrator this number:',
  reload: 'Reload',
} as const satisfies Words<typeof zh>;
