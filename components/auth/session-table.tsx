'use client';
import { useFormatter, useTranslations } from 'use-intl';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Cell, HeaderCell, Table, TableBody, TableHead, TableRow } from '#components/ui/table.tsx';
import type { SessionView } from '#lib/auth/session-view.ts';

/** Open sessions, each with the way to end it: not the one that looks at them, and none without `onEnd`. */
export function SessionTable({
  caption,
  sessions,
  ending,
  onEnd,
}: {
  readonly caption: string;
  readonly sessions: readonly SessionView[];
  /** The session that is being ended. */
  readonly ending: string | undefined;
  readonly onEnd?: (sessionId: string) => void;
}) {
  const t = useTranslations('account.sessions');
  const methods = useTranslations('account.method');
  const format = useFormatter();
  const time = (at: number) =>
    format.dateTime(at, { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' });
  return (
    <Table caption={caption}>
      <TableHead>
        <HeaderCell>{t('browser')}</HeaderCell>
        <HeaderCell>{t('address')}</HeaderCell>
        <HeaderCell>{t('method')}</HeaderCell>
        <HeaderCell>{t('startedAt')}</HeaderCell>
        <HeaderCell>{t('lastSeenAt')}</HeaderCell>
        <HeaderCell>
          <span className="sr-only">{t('end')}</span>
        </HeaderCell>
      </TableHead>
      <TableBody>
        {sessions.map((session) => {
          const browser = session.browser ?? t('unknownBrowser');
          return (
            <TableRow key={session.id}>
              <Cell className="whitespace-nowrap">
                {browser}
                {session.isCurrent ? (
                  <Badge tone="accent" className="ml-2">
                    {t('current')}
                  </Badge>
                ) : null}
              </Cell>
              <Cell className="whitespace-nowrap">
                {session.address ?? <span className="text-ink-muted">{t('unknownAddress')}</span>}
              </Cell>
              <Cell className="whitespace-nowrap">{methods(session.method)}</Cell>
              <Cell className="whitespace-nowrap">{time(session.startedAt)}</Cell>
              <Cell className="whitespace-nowrap">{time(session.lastSeenAt)}</Cell>
              <Cell className="text-right">
                {session.isCurrent || !onEnd ? null : (
                  <Button
                    size="sm"
                    isPending={ending === session.id}
                    aria-label={t('endNamed', { browser, time: time(session.startedAt) })}
                    onClick={() => onEnd(session.id)}
                  >
                    {t('end')}
                  </Button>
                )}
              </Cell>
            </TableRow>
          );
        })}
      </TableBody>
    </Table>
  );
}
