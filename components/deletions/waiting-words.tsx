'use client';
import { useTranslations } from 'use-intl';
import { useNow } from '#components/campaigns/use-now.ts';
import type { DeletionView } from '#lib/deletions/deletion-view.ts';
import { ZonedTime } from './zoned-time.tsx';

/** What a deletion waits for that nothing was sent of yet: a second person, its time, or its turn. */
export function WaitingWords({ view }: { readonly view: DeletionView }) {
  const t = useTranslations();
  if (view.status === 'awaiting_approval' && view.approval) {
    const { because, expiresAt } = view.approval;
    return (
      <>
        <p>
          {t.rich('approvals.onDeletion.waits', {
            time: () => <ZonedTime at={expiresAt} />,
          })}
        </p>
        <p className="mt-2">{t('approvals.onDeletion.because')}</p>
        <ul className="list-disc pl-5">
          {because.map((reason) => (
            <li key={reason}>{t(`approvals.because.${reason}`)}</li>
          ))}
        </ul>
      </>
    );
  }
  if (view.notBefore !== null) return <Countdown notBefore={view.notBefore} />;
  return <p>{t(view.list ? 'deletions.progress.running' : 'deletions.result.queued')}</p>;
}

/** The server keeps the time; this only says how much of it is left. */
function Countdown({ notBefore }: { readonly notBefore: number }) {
  const t = useTranslations('approvals.onDeletion');
  const now = useNow(1_000);
  const seconds = now ? Math.max(0, Math.ceil((notBefore - now.getTime()) / 1_000)) : undefined;
  return (
    <>
      <p>{t.rich('delayed', { time: () => <ZonedTime at={notBefore} /> })}</p>
      {/* not announced each second: the moment itself stands above */}
      <p className="min-h-8 text-lg font-semibold tabular-nums" aria-hidden={seconds === undefined}>
        {seconds === undefined
          ? null
          : t('left', { minutes: Math.floor(seconds / 60), seconds: seconds % 60 })}
      </p>
    </>
  );
}
