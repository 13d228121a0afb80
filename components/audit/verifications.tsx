'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { CircleHelp, LoaderCircle, type LucideIcon, OctagonAlert, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { readJson } from '#components/campaigns/read-json.ts';
import { ZonedTime } from '#components/deletions/zoned-time.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Callout } from '#components/ui/callout.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { ProgressBar } from '#components/ui/progress-bar.tsx';
import { Cell, HeaderCell, Table, TableBody, TableHead, TableRow } from '#components/ui/table.tsx';
import type { Tone } from '#components/ui/tone.ts';
import type { AcknowledgedLoss, VerificationResult, VerificationView } from '#lib/audit/verification-view.ts';
import type { Result } from '#lib/result.ts';

type Trouble =
  | 'already_running'
  | 'audit_unavailable'
  | 'signed_out'
  | 'not_allowed'
  | 'foreign_origin'
  | 'no_answer';

const runningEveryMs = 500;
const restingEveryMs = 10_000;
const queryKey = ['audit', 'verifications'];

const tones: Record<VerificationResult, Tone> = {
  whole: 'success',
  broken: 'danger',
  unreadable: 'warning',
  interrupted: 'warning',
};

const icons: Record<VerificationResult, LucideIcon> = {
  whole: ShieldCheck,
  broken: OctagonAlert,
  unreadable: CircleHelp,
  interrupted: CircleHelp,
};

/** Begins a verification of the audit, follows it, and keeps the latest findings in view. */
export function Verifications({
  initial,
  verifyAction,
}: {
  readonly initial: readonly VerificationView[];
  readonly verifyAction: () => Promise<Result<{ readonly id: string }, Exclude<Trouble, 'no_answer'>>>;
}) {
  const t = useTranslations('audit.verify');
  const queryClient = useQueryClient();
  const [isPending, setIsPending] = useState(false);
  const [trouble, setTrouble] = useState<Trouble>();
  const { data: runs, error } = useQuery({
    queryKey,
    queryFn: ({ signal }) => readJson<readonly VerificationView[]>('/api/audit/verifications', signal),
    initialData: initial,
    gcTime: 0,
    retry: false,
    refetchInterval: ({ state }) => (state.data?.[0]?.result === null ? runningEveryMs : restingEveryMs),
  });
  const [latest] = runs;
  const isRunning = latest?.result === null;

  const verify = async () => {
    setIsPending(true);
    setTrouble(undefined);
    try {
      const begun = await verifyAction();
      if (!begun.ok) setTrouble(begun.code);
      await queryClient.invalidateQueries({ queryKey });
    } catch {
      setTrouble('no_answer');
    } finally {
      setIsPending(false);
    }
  };
  const button = (
    <Button variant="primary" isPending={isPending || isRunning} onClick={() => void verify()}>
      <ShieldCheck aria-hidden className="size-4" />
      {t(latest ? 'again' : 'start')}
    </Button>
  );

  return (
    <div className="grid gap-5">
      {trouble ? (
        <Callout tone="warning" isLive>
          {t(`trouble.${trouble}`)}
        </Callout>
      ) : null}
      {error ? <Callout tone="warning">{t('stale')}</Callout> : null}
      {latest ? (
        <Panel title={t(latest.result ?? 'running')} titleId="latest-title" actions={button}>
          <Latest run={latest} />
        </Panel>
      ) : (
        <Panel>
          <EmptyState icon={ShieldCheck} title={t('none')} action={button}>
            {t('noneWhat')}
          </EmptyState>
        </Panel>
      )}
      {runs.length > 0 ? (
        <Panel title={t('history')} isFlush>
          <History runs={runs} />
        </Panel>
      ) : null}
    </div>
  );
}

function Latest({ run }: { readonly run: VerificationView }) {
  const t = useTranslations('audit.verify');
  const { result, verdict, read, total } = run;
  if (result === null) {
    return (
      <>
        <ProgressBar label={t('running')} value={Math.min(read, total)} max={total} />
        <p className="mt-2 text-sm text-ink-muted">{t('progress', { read, total })}</p>
      </>
    );
  }
  return (
    <div className="grid gap-3" aria-live="polite">
      <Callout tone={tones[result]} title={t(result)}>
        {result === 'whole'
          ? t('wholeWhat', { records: verdict?.records ?? 0, checkpoints: verdict?.checkpoints ?? 0 })
          : result === 'broken'
            ? t('brokenWhat', { seq: verdict?.firstBadSeq ?? 0 })
            : t(`${result}What`)}
      </Callout>
      {verdict?.checkpoints === 0 ? <Callout tone="warning">{t('noCheckpoints')}</Callout> : null}
      {verdict && verdict.acknowledgedLosses.length > 0 ? (
        <Callout tone="warning" title={t('losses')}>
          <ul>
            {verdict.acknowledgedLosses.map((loss) => (
              <li key={loss.seq}>
                <Loss loss={loss} />
              </li>
            ))}
          </ul>
        </Callout>
      ) : null}
      {verdict && verdict.findings.length > 0 ? (
        <div>
          <h3 className="text-sm font-medium text-ink">{t('findings')}</h3>
          <ul className="mt-1 font-mono text-sm text-ink" lang="en">
            {verdict.findings.map((finding) => (
              <li key={finding}>{finding}</li>
            ))}
          </ul>
        </div>
      ) : null}
    </div>
  );
}

function Loss({ loss }: { readonly loss: AcknowledgedLoss }) {
  const t = useTranslations();
  const { seq, lostFrom, lostTo } = loss;
  const by = loss.by ?? t('common.system');
  if (lostFrom > lostTo) return t('audit.verify.putBack', { by, seq });
  return t('audit.verify.loss', { lostFrom, lostTo, by, seq });
}

function History({ runs }: { readonly runs: readonly VerificationView[] }) {
  const t = useTranslations('audit.verify');
  const format = useFormatter();
  return (
    <Table caption={t('history')}>
      <TableHead>
        <HeaderCell>{t('startedAt')}</HeaderCell>
        <HeaderCell>{t('startedBy')}</HeaderCell>
        <HeaderCell>{t('result')}</HeaderCell>
        <HeaderCell isNumeric>{t('records')}</HeaderCell>
      </TableHead>
      <TableBody>
        {runs.map((run) => (
          <TableRow key={run.id}>
            <Cell>
              <ZonedTime at={run.startedAt} />
            </Cell>
            <Cell>{run.startedBy}</Cell>
            <Cell>
              <ResultBadge result={run.result} />
            </Cell>
            <Cell isNumeric>{format.number(run.read)}</Cell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function ResultBadge({ result }: { readonly result: VerificationResult | null }) {
  const t = useTranslations('audit.verify');
  if (result === null) {
    return (
      <Badge tone="info" icon={LoaderCircle} isBusy>
        {t('running')}
      </Badge>
    );
  }
  return (
    <Badge tone={tones[result]} icon={icons[result]}>
      {t(result)}
    </Badge>
  );
}
