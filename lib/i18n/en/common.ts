import type { Words } from '../words.ts';
import type { common as zh } from '../zh-CN/common.ts';

export const common = {
  productName: 'Call List Cleanup',
  close: 'Close',
  cancel: 'Cancel',
  back: 'Back',
  retry: 'Try again',
  loading: 'Loading…',
  optional: 'optional',
  none: 'None',
  notification: 'Notification',
  notificationRegion: 'Notifications ({hotkey})',
  openCalendar: 'Open calendar',
  copy: 'Copy',
  copied: 'Copied',
  newer: 'Newer',
  older: 'Older',
  system: 'System',
  timeIn: '{timeZone} time',
  justNow: 'just now',
  numbers: '{count, plural, one {# number} other {# numbers}}',
} as const satisfies Words<typeof zh>;
