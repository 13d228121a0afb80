import 'server-only';
import { sql } from 'kysely';
import { wallClockMs } from '../clock.ts';
import type { Trx } from '../db/client.ts';
import { otherAccountsOf } from './is-same-person.ts';

const dayMs = 24 * 3_600_000;

/**
 * How many numbers a person, under whichever account, has asked for in a campaign within 24 hours without a second
 * one: what is open counts in full, what was ended early with what was sent. Under `lockDailyLimits`, so that splitting
 * does not help.
 */
export async function sumUnapproved(
  trx: Trx,
  request: { readonly memberId: string; readonly vdnId: number; readonly campaignId: string },
): Promise<number> {
  const row = await trx
    .selectFrom('deletion')
    .select(
      sql<
        number | null
      >`sum(case when is_open = 1 or status = 'completed' then numbers else counted_numbers end)`.as(
        'numbers',
      ),
    )
    .where((where) =>
      where.or([
        where('requester_id', '=', request.memberId),
        where('requester_id', 'in', otherAccountsOf(trx, request.memberId)),
      ]),
    )
    .where('vdn_id', '=', request.vdnId)
    .where('campaign_id', '=', request.campaignId)
    .where('approval_because', 'is', null)
    .where('created_at', '>', wallClockMs() - dayMs)
    .executeTakeFirstOrThrow();
  return Number(row.numbers ?? 0);
}
