import { redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { setLocaleAction } from '#app/actions.ts';
import { ConsoleFrame } from '#components/shell/console-frame.tsx';
import { findAuditAlarm } from '#lib/audit/find-audit-alarm.ts';
import { findSignedIn } from '#lib/auth/require-grant.ts';
import { findNotices } from '#lib/settings/find-notices.ts';
import { getShellFacts } from '#lib/settings/shell-facts.ts';
import { stepUpAction } from './account/actions.ts';

/** The frame of all screens. It is no guard: each page below asks for its own right. */
export default async function ConsoleLayout({ children }: { readonly children: ReactNode }) {
  const person = await findSignedIn();
  if (!person) redirect('/sign-in');
  const { vdns, timeZone, isPractice } = getShellFacts();
  return (
    <ConsoleFrame
      person={person}
      vdns={vdns}
      timeZone={timeZone}
      utcOffset={utcOffset(timeZone)}
      isPractice={isPractice}
      hasAlarm={(await findAuditAlarm()) !== null}
      notices={await findNotices()}
      setLocaleAction={setLocaleAction}
      stepUpAction={stepUpAction}
    >
      {children}
    </ConsoleFrame>
  );
}

/** The distance of `timeZone` from UTC at this moment, such as `GMT+8`. */
function utcOffset(timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'shortOffset' }).formatToParts();
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? '';
}
