/**
 * Why a call to CC-iSales gave no usable answer.
 *
 * - `invalid_request`: our own last check refused to send it
 * - `connect`: refused, DNS, connect timeout, or reset before any byte of the body was written
 * - `tls`: no trusted TLS session; `detail` has OpenSSL's reason code
 * - `aborted`: the caller's signal fired
 * - `timeout`: no first byte or no end of the answer in time
 * - `reset`: the connection ended after the request had begun to leave
 * - `unauthorized`: HTTP 401, the signature was not accepted
 * - `throttled`: HTTP 429 or 403, turned away in front of the interface
 * - `http_status`: any other status outside 2xx
 * - `redirect`: a 3xx, which is never followed
 * - `not_interface`: HTML or another content where JSON was due
 * - `malformed`: JSON that is none, or not of the documented shape
 * - `too_large`: more than the limit of bytes, or headers without an end
 * - `result_code`: a well-formed answer whose result code is not success
 */
export type IsalesErrorKind =
  | 'invalid_request'
  | 'connect'
  | 'tls'
  | 'aborted'
  | 'timeout'
  | 'reset'
  | 'unauthorized'
  | 'throttled'
  | 'http_status'
  | 'redirect'
  | 'not_interface'
  | 'malformed'
  | 'too_large'
  | 'result_code';

export interface IsalesErrorFacts {
  /** False only if provably not one byte of the request body was written. */
  readonly wasSent: boolean;
  readonly httpStatus?: number;
  /** Codes are text, compared whole: some have seven digits, some eight. */
  readonly resultCode?: string;
  /** The vendor's own text. It may repeat what we sent: redact it before it is kept. */
  readonly resultDesc?: string;
  /** From `Retry-After` (seconds or date), never more than 15 minutes. */
  readonly retryAfterMs?: number;
  /** Vendor's clock minus ours, from the answer's `Date` header, in milliseconds. */
  readonly clockSkewMs?: number;
  /** At most the first kilobyte of an unusable answer, with long digit runs replaced. */
  readonly excerpt?: string;
  /** A short machine word such as `ECONNREFUSED` or `CERT_HAS_EXPIRED`. */
  readonly detail?: string;
}

/** The same in every copy of this module: a bundler may load it twice in one process. */
const brand = Symbol.for('isales.error');

/**
 * The one error of `lib/isales`. Its message holds the kind, the status and the result code: no secret,
 * no header and no number ever.
 */
export class IsalesError extends Error {
  /** A client that one bundle opened throws its own copy of this class; the others know it by the brand. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && brand in value;
  }

  readonly [brand] = true;
  override readonly name = 'IsalesError';
  readonly kind: IsalesErrorKind;
  readonly facts: IsalesErrorFacts;

  constructor(kind: IsalesErrorKind, facts: IsalesErrorFacts, options?: ErrorOptions) {
    const parts = [kind, facts.httpStatus, facts.resultCode, facts.detail].filter(
      (part) => part !== undefined,
    );
    super(`CC-iSales: ${parts.join(' ')}`, options);
    this.kind = kind;
    this.facts = facts;
  }
}
