import type { IsalesError, IsalesErrorKind } from '../isales/errors.ts';
import type { DeleteAnswer } from '../isales/schemas.ts';
import { maskNumbersInText } from '../personal-data/mask.ts';
import type { StopReason, UnknownReason } from './states.ts';

interface OutcomeFacts {
  readonly successCount: number | null;
  readonly resultCode: string | null;
  /** The vendor's words with numbers masked. */
  readonly resultDesc: string | null;
  readonly httpStatus: number | null;
  readonly excerpt: string | null;
  readonly detail: string | null;
}

/** What came of one call, in the five words of the product. */
export type Outcome = OutcomeFacts &
  (
    | { readonly kind: 'deleted' | 'nothing_matched' | 'rejected' }
    /** It provably never reached the interface; the deletion waits for the reason to go away. */
    | { readonly kind: 'not_sent'; readonly because: StopReason; readonly retryAfterMs: number | null }
    | { readonly kind: 'unknown'; readonly because: UnknownReason }
  );

const noFacts: OutcomeFacts = {
  successCount: null,
  resultCode: null,
  resultDesc: null,
  httpStatus: null,
  excerpt: null,
  detail: null,
};

/** The outcome of a well-formed success: a count of 0 means that nothing matched. */
export function outcomeOfAnswer(answer: DeleteAnswer): Outcome {
  return {
    ...noFacts,
    kind: answer.successCount === 0 ? 'nothing_matched' : 'deleted',
    successCount: answer.successCount,
    resultCode: answer.resultCode,
    resultDesc: maskNumbersInText(answer.resultDesc),
    httpStatus: 200,
  };
}

/** The outcome of a call that threw. Whatever may have been applied is unknown, never a failure. */
export function outcomeOfError(error: IsalesError): Outcome {
  const { facts, kind } = error;
  const known: OutcomeFacts = {
    successCount: null,
    resultCode: facts.resultCode ?? null,
    resultDesc: facts.resultDesc === undefined ? null : maskNumbersInText(facts.resultDesc).slice(0, 1_000),
    httpStatus: facts.httpStatus ?? null,
    excerpt: facts.excerpt === undefined ? null : maskNumbersInText(facts.excerpt).slice(0, 1_024),
    detail: facts.detail ?? null,
  };
  if (kind === 'result_code') return { ...known, kind: 'rejected' };
  const because = notSentReason(kind, facts.wasSent);
  if (because !== undefined) {
    return { ...known, kind: 'not_sent', because, retryAfterMs: facts.retryAfterMs ?? null };
  }
  return { ...known, kind: 'unknown', because: unknownReason(kind) };
}

/** A call that was cut off because another process has taken the lane over. */
export function outcomeOfLostLane(): Outcome {
  return { ...noFacts, kind: 'unknown', because: 'lane_lost' };
}

/**
 * 401, 403 and 429 are answered in front of the interface: the delete was turned away, not carried out. A 5xx
 * may come from a gateway that had already passed the call on, so it is unknown.
 */
function notSentReason(kind: IsalesErrorKind, wasSent: boolean): StopReason | undefined {
  if (kind === 'unauthorized') return 'vendor_unauthorized';
  if (kind === 'throttled') return 'vendor_throttled';
  if (wasSent) return undefined;
  if (kind === 'tls') return 'vendor_tls';
  if (kind === 'invalid_request') return 'content_changed';
  return 'vendor_unreachable';
}

function unknownReason(kind: IsalesErrorKind): UnknownReason {
  switch (kind) {
    case 'timeout':
      return 'timeout';
    case 'http_status':
      return 'server_error';
    case 'redirect':
      return 'redirected';
    case 'not_interface':
      return 'not_the_interface';
    case 'malformed':
      return 'malformed_answer';
    case 'too_large':
      return 'answer_too_large';
    default:
      return 'connection_lost';
  }
}
