'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Callout } from '#components/ui/callout.tsx';
import type { ProviderRefusal } from '#lib/auth/session-view.ts';
import { leaveForProvider } from './session-calls.ts';

/** Windows of this console tell one another here that their person has proved who they are. */
export const stepUpChannel = 'step-up';

/** Leaves for the provider at once; when it is back it tells the window that waits, and closes. */
export function StepUpWindow({
  isBack,
  refusal,
}: {
  readonly isBack: boolean;
  readonly refusal: ProviderRefusal | undefined;
}) {
  const t = useTranslations('signIn');
  const [trouble, setTrouble] = useState<ProviderRefusal | 'unreachable' | undefined>(refusal);
  const hasBegun = useRef(false);

  const leave = useCallback(async () => {
    setTrouble(undefined);
    if (!(await leaveForProvider('/step-up?done=1', { again: true }))) setTrouble('unreachable');
  }, []);

  useEffect(() => {
    if (hasBegun.current) return;
    hasBegun.current = true;
    if (!isBack) return void leave();
    if (refusal) return;
    const channel = new BroadcastChannel(stepUpChannel);
    channel.postMessage('proved');
    channel.close();
    window.close();
  }, [isBack, refusal, leave]);

  return (
    <div aria-live="polite" className="mt-4">
      {trouble ? (
        <Callout
          tone="warning"
          title={t(`provider.${trouble}.what`)}
          actions={<Button onClick={() => void leave()}>{t('again.retry')}</Button>}
        >
          {t(`provider.${trouble}.todo`)}
        </Callout>
      ) : isBack && !refusal ? (
        <Callout tone="success" title={t('again.done')}>
          {t('again.doneTodo')}
        </Callout>
      ) : (
        <p className="text-base text-ink-muted">{t('again.leaving')}</p>
      )}
    </div>
  );
}
