'use client';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Callout } from '#components/ui/callout.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { useToast } from '#components/ui/toast.tsx';
import { type EndSessionRefusal, type SessionView, sessionLimits } from '#lib/auth/session-view.ts';
import type { Result } from '#lib/result.ts';
import { SessionTable } from './session-table.tsx';

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
      <SessionTable
        caption={t('title')}
        sessions={sessions}
        ending={ending}
        onEnd={(sessionId) => void end({ sessionId })}
      />
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
