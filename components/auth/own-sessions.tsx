'use client';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Callout } from '#components/ui/callout.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { Cell, HeaderCell, Table, TableBody, TableHead, TableRow } from '#components/ui/table.tsx';
import { useToast } from '#components/ui/toast.tsx';
import { type EndSessionRefusal, type SessionView, sessionLimits } from '#lib/auth/session-view.ts';
import type { Result } from '#lib/result.ts';

type Which = 'others' | { readonly sessionId: string };

/** Where a member is signed in, and the way to end it. */
export function OwnSessions({
  sessions,
  endSessionsAction,
}: {
  readonly sessions: readonly SessionView[];
  readonly endSessionsAction: (which: Which) => Promise<Result<null, EndSessionRefusal>>;
}) {
  const t = useTranslations('account.sessions');
  const format = useFormatter();
  const router = useRouter();
  const show = useToast();
  const [ending, setEnding] = useState<string>();
  const [trouble, setTrouble] = useState<EndSessionRefusal | 'no_answer'>();

  const end = async (which: Which) => {
    setEnding(which === 'others' ? which : which.sessionId);
    setTrouble(undefined);
    const result = await endSessionsAction(which).catch(() => undefined);
    setEnding(undefined);
    if (result?.ok) show({ tone: 'success', title: t(which === 'others' ? 'othersEnded' : 'ended') });
    else setTrouble(result?.code ?? 'no_answer');
    router.refresh();
  };
  const time = (at: number) =>
    format.dateTime(at, { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' });

  return (
    <Panel
      isFlush
      title={t('title')}
      description={t('what')}
      footer={
        <p className="text-sm text-ink-muted">
          {t('limits', {
            idleMinutes: sessionLimits.idleMs / 60_000,
            absoluteHours: sessionLimits.absoluteMs / 3_600_000,
          })}
        </p>
      }
      actions={
        sessions.length > 1 ? (
          <Button size="sm" isPending={ending === 'others'} onClick={() => void end('others')}>
            {t('endOthers')}
          </Button>
        ) : null
      }
    >
      <Table caption={t('title')}>
        <TableHead>
          <HeaderCell>{t('browser')}</HeaderCell>
          <HeaderCell>{t('address')}</HeaderCell>
          <HeaderCell>{t('startedAt')}</HeaderCell>
          <HeaderCell>{t('lastSeenAt')}</HeaderCell>
          <HeaderCell>
            <span className="sr-only">{t('end')}</span>
          </HeaderCell>
        </TableHead>
        <TableBody>
          {sessions.map((session) => (
            <TableRow key={session.id}>
              <Cell className="whitespace-nowrap">
                {session.browser ?? t('unknownBrowser')}
                {session.isCurrent ? (
                  <Badge tone="accent" className="ml-2">
                    {t('current')}
                  </Badge>
                ) : null}
              </Cell>
              <Cell className="whitespace-nowrap">
                {session.address ?? <span className="text-ink-muted">{t('unknownAddress')}</span>}
              </Cell>
              <Cell className="whitespace-nowrap">{time(session.startedAt)}</Cell>
              <Cell className="whitespace-nowrap">{time(session.lastSeenAt)}</Cell>
              <Cell className="text-right">
                {session.isCurrent ? null : (
                  <Button
                    size="sm"
                    isPending={ending === session.id}
                    aria-label={t('endNamed', {
                      browser: session.browser ?? t('unknownBrowser'),
                      time: time(session.startedAt),
                    })}
                    onClick={() => void end({ sessionId: session.id })}
                  >
                    {t('end')}
                  </Button>
                )}
              </Cell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      <div aria-live="polite">
        {trouble ? (
          <div className="border-t border-line px-4 py-3 sm:px-5">
            <Callout tone="warning">{t(`trouble.${trouble}`)}</Callout>
          </div>
        ) : null}
      </div>
    </Panel>
  );
}
