import type { IsalesErrorFacts } from './errors.ts';

type AnswerHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** A gateway may ask for any wait; longer than this is not waited for, ms. */
const maxRetryAfterMs = 15 * 60_000;

function single(headers: AnswerHeaders, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** What the head of an answer tells beside the body: the vendor's clock, how long to wait, what the body is. */
export function readAnswerHeaders(
  status: number,
  headers: AnswerHeaders,
  now: Date,
): {
  readonly facts: Pick<IsalesErrorFacts, 'httpStatus' | 'retryAfterMs' | 'clockSkewMs'>;
  readonly isHtml: boolean;
  /** Compressed although nobody asked for it: never unpacked. */
  readonly isEncoded: boolean;
} {
  const theirs = Date.parse(single(headers, 'date') ?? '');
  const clock = Number.isNaN(theirs) ? now.getTime() : theirs;
  const retryAfterMs = readRetryAfter(single(headers, 'retry-after'), clock);
  const encoding = single(headers, 'content-encoding')?.trim().toLowerCase() ?? 'identity';
  return {
    facts: {
      httpStatus: status,
      ...(Number.isNaN(theirs) ? {} : { clockSkewMs: theirs - now.getTime() }),
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    },
    isHtml: /^(text\/html|application\/xhtml)/i.test(single(headers, 'content-type') ?? ''),
    isEncoded: encoding !== 'identity' && encoding !== '',
  };
}

/** Seconds or an HTTP date (RFC 9110, 10.2.3), in ms from `clockMs`. */
function readRetryAfter(text: string | undefined, clockMs: number): number | undefined {
  if (text === undefined) return undefined;
  const ms = /^\d{1,9}$/.test(text.trim()) ? Number(text) * 1000 : Date.parse(text) - clockMs;
  return Number.isNaN(ms) ? undefined : Math.min(maxRetryAfterMs, Math.max(0, ms));
}
