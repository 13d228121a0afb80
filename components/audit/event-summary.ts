import { resultCodeWords } from '#components/deletions/result-code-words.ts';
import type { Format, Translate } from '#components/deletions/translate.ts';
import { settingWords } from '#components/settings/setting-words.ts';
import type { AuditEventData } from '#lib/audit/events.ts';
import { changedFields, fieldName, roleName } from './changed-rights.ts';
import { outcomeCounts } from './outcome-counts.ts';
import type { AuditEvent } from './typed-event.ts';

/** What an event says, in one sentence. An event without a sentence does not compile. */
export function eventSummary(t: Translate, format: Format, event: AuditEvent): string {
  switch (event.type) {
    case 'member.created':
      return t('audit.sentence.member_created', {
        username: event.data.username,
        roles: format.list(event.data.roles.map((role) => roleName(t, role))) || t('common.none'),
      });
    case 'member.changed': {
      const fields = changedFields(event.data.before, event.data.after);
      return t('audit.sentence.member_changed', {
        fields: format.list(fields.map((field) => fieldName(t, field))) || t('common.none'),
      });
    }
    case 'member.invited':
      return t('audit.sentence.member_invited');
    case 'member.password_set':
      return t('audit.sentence.member_password_set', { by: event.data.by });
    case 'member.identity_bound':
      return t('audit.sentence.member_identity_bound', { subject: event.data.subject });
    case 'member.second_factor_changed':
      return t('audit.sentence.member_second_factor_changed', { change: event.data.change });
    case 'session.started':
      return t('audit.sentence.session_started', {
        method: t(`audit.signInMethod.${event.data.method}`),
      });
    case 'session.stepped_up':
      return t('audit.sentence.session_stepped_up', {
        method: t(`audit.signInMethod.${event.data.method}`),
      });
    case 'session.refused':
      return t('audit.sentence.session_refused', {
        username: event.data.username,
        because: t(`audit.signInRefusal.${event.data.because}`),
      });
    case 'session.ended':
      return t('audit.sentence.session_ended', {
        because: t(`audit.sessionEnd.${event.data.because}`),
      });
    case 'access.refused':
      return t('audit.sentence.access_refused', {
        because: event.data.because ?? 'right_missing',
        permission: event.data.permission,
      });
    case 'list.stored':
      return t('audit.sentence.list_stored', {
        accepted: format.number(event.data.accepted),
        refused: format.number(event.data.refused),
        source: event.data.repeatOf === null ? 'upload' : 'repeat',
      });
    case 'list.refused':
      return t('audit.sentence.list_refused', { because: t(`lists.refusals.${event.data.because}.what`) });
    case 'download.started':
      return t('audit.sentence.download_started', {
        what: t(`audit.download.${event.data.what}`),
        format: event.data.format.toUpperCase(),
      });
    case 'deletion.refused':
      return t('audit.sentence.deletion_refused', {
        because: t(`refusals.request.${event.data.because}.what`),
      });
    case 'deletion.requested':
      return t('audit.sentence.deletion_requested', {
        archive: t(event.data.archiveHistory === 0 ? 'domain.archive.permanent' : 'domain.archive.archive'),
        reason: t(`domain.reasonCategory.${event.data.reason.category}`),
      });
    case 'deletion.confirmed':
      return t('audit.sentence.deletion_confirmed');
    case 'call.intended':
      return t('audit.sentence.call_intended', { attempt: String(event.data.attempt) });
    case 'call.answered':
      return t('audit.sentence.call_answered', {
        outcome: event.data.outcome,
        count:
          event.data.successCount === null
            ? t('audit.value.unknownCount')
            : format.number(event.data.successCount),
        because: answerReason(t, event.data),
      });
    case 'call.answered_late':
      return t('audit.sentence.call_answered_late');
    case 'item.settled':
      return t('audit.sentence.item_settled', {
        by: t(`domain.settledBy.${event.data.settledBy}`),
        outcome: t(`domain.itemStatus.${event.data.outcome}`),
        settledBy: event.data.settledBy,
        said: shortened(String(event.data.evidence.said ?? '')),
      });
    case 'deletion.paused':
      return t('audit.sentence.deletion_paused', {
        because: t(`domain.stopReason.${event.data.because}.what`),
      });
    case 'deletion.resumed':
      return t('audit.sentence.deletion_resumed');
    case 'deletion.cancelled':
      return t('audit.sentence.deletion_cancelled', {
        because: t(`domain.stopReason.${event.data.because}.what`),
      });
    case 'approval.requested':
      return t('audit.sentence.approval_requested', {
        because: format.list(event.data.because.map((each) => t(`approvals.because.${each}`))),
      });
    case 'approval.granted':
      return t('audit.sentence.approval_granted');
    case 'approval.refused':
      return t('audit.sentence.approval_refused', { comment: shortened(event.data.comment) });
    case 'approval.expired':
      return t('audit.sentence.approval_expired');
    case 'approval.voided':
      return t('audit.sentence.approval_voided', {
        because: t(`domain.stopReason.${event.data.because}.what`),
      });
    case 'setting.changed': {
      const { key, before, after } = event.data;
      return t('audit.sentence.setting_changed', {
        setting: t(`settings.name.${key}`),
        before: settingWords(t, format, key, before),
        after: settingWords(t, format, key, after),
      });
    }
    case 'calls.stopped':
      return t('audit.sentence.calls_stopped', { reason: shortened(event.data.reason) });
    case 'calls.resumed':
      return t('audit.sentence.calls_resumed', { reason: shortened(event.data.reason) });
    case 'deletion.completed':
      return t('audit.sentence.deletion_completed', {
        outcomes: outcomeCounts(t, format, event.data.outcomes),
      });
    case 'deletion.reconciled': {
      const { finding, before, after, successCount } = event.data;
      return t('audit.sentence.deletion_reconciled', {
        finding,
        before: format.number(before),
        after: format.number(after ?? 0),
        count: format.number(successCount),
      });
    }
    case 'number.looked_up':
      return t('audit.sentence.number_looked_up', { value: event.data.value, calls: event.data.calls });
    case 'audit.verified':
      return t('audit.sentence.audit_verified', {
        result: event.data.result,
        records: format.number(event.data.records),
        seq: format.number(event.data.firstBadSeq ?? 0),
      });
    case 'audit.alarm_raised':
      return t('audit.sentence.audit_alarm_raised', {
        headSeq: event.data.headSeq,
        attestedSeq: event.data.attestedSeq,
      });
    case 'audit.alarm_acknowledged':
      return t('audit.sentence.audit_alarm_acknowledged', {
        count: Math.max(0, event.data.lostTo - event.data.lostFrom + 1),
        lostFrom: event.data.lostFrom,
        lostTo: event.data.lostTo,
        reason: shortened(event.data.reason),
      });
    case 'audit.export_started':
      return t('audit.sentence.audit_export_started', {
        format: t(`auditExport.format.${event.data.format}`),
        filtered: String(Object.keys(event.data.filter).length > 0),
        newestSeq: String(event.data.newestSeq),
      });
    case 'audit.exported':
      return t('audit.sentence.audit_exported', {
        complete: String(event.data.complete),
        rows: format.number(event.data.rows),
      });
    case 'audit.cut':
      return t('audit.sentence.audit_cut', {
        seq: format.number(event.data.seq),
        records: format.number(event.data.records),
        isArchived: event.data.archive === null ? 'no' : 'yes',
        archive: event.data.archive?.name ?? '',
      });
    case 'audit.stream_changed': {
      const { target, before, after } = event.data;
      return t('audit.sentence.audit_stream_changed', {
        change: before === null ? 'begun' : after === null ? 'ended' : 'changed',
        target: t(`audit.streamTarget.${target}`),
        before: before ?? '',
        after: after ?? '',
      });
    }
  }
}

/** Longest text of a person's in a sentence, in characters. */
const maxSaid = 120;

function shortened(text: string): string {
  return text.length > maxSaid ? `${text.slice(0, maxSaid)}…` : text;
}

/** Why a call did not end with a count: unknown, not sent, or the vendor's code in words. */
export function answerReason(t: Translate, answer: AuditEventData['call.answered']['data']): string {
  if (answer.unknownReason !== null) return t(`domain.unknownReason.${answer.unknownReason}`);
  if (answer.notSentBecause !== null) return t(`domain.stopReason.${answer.notSentBecause}.what`);
  return answer.resultCode === null ? t('common.none') : resultCodeWords(t, answer.resultCode).what;
}
