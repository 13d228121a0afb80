'use client';
import { Printer } from 'lucide-react';
import type { ReactNode } from 'react';
import { useFormatter, useTimeZone, useTranslations } from 'use-intl';
import { roleName } from '#components/audit/changed-rights.ts';
import { maskedCriterion } from '#components/audit/masked-criterion.ts';
import { eventKey } from '#components/audit/typed-event.ts';
import { PageHeader } from '#components/shell/page-header.tsx';
import { Button } from '#components/ui/button.tsx';
import { Callout } from '#components/ui/callout.tsx';
import { type DescriptionItem, DescriptionList } from '#components/ui/description-list.tsx';
import { DownloadButton } from '#components/ui/download-button.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { Cell, HeaderCell, Table, TableBody, TableHead, TableRow } from '#components/ui/table.tsx';
import type { ReceiptView } from '#lib/audit/receipt-view.ts';
import { ArchiveText } from './archive-text.tsx';
import { campaignStatusWord } from './campaign-status-word.ts';
import { CriterionText } from './criterion-text.tsx';
import { type Outcome, OutcomeBadge } from './outcome-badge.tsx';
import { pauseWords } from './pause-words.ts';
import { Reconciliation } from './reconciliation.tsx';
import { ZonedTime } from './zoned-time.tsx';

/** Outcomes in the order in which a person asks for them. */
const shown = ['deleted', 'nothing_matched', 'rejected', 'unknown', 'sent', 'cancelled'] as const;

/** The receipt of a deletion, on the screen and on paper. */
export function DeletionReceipt({
  receipt,
  back,
}: {
  readonly receipt: ReceiptView;
  readonly back: { readonly href: string; readonly label: string };
}) {
  const t = useTranslations('receipt');
  const timeZone = useTimeZone() ?? '';
  return (
    <div className="mx-auto max-w-4xl print:max-w-none">
      <PageHeader
        back={back}
        title={t('title')}
        description={
          <>
            {receipt.decision.campaign.name} · {t('zone', { timeZone })}
          </>
        }
        actions={
          <>
            <Button onClick={() => window.print()}>
              <Printer aria-hidden className="size-4" />
              {t('print')}
            </Button>
            <DownloadButton address={`/api/deletions/${receipt.deletionId}/receipt`}>
              {t('download')}
            </DownloadButton>
          </>
        }
      />
      <div className="grid gap-5 print:gap-3">
        {receipt.checkpoint === null ? (
          <Callout tone="warning" title={t('proof.noCheckpointTitle')}>
            {t('proof.noCheckpointWhat')}
          </Callout>
        ) : null}
        <Result receipt={receipt} />
        {receipt.reconciliation ? (
          <Panel title={t('reconciliation')} titleId="reconciliation-title" className={sheet}>
            <Reconciliation counts={receipt.reconciliation} />
          </Panel>
        ) : null}
        <Decision receipt={receipt} />
        <Answers receipt={receipt} />
        <People receipt={receipt} />
        <Proof receipt={receipt} />
      </div>
    </div>
  );
}

function Result({ receipt: { calls, ending } }: { readonly receipt: ReceiptView }) {
  const t = useTranslations();
  const format = useFormatter();
  const facts: readonly (DescriptionItem | undefined)[] = [
    {
      key: 'ended',
      term: t('receipt.result.ended'),
      details: (
        <>
          <ZonedTime at={ending.at} /> · {t(`receipt.result.how.${ending.how}`)}
          {ending.because === null ? null : (
            <span className="block text-sm text-ink-muted">
              {t(`domain.stopReason.${ending.because}.what`)}
            </span>
          )}
        </>
      ),
    },
    {
      key: 'made',
      term: t('receipt.result.made'),
      details: t('receipt.result.madeCount', { count: calls.made }),
    },
    calls.firstAt === null
      ? undefined
      : { key: 'firstAt', term: t('receipt.result.firstAt'), details: <ZonedTime at={calls.firstAt} /> },
    calls.lastAt === null
      ? undefined
      : { key: 'lastAt', term: t('receipt.result.lastAt'), details: <ZonedTime at={calls.lastAt} /> },
  ];
  return (
    <Panel title={t('receipt.result.title')} titleId="result-title" className={sheet}>
      <div className="grid gap-x-8 gap-y-5 md:grid-cols-2">
        <div>
          {calls.successCount === null ? (
            <p className="text-2xl font-semibold text-ink">{t('receipt.result.notTold')}</p>
          ) : (
            <p className="flex flex-wrap items-end gap-x-3 gap-y-1">
              <span className="text-figure font-semibold tracking-tight text-ink">
                {format.number(calls.successCount)}
              </span>
              <span className="pb-1 text-base text-ink-muted">{t('receipt.result.unit')}</span>
            </p>
          )}
          {calls.uncounted > 0 && calls.successCount !== null ? (
            <p className="mt-2 text-sm text-ink-muted">
              {t('receipt.result.uncounted', { count: calls.uncounted })}
            </p>
          ) : null}
          <h3 className="mt-5 text-sm font-medium text-ink-muted">{t('receipt.result.outcomes')}</h3>
          <dl className="mt-2 flex flex-wrap gap-x-6 gap-y-3">
            {shown
              .filter((outcome) => calls.outcomes[outcome] > 0)
              .map((outcome) => (
                <div key={outcome}>
                  <dt>
                    <OutcomeBadge outcome={outcome} />
                  </dt>
                  <dd className="mt-1 text-lg font-semibold text-ink">
                    {format.number(calls.outcomes[outcome])}
                  </dd>
                </div>
              ))}
          </dl>
        </div>
        <DescriptionList items={facts.filter((fact) => fact !== undefined)} />
      </div>
    </Panel>
  );
}

function Decision({ receipt: { decision } }: { readonly receipt: ReceiptView }) {
  const t = useTranslations();
  const { preview, reason, campaign, requester } = decision;
  const facts: readonly (readonly [key: 'requester' | DecisionFact, details: ReactNode])[] = [
    ['requester', requester.name ?? t('common.none')],
    ['createdAt', <ZonedTime key="at" at={decision.at} />],
    [
      'campaign',
      <>
        {campaign.name}
        <span className="block text-sm text-ink-muted">
          {t('deletions.list.campaignId', {
            campaignId: campaign.campaignId ?? '',
            vdnId: String(campaign.vdnId ?? ''),
          })}
        </span>
      </>,
    ],
    [
      'criterion',
      <CriterionText
        key="criterion"
        criterion={maskedCriterion(decision.criterion)}
        items={decision.items}
        isInline
      />,
    ],
    ...(decision.items > 1 ? [['pauseAfter', pauseWords(t, decision.pauseAfter)] as const] : []),
    ['archive', <ArchiveText key="archive" archiveHistory={decision.archiveHistory} />],
    [
      'reason',
      <>
        {t(`domain.reasonCategory.${reason.category}`)}
        {reason.text ? (
          <span className="block text-sm whitespace-pre-wrap text-ink-muted">{reason.text}</span>
        ) : null}
      </>,
    ],
    ['ticket', reason.ticket || t('common.none')],
    [
      'preview',
      <>
        {t('deletions.facts.previewStatus', { status: campaignStatusWord(t, preview.status) })}
        <span className="block">
          {preview.leftToCall === null || preview.scope === 'unavailable'
            ? t('deletions.expected.unavailable')
            : t(`deletions.expected.${preview.scope}`, { count: preview.leftToCall })}
        </span>
        <span className="block text-sm text-ink-muted">
          <ZonedTime at={preview.readAt} />
        </span>
      </>,
    ],
  ];
  return (
    <Panel title={t('receipt.decision.title')} titleId="decision-title" className={sheet}>
      <DescriptionList
        items={facts.map(([key, details]) => ({ key, term: t(`deletions.facts.${key}`), details }))}
      />
    </Panel>
  );
}

type DecisionFact =
  | 'createdAt'
  | 'campaign'
  | 'criterion'
  | 'pauseAfter'
  | 'archive'
  | 'reason'
  | 'ticket'
  | 'preview';

function Answers({ receipt: { calls } }: { readonly receipt: ReceiptView }) {
  const t = useTranslations();
  const format = useFormatter();
  return (
    <Panel isFlush={calls.answers.length > 0} title={t('receipt.answers.title')} className={sheet}>
      {calls.answers.length === 0 ? (
        t('receipt.answers.none')
      ) : (
        <Table caption={t('receipt.answers.title')}>
          <TableHead>
            <HeaderCell>{t('receipt.answers.from')}</HeaderCell>
            <HeaderCell>{t('receipt.answers.outcome')}</HeaderCell>
            <HeaderCell>{t('receipt.answers.code')}</HeaderCell>
            <HeaderCell>{t('receipt.answers.words')}</HeaderCell>
            <HeaderCell isNumeric>{t('receipt.answers.count')}</HeaderCell>
          </TableHead>
          <TableBody>
            {calls.answers.map(({ from, outcome, resultCode, because, words, count }) => (
              <TableRow key={[from, outcome, resultCode, because].join()}>
                <Cell className="whitespace-nowrap">{t(`receipt.answers.kind.${from}`)}</Cell>
                <Cell>
                  <OutcomeBadge outcome={outcome as Outcome} />
                </Cell>
                <Cell className="font-mono text-sm">{resultCode ?? t('common.none')}</Cell>
                <Cell className="max-w-96 text-sm wrap-anywhere">{words ?? t('common.none')}</Cell>
                <Cell isNumeric>{format.number(count)}</Cell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </Panel>
  );
}

function People({ receipt: { people } }: { readonly receipt: ReceiptView }) {
  const t = useTranslations();
  const format = useFormatter();
  return (
    <Panel isFlush title={t('receipt.people.title')} className={sheet}>
      <Table caption={t('receipt.people.title')}>
        <TableHead>
          <HeaderCell>{t('receipt.people.person')}</HeaderCell>
          <HeaderCell>{t('receipt.people.roles')}</HeaderCell>
          <HeaderCell>{t('receipt.people.acts')}</HeaderCell>
        </TableHead>
        <TableBody>
          {people.map(({ id, name, roles, acts }) => (
            <TableRow key={id}>
              <Cell>
                {name}
                <span className="block font-mono text-sm text-ink-muted wrap-anywhere">{id}</span>
              </Cell>
              <Cell>
                {format.list(roles.split(',').map((role) => roleName(t, role))) || t('common.none')}
              </Cell>
              <Cell>{format.list(acts.map((act) => t(`audit.event.${eventKey(act)}`)))}</Cell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Panel>
  );
}

function Proof({ receipt }: { readonly receipt: ReceiptView }) {
  const t = useTranslations('receipt.proof');
  const { chain, checkpoint, leftOut } = receipt;
  const facts: readonly (DescriptionItem | undefined)[] = [
    { key: 'id', term: t('id'), details: <Code text={receipt.deletionId} /> },
    {
      key: 'place',
      term: t('place'),
      details: t('placeText', {
        first: String(chain.firstSeq),
        last: String(chain.lastSeq),
        count: chain.records,
      }),
    },
    { key: 'lastHash', term: t('lastHash'), details: <Code text={chain.lastHash} /> },
    leftOut === null
      ? undefined
      : {
          key: 'leftOut',
          term: t('leftOut'),
          details: (
            <>
              {t('leftOutText', { count: leftOut.records })} <Code text={leftOut.sha256} />
            </>
          ),
        },
    checkpoint === null
      ? undefined
      : {
          key: 'checkpoint',
          term: t('checkpoint'),
          details: (
            <>
              {t('checkpointText', { n: String(checkpoint.n), seq: String(checkpoint.seq) })} ·{' '}
              <ZonedTime at={checkpoint.at} />
            </>
          ),
        },
    checkpoint === null
      ? undefined
      : {
          key: 'checkpointSignature',
          term: t('checkpointSignature'),
          details: <Code text={checkpoint.signature} />,
        },
    { key: 'digest', term: t('digest'), details: <Code text={receipt.decision.digest} /> },
    { key: 'publicKey', term: t('publicKey'), details: <Code text={receipt.publicKey} /> },
    { key: 'signature', term: t('signature'), details: <Code text={receipt.signature} /> },
    {
      key: 'how',
      term: t('how'),
      details: (
        <Code
          text={`npm run audit:verify -- --receipt receipt-${receipt.deletionId}.json --public-key public-key.pem`}
        />
      ),
    },
  ];
  return (
    <Panel title={t('title')} titleId="proof-title" description={t('what')} className={sheet}>
      <DescriptionList items={facts.filter((fact) => fact !== undefined)} />
    </Panel>
  );
}

/** A part of the receipt is not torn over two sheets. */
const sheet = 'print:break-inside-avoid print:shadow-none';

function Code({ text }: { readonly text: string }) {
  return <code className="font-mono text-sm wrap-anywhere">{text}</code>;
}
