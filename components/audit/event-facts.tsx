'use client';
import type { ReactNode } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { ArchiveText } from '#components/deletions/archive-text.tsx';
import { campaignStatusWord } from '#components/deletions/campaign-status-word.ts';
import { CriterionText } from '#components/deletions/criterion-text.tsx';
import { OutcomeBadge } from '#components/deletions/outcome-badge.tsx';
import { pauseWords } from '#components/deletions/pause-words.ts';
import { resultCodeWords } from '#components/deletions/result-code-words.ts';
import type { Format, Translate } from '#components/deletions/translate.ts';
import { VendorQuote } from '#components/deletions/vendor-quote.tsx';
import { ZonedTime } from '#components/deletions/zoned-time.tsx';
import { settingWords } from '#components/settings/setting-words.ts';
import { DescriptionList } from '#components/ui/description-list.tsx';
import type { AuditEventData, AuditedCriterion } from '#lib/audit/events.ts';
import type { audit } from '#lib/i18n/zh-CN/audit.ts';
import { changedFields, fieldName, fieldValue } from './changed-rights.ts';
import { maskedCriterion } from './masked-criterion.ts';
import { outcomeCounts } from './outcome-counts.ts';
import type { AuditEvent } from './typed-event.ts';

type FactName = keyof (typeof audit)['fact'];
type Fact = readonly [name: FactName, details: ReactNode];

/** All that an event's data says, in words. */
export function EventFacts({ event }: { readonly event: AuditEvent }) {
  const t = useTranslations();
  const facts = factsOf(t, useFormatter(), event);
  if (facts.length === 0) return <p className="text-ink-muted">{t('audit.detail.noFacts')}</p>;
  return (
    <DescriptionList
      items={facts.map(([name, details]) => ({ key: name, term: t(`audit.fact.${name}`), details }))}
    />
  );
}

/** An event without facts in words does not compile. */
function factsOf(t: Translate, format: Format, event: AuditEvent): readonly Fact[] {
  const yesNo = (is: boolean) => t(is ? 'audit.value.yes' : 'audit.value.no');
  switch (event.type) {
    case 'member.created':
      return [
        ['username', event.data.username],
        ['memberId', <Code key="id" text={event.data.memberId} />],
        ['roles', fieldValue(t, format, 'roles', event.data.roles)],
        ['scope', fieldValue(t, format, 'scope', event.data.scope)],
      ];
    case 'member.changed': {
      const { memberId, before, after } = event.data;
      const fields = changedFields(before, after);
      const told = (rights: typeof before) => (
        <ul>
          {fields.map((field) => (
            <li key={field}>
              <span className="text-ink-muted">{fieldName(t, field)}</span>{' '}
              {fieldValue(t, format, field, rights[field])}
            </li>
          ))}
        </ul>
      );
      return [
        ['memberId', <Code key="id" text={memberId} />],
        ['before', fields.length === 0 ? t('common.none') : told(before)],
        ['after', fields.length === 0 ? t('common.none') : told(after)],
      ];
    }
    case 'member.invited':
      return [
        ['memberId', <Code key="id" text={event.data.memberId} />],
        ['expiresAt', <ZonedTime key="time" at={event.data.expiresAt} />],
      ];
    case 'member.identity_bound':
      return [
        ['memberId', <Code key="id" text={event.data.memberId} />],
        ['issuer', event.data.issuer],
        ['subject', event.data.subject],
        ['subjectHmac', <Code key="hmac" text={event.data.subjectHmac} />],
      ];
    case 'member.password_set':
      return [
        ['memberId', <Code key="id" text={event.data.memberId} />],
        ...(event.data.identityRemoved ? [['identityRemoved', yesNo(true)] as const] : []),
      ];
    case 'member.second_factor_changed':
      return [['memberId', <Code key="id" text={event.data.memberId} />]];
    case 'session.started':
    case 'session.stepped_up':
      return [['method', t(`audit.signInMethod.${event.data.method}`)]];
    case 'session.refused':
      return [
        ['username', event.data.username],
        ['because', t(`audit.signInRefusal.${event.data.because}`)],
      ];
    case 'session.ended':
      return [
        ['because', t(`audit.sessionEnd.${event.data.because}`)],
        ...(event.data.memberId ? [['memberId', <Code key="id" text={event.data.memberId} />] as const] : []),
        ...(event.data.sessionId
          ? [['endedSession', <Code key="session" text={event.data.sessionId} />] as const]
          : []),
      ];
    case 'deletion.resumed':
      return [];
    case 'access.refused':
      return [
        ['permission', <Code key="permission" text={event.data.permission} />],
        ...(event.data.because ? [['because', t('audit.foreignOrigin')] as const] : []),
      ];
    case 'list.stored': {
      const { listId, name, accepted, refused, digest, repeatOf } = event.data;
      return [
        ['listId', <Code key="list" text={listId} />],
        ['fileName', name || t('common.none')],
        ['accepted', format.number(accepted)],
        ['refusedRows', format.number(refused)],
        ['listDigest', <Code key="digest" text={digest} />],
        ['repeatOf', repeatOf ? <Code key="id" text={repeatOf} /> : t('common.none')],
      ];
    }
    case 'list.refused':
      return [
        ['because', t(`lists.refusals.${event.data.because}.what`)],
        ['fileName', event.data.name || t('common.none')],
        ['bytes', format.number(event.data.bytes)],
      ];
    case 'download.started': {
      const { what, outcome, deletionId, listId } = event.data;
      return [
        ['download', t(`audit.download.${what}`)],
        ['format', event.data.format.toUpperCase()],
        ...(outcome === null ? [] : [['outcome', <OutcomeBadge key="outcome" outcome={outcome} />] as const]),
        ...(deletionId === null ? [] : [['deletionId', <Code key="deletion" text={deletionId} />] as const]),
        ...(listId === null ? [] : [['listId', <Code key="list" text={listId} />] as const]),
      ];
    }
    case 'deletion.refused':
      return [
        ['because', t(`refusals.request.${event.data.because}.what`)],
        ...(event.data.criterion === null ? [] : criterionFacts(event.data.criterion)),
      ];
    case 'deletion.requested': {
      const { reason, preview } = event.data;
      return [
        ...criterionFacts(event.data.criterion, event.data.items),
        ['archive', <ArchiveText key="archive" archiveHistory={event.data.archiveHistory} />],
        ['reason', [t(`domain.reasonCategory.${reason.category}`), reason.text].filter(Boolean).join(' · ')],
        ['ticket', reason.ticket || t('common.none')],
        [
          'preview',
          `${campaignStatusWord(t, preview.status)} · ${
            preview.leftToCall === null || preview.scope === 'unavailable'
              ? t('deletions.expected.unavailable')
              : t(`deletions.expected.${preview.scope}`, { count: preview.leftToCall })
          }`,
        ],
        ['previewReadAt', <ZonedTime key="time" at={preview.readAt} />],
        ['items', format.number(event.data.items)],
        ...(event.data.items > 1
          ? [['pauseAfter', pauseWords(t, event.data.pauseAfter ?? null)] as const]
          : []),
        ['repeatOf', event.data.repeatOf ? <Code key="id" text={event.data.repeatOf} /> : t('common.none')],
        ['digest', <Code key="digest" text={event.data.digest} />],
      ];
    }
    case 'deletion.confirmed':
      return [
        ['typedDigits', yesNo(event.data.typedDigits)],
        ['goesOnWithNothing', yesNo(event.data.goesOnWithNothing)],
        ['digest', <Code key="digest" text={event.data.digest} />],
      ];
    case 'call.intended':
      return [
        ...criterionFacts(event.data.criterion),
        ['archive', <ArchiveText key="archive" archiveHistory={event.data.archiveHistory} />],
        ['attempt', format.number(event.data.attempt)],
        ['fence', format.number(event.data.fence)],
        ['digest', <Code key="digest" text={event.data.digest} />],
      ];
    case 'call.answered': {
      const { data } = event;
      const because =
        data.unknownReason !== null
          ? t(`domain.unknownReason.${data.unknownReason}`)
          : data.notSentBecause !== null
            ? t(`domain.stopReason.${data.notSentBecause}.what`)
            : undefined;
      const isCounted = data.outcome === 'deleted' || data.outcome === 'nothing_matched';
      const told =
        data.successCount === null ? t('audit.value.unknownCount') : format.number(data.successCount);
      return [
        ['outcome', <OutcomeBadge key="outcome" outcome={data.outcome} />],
        ...(because === undefined ? [] : [['because', because] as const]),
        ...(isCounted ? [['successCount', told] as const] : []),
        ['resultCode', resultCode(t, data.resultCode)],
        [
          'vendorText',
          data.resultDesc ? <VendorQuote key="text" text={data.resultDesc} /> : t('common.none'),
        ],
        ...(data.excerpt ? [['excerpt', <VendorQuote key="excerpt" text={data.excerpt} />] as const] : []),
        ['httpStatus', data.httpStatus === null ? t('common.none') : String(data.httpStatus)],
        [
          'latency',
          data.latencyMs === null ? t('common.none') : t('audit.value.latencyMs', { ms: data.latencyMs }),
        ],
        ['attempt', format.number(data.attempt)],
        ['fence', format.number(data.fence)],
        ...detailFact(data.detail),
      ];
    }
    case 'call.answered_late':
      return [
        ['outcome', event.data.outcome],
        ['attempt', format.number(event.data.attempt)],
        ['fence', format.number(event.data.fence)],
        ['currentFence', format.number(event.data.currentFence)],
      ];
    case 'item.settled':
      return [
        ['outcome', <OutcomeBadge key="outcome" outcome={event.data.outcome} />],
        ['settledBy', t(`domain.settledBy.${event.data.settledBy}`)],
        ['resultCode', resultCode(t, event.data.resultCode)],
        ...evidenceFacts(format, event.data),
      ];
    case 'deletion.paused':
    case 'deletion.cancelled':
      return [
        ['because', t(`domain.stopReason.${event.data.because}.what`)],
        ['todo', t(`domain.stopReason.${event.data.because}.todo`)],
        ...detailFact(event.data.detail),
      ];
    case 'approval.requested':
      return [
        ['approvalBecause', format.list(event.data.because.map((each) => t(`approvals.because.${each}`)))],
        ['expiresAt', <ZonedTime key="time" at={event.data.expiresAt} />],
        ['digest', <Code key="digest" text={event.data.digest} />],
      ];
    case 'approval.granted': {
      const { comment, preview, notBefore, digest } = event.data;
      return [
        ['comment', comment || t('common.none')],
        [
          'previewNow',
          `${campaignStatusWord(t, preview.status)} · ${
            preview.leftToCall === null
              ? t('deletions.expected.unavailable')
              : t('common.numbers', { count: preview.leftToCall })
          }`,
        ],
        ['previewReadAt', <ZonedTime key="time" at={preview.readAt} />],
        ...(notBefore === null ? [] : [['notBefore', <ZonedTime key="start" at={notBefore} />] as const]),
        ['digest', <Code key="digest" text={digest} />],
      ];
    }
    case 'approval.refused':
      return [
        ['comment', event.data.comment],
        ['digest', <Code key="digest" text={event.data.digest} />],
      ];
    case 'approval.expired':
      return [
        ['expiresAt', <ZonedTime key="time" at={event.data.expiresAt} />],
        ['digest', <Code key="digest" text={event.data.digest} />],
      ];
    case 'approval.voided':
      return [
        ['because', t(`domain.stopReason.${event.data.because}.what`)],
        ...(event.data.approverId === null
          ? []
          : [['approverId', <Code key="id" text={event.data.approverId} />] as const]),
        ['digest', <Code key="digest" text={event.data.digest} />],
      ];
    case 'setting.changed': {
      const { key, before, after } = event.data;
      return [
        ['setting', t(`settings.name.${key}`)],
        ['before', settingWords(t, format, key, before)],
        ['after', settingWords(t, format, key, after)],
      ];
    }
    case 'calls.stopped':
      return [['reason', event.data.reason]];
    case 'calls.resumed':
      return [
        ['stoppedAt', <ZonedTime key="time" at={event.data.stoppedAt} />],
        ['stoppedBy', <Code key="id" text={event.data.stoppedBy} />],
        ['reason', event.data.reason],
      ];
    case 'deletion.completed':
      return [['outcomes', outcomeCounts(t, format, event.data.outcomes)]];
    case 'deletion.reconciled': {
      const { before, beforeAt, after, afterAt, successCount, campaignStatus, finding } = event.data;
      return [
        ['finding', t(`deletions.reconciliation.finding.${finding}.what`)],
        ['leftBefore', <Counted key="before" count={before} at={beforeAt} />],
        [
          'leftAfter',
          after === null || afterAt === null ? (
            t('deletions.reconciliation.notRead')
          ) : (
            <Counted key="after" count={after} at={afterAt} />
          ),
        ],
        ['successCount', format.number(successCount)],
        [
          'campaignStatus',
          campaignStatus === null ? t('common.none') : campaignStatusWord(t, campaignStatus),
        ],
      ];
    }
    case 'number.looked_up': {
      const { kind, value, hmac, calls } = event.data;
      return [
        ...criterionFacts({ kind, value, hmac, mode: null, date: null, time: null }),
        ['calls', format.number(calls)],
      ];
    }
    case 'audit.verified': {
      const { result, records, checkpoints, firstBadSeq, findings } = event.data;
      return [
        ['outcome', t(`audit.verify.${result}`)],
        ['records', format.number(records)],
        ['checkpoint', format.number(checkpoints)],
        ...(firstBadSeq === null ? [] : [['firstBadSeq', format.number(firstBadSeq)] as const]),
        ...(findings.length === 0 ? [] : [['findings', <Lines key="findings" lines={findings} />] as const]),
      ];
    }
    case 'audit.export_started': {
      const { filter, newestSeq } = event.data;
      const asked = Object.entries(filter).map(([name, value]) => `${name} ${value}`);
      return [
        ['format', t(`auditExport.format.${event.data.format}`)],
        ['filter', asked.length === 0 ? t('common.none') : <Lines key="filter" lines={asked} />],
        ['newestSeq', String(newestSeq)],
      ];
    }
    case 'audit.exported':
      return [
        ['format', t(`auditExport.format.${event.data.format}`)],
        ['complete', yesNo(event.data.complete)],
        ['rows', format.number(event.data.rows)],
        ['bytes', format.number(event.data.bytes)],
        ['sha256', <Code key="sha256" text={event.data.sha256} />],
      ];
    case 'audit.alarm_raised':
      return [
        ['headSeq', format.number(event.data.headSeq)],
        ['attestedSeq', format.number(event.data.attestedSeq)],
        ['checkpoint', format.number(event.data.checkpoint)],
        ['attestedAt', <ZonedTime key="time" at={event.data.attestedAt} />],
      ];
    case 'audit.alarm_acknowledged': {
      const { firstCheckpoint, lastCheckpoint, lostFrom, lostTo, reason } = event.data;
      return [
        [
          'lost',
          lostTo < lostFrom
            ? t('audit.alarm.lost', { count: 0 })
            : `${format.number(lostFrom)} – ${format.number(lostTo)}`,
        ],
        ['checkpoint', `${format.number(firstCheckpoint)} – ${format.number(lastCheckpoint)}`],
        [
          'explanation',
          <span key="reason" className="whitespace-pre-wrap">
            {reason}
          </span>,
        ],
      ];
    }
    case 'audit.cut': {
      const { seq, hash, checkpoint, records, archive, losses } = event.data;
      return [
        ['cutSeq', format.number(seq)],
        ['cutRecords', format.number(records)],
        ['cutHash', <Code key="hash" text={hash} />],
        ['checkpoint', format.number(checkpoint)],
        ['archiveFile', archive === null ? t('common.none') : <Code key="archive" text={archive.name} />],
        ...(archive === null
          ? []
          : [['archiveDigest', <Code key="digest" text={archive.sha256} />] as const]),
        ...(losses.length === 0 ? [] : [['lost', lostRanges(format, losses)] as const]),
      ];
    }
    case 'audit.stream_changed': {
      const { target, before, after } = event.data;
      return [
        ['streamTarget', t(`audit.streamTarget.${target}`)],
        ['streamBefore', before === null ? t('common.none') : <Code key="before" text={before} />],
        ['streamAfter', after === null ? t('common.none') : <Code key="after" text={after} />],
      ];
    }
  }
}

function criterionFacts(criterion: AuditedCriterion, items?: number): readonly Fact[] {
  return [
    [
      'criterion',
      <CriterionText key="criterion" criterion={maskedCriterion(criterion)} items={items} isInline />,
    ],
    ...(criterion.hmac === null ? [] : [['hmac', <Code key="hmac" text={criterion.hmac} />] as const]),
  ];
}

/** A person's word in words; what the call log told as it was read. */
function evidenceFacts(
  format: Format,
  { settledBy, evidence }: AuditEventData['item.settled']['data'],
): readonly Fact[] {
  if (settledBy !== 'person') return [['evidence', <Evidence key="evidence" evidence={evidence} />]];
  const { said, decidedTogether } = evidence;
  return [
    [
      'said',
      <span key="said" className="whitespace-pre-wrap">
        {String(said)}
      </span>,
    ],
    ...(typeof decidedTogether === 'number'
      ? [['decidedTogether', format.number(decidedTogether)] as const]
      : []),
  ];
}

function lostRanges(format: Format, losses: AuditEventData['audit.cut']['data']['losses']): string {
  return format.list(
    losses.map(({ lostFrom, lostTo }) => `${format.number(lostFrom)} – ${format.number(lostTo)}`),
  );
}

function detailFact(detail: string | null): readonly Fact[] {
  return detail ? [['detail', <Code key="detail" text={detail} />]] : [];
}

function resultCode(t: Translate, code: string | null): ReactNode {
  if (code === null) return t('common.none');
  return (
    <>
      <Code text={code} /> {resultCodeWords(t, code).what}
    </>
  );
}

/** What a late outcome rests on, as it was read: keys and values are the vendor's. */
function Evidence({ evidence }: { readonly evidence: Readonly<Record<string, unknown>> }) {
  return (
    <ul>
      {Object.entries(evidence).map(([name, value]) => (
        <li key={name}>
          <span className="text-ink-muted">{name}</span> <Code text={String(value)} />
        </li>
      ))}
    </ul>
  );
}

function Lines({ lines }: { readonly lines: readonly string[] }) {
  return (
    <ul>
      {lines.map((line) => (
        <li key={line}>
          <Code text={line} />
        </li>
      ))}
    </ul>
  );
}

function Counted({ count, at }: { readonly count: number; readonly at: number }) {
  const format = useFormatter();
  return (
    <>
      {format.number(count)} · <ZonedTime at={at} />
    </>
  );
}

function Code({ text }: { readonly text: string }) {
  return <code className="font-mono text-sm wrap-anywhere">{text}</code>;
}
