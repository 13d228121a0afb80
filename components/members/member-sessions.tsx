'use client';
import { MonitorOff } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { buttonClass } from '#components/ui/button-class.ts';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { Cell, HeaderCell, Table, TableBody, TableHead, TableRow } from '#components/ui/table.tsx';
import type { MemberRefusal, MemberView } from '#lib/members/member-view.ts';
import type { Result } from '#lib/result.ts';
import { MemberTroubleCallout } from './member-trouble.tsx';
import { useMemberChange } from './use-member-change.ts';

type Which = 'all' | { readonly sessionId: string };

/** Where a member is signed in, and the way for an admin to end it. */
export function MemberSessions({
  member,
  endMemberSessionsAction,
}: {
  readonly member: MemberView;
  readonly endMemberSessionsAction: (input: {
    readonly memberId: string;
    readonly which: Which;
  }) => Promise<Result<null, MemberRefusal>>;
}) {
  const t = useTranslations('members');
  const words = useTranslations('account.sessions');
  const methods = useTranslations('account.method');
  const format = useFormatter();
  const { isPending, trouble, make } = useMemberChange();
  const [ending, setEnding] = useState<string>();
  const { sessions, isSelf } = member;
  const end = async (which: Which) => {
    setEnding(which === 'all' ? which : which.sessionId);
    await make(
      () => endMemberSessionsAction({ memberId: member.id, which }),
      which === 'all' ? t('allEnded') : words('ended'),
    );
    setEnding(undefined);
  };
  const time = (at: number) =>
    format.dateTime(at, { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' });
  return (
    <Panel
      isFlush
      title={t('sessions')}
      description={t('sessionsWhat')}
      actions={
        isSelf ? (
          <Link href="/account" prefetch={false} className={buttonClass('secondary', 'sm')}>
            {t('ownSessions')}
          </Link>
        ) : sessions.length > 0 ? (
          <Button size="sm" isPending={isPending && ending === 'all'} onClick={() => void end('all')}>
            {t('endAll')}
          </Button>
        ) : null
      }
    >
      {sessions.length === 0 ? (
        <EmptyState icon={MonitorOff} title={t('noSessions')} />
      ) : (
        <Table caption={t('sessions')}>
          <TableHead>
            <HeaderCell>{words('browser')}</HeaderCell>
            <HeaderCell>{words('address')}</HeaderCell>
            <HeaderCell>{t('way')}</HeaderCell>
            <HeaderCell>{words('startedAt')}</HeaderCell>
            <HeaderCell>{words('lastSeenAt')}</HeaderCell>
            <HeaderCell>
              <span className="sr-only">{words('end')}</span>
            </HeaderCell>
          </TableHead>
          <TableBody>
            {sessions.map((session) => (
              <TableRow key={session.id}>
                <Cell className="whitespace-nowrap">{session.browser ?? words('unknownBrowser')}</Cell>
                <Cell className="whitespace-nowrap">
                  {session.address ?? <span className="text-ink-muted">{words('unknownAddress')}</span>}
                </Cell>
                <Cell className="whitespace-nowrap">{methods(session.method)}</Cell>
                <Cell className="whitespace-nowrap">{time(session.startedAt)}</Cell>
                <Cell className="whitespace-nowrap">{time(session.lastSeenAt)}</Cell>
                <Cell className="text-right">
                  {isSelf ? null : (
                    <Button
                      size="sm"
                      isPending={isPending && ending === session.id}
                      aria-label={words('endNamed', {
                        browser: session.browser ?? words('unknownBrowser'),
                        time: time(session.startedAt),
                      })}
                      onClick={() => void end({ sessionId: session.id })}
                    >
                      {words('end')}
                    </Button>
                  )}
                </Cell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
      {trouble ? (
        <div className="border-t border-line px-4 py-3 sm:px-5">
          <MemberTroubleCallout trouble={trouble} />
        </div>
      ) : null}
    </Panel>
  );
}
