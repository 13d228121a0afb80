'use client';
import { MonitorOff } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { SessionTable } from '#components/auth/session-table.tsx';
import { Button } from '#components/ui/button.tsx';
import { buttonClass } from '#components/ui/button-class.ts';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Panel } from '#components/ui/panel.tsx';
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
        <SessionTable
          caption={t('sessions')}
          sessions={sessions}
          ending={isPending ? ending : undefined}
          {...(isSelf ? {} : { onEnd: (sessionId: string) => void end({ sessionId }) })}
        />
      )}
      {trouble ? (
        <div className="border-t border-line px-4 py-3 sm:px-5">
          <MemberTroubleCallout trouble={trouble} />
        </div>
      ) : null}
    </Panel>
  );
}
