import 'server-only';
import { Grant } from '../../auth/authorize.ts';
import { wallClockMs } from '../../clock.ts';
import { getDb } from '../../db/client.ts';
import type { StreamView } from './stream-view.ts';

/** A record that was not received after this long is worth a warning, ms. */
const lateAfterMs = 10 * 60_000;

/** Where the audit is streamed to and how far that is; empty if it is not. */
export async function findStreams(grant: Grant<'audit:read'>): Promise<StreamView[]> {
  Grant.assert(grant, 'audit:read');
  const streams = await getDb()
    .selectFrom('audit_stream')
    .select((stream) => [
      'target',
      'address',
      'seq',
      'last_error',
      stream
        .selectFrom('audit_event')
        .select('audit_event.at')
        .whereRef('audit_event.seq', '>', 'audit_stream.seq')
        .orderBy('audit_event.seq')
        .limit(1)
        .as('waiting_since'),
    ])
    .orderBy('target', 'desc')
    .execute();
  const lateBefore = wallClockMs() - lateAfterMs;
  return streams.flatMap(({ target, address, seq, last_error, waiting_since }) =>
    address === null
      ? []
      : {
          name: target,
          address,
          seq,
          waitingSince: waiting_since,
          isLate: waiting_since !== null && waiting_since < lateBefore,
          lastError: last_error,
        },
  );
}
