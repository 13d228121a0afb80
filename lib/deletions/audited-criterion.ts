import 'server-only';
import type { AuditedCriterion } from '../audit/events.ts';
import { maskNumber, maskNumbersInText } from '../personal-data/mask.ts';
import { type Criterion, isListCriterion } from './criterion.ts';
import { criterionHmac } from './deletion-digest.ts';
import type { MaskedCriterion } from './deletion-view.ts';

/** The mask of a criterion's value: a number keeps its ends, a batch name loses only numbers in it. */
export function maskedValue(criterion: Criterion): string {
  switch (criterion.kind) {
    case 'called':
      return maskNumber(criterion.called);
    case 'session_id':
      return maskNumber(criterion.sessionId);
    case 'custom_field':
      return maskNumbersInText(criterion.customField);
    case 'recycle_time':
    case 'called_list':
    case 'session_id_list':
      return '';
  }
}

/**
 * A criterion as the audit keeps it: mask and keyed HMAC, never the value. Of a list it keeps the digest over
 * the HMACs of its numbers.
 */
export function auditedCriterion(
  hmacKey: Uint8Array,
  criterion: Criterion,
  listDigest: string | null = null,
): AuditedCriterion {
  const isRecycle = criterion.kind === 'recycle_time';
  return {
    kind: criterion.kind,
    value: maskedValue(criterion),
    hmac: isListCriterion(criterion) ? listDigest : criterionHmac(hmacKey, criterion),
    mode: isRecycle ? criterion.mode : null,
    date: isRecycle ? criterion.date : null,
    time: isRecycle && criterion.mode === 'moment' ? criterion.time : null,
  };
}

/** The columns of a deletion that describe its criterion, as people may see it. */
export function maskedCriterion(row: {
  readonly criterion_kind: MaskedCriterion['kind'];
  readonly criterion_value: string;
  readonly criterion_mode: MaskedCriterion['mode'] | null;
  readonly criterion_date: string | null;
  readonly criterion_time: string | null;
}): MaskedCriterion {
  return {
    kind: row.criterion_kind,
    value: row.criterion_value,
    ...(row.criterion_mode ? { mode: row.criterion_mode } : {}),
    ...(row.criterion_date === null ? {} : { date: row.criterion_date }),
    ...(row.criterion_time === null ? {} : { time: row.criterion_time }),
  };
}
