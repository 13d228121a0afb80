import 'server-only';
import * as z from 'zod';
import { appendAuditEvents } from '../audit/append-audit-events.ts';
import { Grant } from '../auth/authorize.ts';
import { getDb } from '../db/client.ts';
import { transact, UncertainCommitError } from '../db/transact.ts';
import { logger } from '../logger.ts';
import { maskNumbersInText } from '../personal-data/mask.ts';
import { ok, type Result, refused } from '../result.ts';
import { isBlank } from './criterion.ts';
import { reasonLimits } from './deletion-input.ts';
import type { ControlRefusal } from './deletion-view.ts';
import { sealAfter } from './failed-numbers.ts';

/** So many items are picked at once; more than a page of them are decided all together. */
const maxPicked = 100;

/** What a person may say about a call whose outcome nobody else knows, and how they know it. */
export const decision = z.strictObject({
  deletionId: z.string().max(40),
  /** Items that were picked, or all that wait for a person: then how many of them the person saw. */
  items: z.union([
    z.strictObject({
      ids: z
        .array(z.string().max(40))
        .min(1)
        .max(maxPicked)
        .refine((ids) => new Set(ids).size === ids.length),
    }),
    z.strictObject({ all: z.int().min(1) }),
  ]),
  outcome: z.enum(['deleted', 'nothing_matched', 'rejected']),
  evidence: z
    .string()
    .max(reasonLimits.text)
    .refine((text) => !isBlank(text)),
});
export type Decision = z.infer<typeof decision>;

/** So many items are decided in one transaction. */
const batchSize = 500;

/**
 * Settles unknown outcomes of one's own deletion by a person's word, audited with how they know it. Nothing is
 * decided that the person did not see: if other items wait than were shown, the answer is `unknown_changed`.
 */
export async function decideUnknown(
  grant: Grant<'deletion:create'>,
  input: unknown,
): Promise<Result<{ readonly decided: number }, ControlRefusal>> {
  Grant.assert(grant, 'deletion:create');
  const parsed = decision.safeParse(input);
  if (!parsed.success) return refused('input_invalid');
  try {
    const { items } = parsed.data;
    const seen = 'all' in items ? items.all : items.ids.length;
    let decided = 0;
    while (decided < seen) {
      const batch = await decideBatch(grant, parsed.data, seen, decided);
      if (batch === 'changed') return refused('unknown_changed');
      if (batch === 0) break;
      decided += batch;
    }
    return decided === 0 ? refused('nothing_unknown') : ok({ decided });
  } catch (error) {
    if (error instanceof UncertainCommitError) throw error;
    logger.error({ err: error }, 'unknown outcomes could not be decided');
    return refused('audit_unavailable');
  }
}

/** Decides the next items of a decision about `seen` of them, `decided` of which are through. */
function decideBatch(
  grant: Grant<'deletion:create'>,
  input: Decision,
  seen: number,
  decided: number,
): Promise<number | 'changed'> {
  return transact(getDb(), async (trx) => {
    const deletion = await trx
      .selectFrom('deletion')
      .select(['id', 'correlation_id', 'vdn_id', 'campaign_id'])
      .where('id', '=', input.deletionId)
      .where('requester_id', '=', grant.memberId)
      .executeTakeFirst();
    if (!deletion) return 0;
    let waiting = trx
      .selectFrom('deletion_item')
      .where('deletion_id', '=', deletion.id)
      .where('status', '=', 'unknown')
      // as long as the call log or a second try may still tell, nobody has to guess
      .where('settle_at', 'is', null)
      .where('retry_at', 'is', null);
    if ('ids' in input.items) waiting = waiting.where('id', 'in', input.items.ids);
    if (decided === 0) {
      const { items } = await waiting
        .select((select) => select.fn.countAll<number>().as('items'))
        .executeTakeFirstOrThrow();
      if (Number(items) === 0) return 0;
      if (Number(items) !== seen) return 'changed';
    }
    const next = await waiting
      .select('id')
      .orderBy('position')
      .limit(Math.min(batchSize, seen - decided))
      .execute();
    if (next.length === 0) return 0;
    const settled = await trx
      .updateTable('deletion_item')
      .set({ status: input.outcome, settled_by: 'person', value_sealed: sealAfter(input.outcome) })
      .where(
        'id',
        'in',
        next.map((item) => item.id),
      )
      .where('status', '=', 'unknown')
      .returning('id')
      .execute();
    if (settled.length === 0) return 0;
    const evidence = { said: maskNumbersInText(input.evidence.trim()), decidedTogether: seen };
    await appendAuditEvents(
      trx,
      settled.map((item) => ({
        type: 'item.settled' as const,
        data: { outcome: input.outcome, settledBy: 'person' as const, resultCode: null, evidence },
        actor: grant.actor,
        correlationId: deletion.correlation_id,
        subject: {
          vdnId: deletion.vdn_id,
          campaignId: deletion.campaign_id,
          deletionId: deletion.id,
          itemId: item.id,
        },
      })),
    );
    return settled.length;
  });
}
