import 'server-only';
import { createHash } from 'node:crypto';
import { canonicalJson } from '../audit/record-hash.ts';
import { fingerprint } from '../personal-data/number-vault.ts';
import { type Criterion, isListCriterion } from './criterion.ts';

/** The one value that a criterion names; undefined for a recycle time, and for a list, which has many. */
export function criterionValue(criterion: Criterion): string | undefined {
  switch (criterion.kind) {
    case 'called':
      return criterion.called;
    case 'session_id':
      return criterion.sessionId;
    case 'custom_field':
      return criterion.customField;
    case 'recycle_time':
    case 'called_list':
    case 'session_id_list':
      return undefined;
  }
}

/** The keyed fingerprint of a criterion's value; null for a recycle time. */
export function criterionHmac(key: Uint8Array, criterion: Criterion): string | null {
  const value = criterionValue(criterion);
  return value === undefined ? null : fingerprint(key, criterion.kind, value);
}

export interface DeletionContent {
  readonly vdnId: number;
  readonly campaignId: string;
  readonly criterion: Criterion;
  /** Of a list: what it holds and in which order, whatever the list is called. */
  readonly listDigest: string | null;
  readonly archiveHistory: 0 | 1;
}

function contentFields(hmacKey: Uint8Array, content: DeletionContent) {
  const { criterion } = content;
  return {
    vdnId: content.vdnId,
    campaignId: content.campaignId,
    archiveHistory: content.archiveHistory,
    kind: criterion.kind,
    value: isListCriterion(criterion) ? content.listDigest : criterionHmac(hmacKey, criterion),
    mode: criterion.kind === 'recycle_time' ? criterion.mode : null,
    date: criterion.kind === 'recycle_time' ? criterion.date : null,
    time: criterion.kind === 'recycle_time' && criterion.mode === 'moment' ? criterion.time : null,
  };
}

/** Hex SHA-256 of what is deleted and how: equal for the same deletion asked for twice. */
export function contentHash(hmacKey: Uint8Array, content: DeletionContent): string {
  return createHash('sha256')
    .update(canonicalJson(contentFields(hmacKey, content)))
    .digest('hex');
}

/**
 * Hex SHA-256 of what was confirmed: campaign, criterion, archive flag, the count that was shown, and after how
 * many numbers a list stops by itself. Without such a stop it is the digest that it was before there were any.
 */
export function deletionDigest(
  hmacKey: Uint8Array,
  content: DeletionContent & { readonly pauseAfter: number | null },
  count: number | null,
): string {
  const { pauseAfter } = content;
  const pause = pauseAfter === null ? {} : { pauseAfter };
  return createHash('sha256')
    .update(canonicalJson({ ...contentFields(hmacKey, content), ...pause, count }))
    .digest('hex');
}
