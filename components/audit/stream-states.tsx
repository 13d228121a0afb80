'use client';
import { useFormatter, useTranslations } from 'use-intl';
import { toTheSecond } from '#components/deletions/zoned-time.tsx';
import { Callout } from '#components/ui/callout.tsx';
import type { StreamView } from '#lib/audit/stream/stream-view.ts';

/** Where the audit is streamed to: a quiet line each, and a warning for one that is behind. */
export function StreamStates({ streams }: { readonly streams: readonly StreamView[] }) {
  if (streams.length === 0) return null;
  return (
    <div className="mb-4 space-y-2">
      {streams.map((stream) => (
        <StreamState key={stream.name} stream={stream} />
      ))}
    </div>
  );
}

function StreamState({ stream }: { readonly stream: StreamView }) {
  const t = useTranslations();
  const format = useFormatter();
  const { address, seq, isLate, waitingSince, lastError } = stream;
  const target = t(`audit.streamTarget.${stream.name}`);
  if (isLate && waitingSince !== null)
    return (
      <Callout tone="warning" title={t('audit.stream.lateTitle', { target })}>
        {t('audit.stream.late', {
          address,
          time: format.dateTime(waitingSince, toTheSecond),
          hasError: lastError === null ? 'no' : 'yes',
          error: lastError ?? '',
        })}
      </Callout>
    );
  return (
    <p className="text-sm wrap-anywhere text-ink-muted">
      {lastError === null
        ? t('audit.stream.upToDate', { target, address, seq })
        : t('audit.stream.retrying', { target, address, seq, error: lastError })}
    </p>
  );
}
