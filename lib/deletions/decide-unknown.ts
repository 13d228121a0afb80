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

/** What a person may say about a call whose outcome nobody else knows, and how they know it. */
export const decision = z.strictObject({
  deletionId: z.string().max(40),
  /** One item, or every unknown one of the deletion that the call log is not asked about any more. */
  itemId: z.string().max(40).nullable(),
  outcome: z.enum(['deleted', 'nothing_matched', 'rejected']),
  evidence: z
    .string()
    .max(reasonLimits.text)
    .refine((text) => !isBlank(text)),
});
export type Decision = z.infer<typeof decision>;

/** So many items are decided in one transaction. */
const batchSize = 500;

/** Settles unknown outcomes of one's own deletion by a person's word, audited with how they know it. */
export async function decideUnknown(
  grant: Grant<'deletion:create'>,
  input: unknown,
): Promise<Result<{ readonly decided: number }, ControlRefusal>> {
  Grant.assert(grant, 'deletion:create');
  const parsed = decision.safeParse(input);
  if (!parsed.success) return refused('input_invalid');
  try {
    let decided = 0;
    for (;;) {
      const batch = await decideBatch(grant, parsed.data);
      decided += batch;
      if (batch < batchSize) break;
    }
    return decided === 0 ? refused('nothing_unknown') : ok({ decided });
  } catch (error) {
    if (error instanceof UncertainCommitError) throw error;
    logger.error({ err: error }, 'unknown outcomes could not be decided');
    return refused('audit_unavailable');
  }
}

function decideBatch(grant: Grant<'deletion:create'>, input: Decision): Promise<number> {
  return transact(getDb(), async (trx) => {
    const deletion = await trx
      .selectFrom('deletion')
      .select(['id', 'correlation_id', 'vdn_id', 'campaign_id'])
      .where('id', '=', input.deletionId)
      .where('requester_id', '=', grant.memberId)
      .executeTakeFirst();
    if (!deletion) return 0;
    let unknown = trx
      .selectFrom('deletion_item')
      .select('id')
      .where('deletion_id', '=', deletion.id)
      .where('status', '=', 'unknown')
      // as long as the call log may still tell, nobody has to guess
      .where('settle_at', 'is', null)
      .orderBy('position')
      .limit(batchSize);
    if (input.itemId !== null) unknown = unknown.where('id', '=', input.itemId);
    const items = await unknown.execute();
    if (items.length === 0) return 0;
    await trx
      .updateTable('deletion_item')
      .set({ status: input.outcome, settled_by: 'person', value_sealed: sealAfter(input.outcome) })
      .where(
        'id',
        'in',
        items.map((item) => item.id),
      )
      .where('status', '=', 'unknown')
      .execute();
    const evidence = { said: maskNumbersInText(input.evidence.trim()) };
    await appendAuditEvents(
      trx,
      items.map((item) => ({
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
    return items.length;
  });
}
