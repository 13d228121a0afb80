import 'server-only';
import { createHash, createHmac } from 'node:crypto';
import { Pool } from 'undici';
import { wallClockMs } from '../../clock.ts';
import { DeliveryError, type StreamTarget } from './stream-target.ts';

/** An answer is read so far, and thrown away. */
const maxAnswerBytes = 64 * 1_024;

export interface WebhookOptions {
  /** https, or http on loopback. */
  readonly url: string;
  readonly secret: string;
  /** PEM of the certification authority, where it is a private one. Checks are never switched off. */
  readonly ca?: string;
  /** The whole delivery; default 15,000. */
  readonly timeoutMs?: number;
}

/** A receiver of signed POSTs: docs/operation.md tells how it checks them. Follows no redirect, tries once. */
export function webhookTarget({ url, secret, ca, timeoutMs = 15_000 }: WebhookOptions): StreamTarget {
  const address = new URL(url);
  const pool = new Pool(address.origin, {
    connections: 1,
    pipelining: 1,
    allowH2: false,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: {
      timeout: 5_000,
      rejectUnauthorized: true,
      minVersion: 'TLSv1.2',
      ...(ca === undefined ? {} : { ca }),
    },
  });
  return {
    name: 'webhook',
    address: address.origin,
    digest: createHash('sha256').update(address.href).digest('hex'),
    async deliver({ firstSeq, lastSeq, lines }, signal) {
      const timestamp = String(wallClockMs());
      const status = await pool
        .request({
          method: 'POST',
          path: `${address.pathname}${address.search}`,
          headers: {
            'content-type': 'application/x-ndjson',
            'x-audit-timestamp': timestamp,
            'x-audit-seq': `${firstSeq}-${lastSeq}`,
            'x-audit-signature': createHmac('sha256', secret)
              .update(`${timestamp}.`)
              .update(lines)
              .digest('hex'),
          },
          body: lines,
          signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
        })
        .then(async (answer) => {
          // the status says it all: how the rest of the answer ends changes nothing
          await answer.body.dump({ limit: maxAnswerBytes }).catch(() => undefined);
          return answer.statusCode;
        })
        .catch((error: unknown) => {
          throw new DeliveryError(reasonOf(error));
        });
      if (status < 200 || status > 299) throw new DeliveryError(`HTTP ${status}`);
    },
    close: () => pool.destroy(),
  };
}

/** The code alone: a message may quote the address. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : error.name;
}
