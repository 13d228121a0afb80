import 'server-only';
import * as z from 'zod';
import { Grant } from '../auth/authorize.ts';
import { type Db, getDb } from '../db/client.ts';
import { getEnv } from '../env.ts';
import { newId } from '../ids.ts';
import { checkValue } from '../intake/check-value.ts';
import { listKinds } from '../intake/list-report.ts';
import { logger } from '../logger.ts';
import { maskNumber } from '../personal-data/mask.ts';
import { fingerprint } from '../personal-data/number-vault.ts';
import { ok, type Result, refused } from '../result.ts';
import { appendAuditEvents } from './append-audit-events.ts';
import type { LookupCall, LookupOutcome, LookupRefusal, NumberLookup } from './number-lookup-view.ts';

const shownCalls = 50;
/** Longest text that is looked at, in characters: a number with all that may be cleaned off it. */
const textMax = 100;

const question = z.strictObject({ kind: z.enum(listKinds), text: z.string().max(textMax) });

/**
 * Was this number (or session ID) deleted? It is cleaned like one in the form, hashed with AUDIT_HMAC_KEY and
 * looked up; it is stored nowhere. Asking is an event. Deletions by batch or time name no numbers and so are not
 * found here.
 */
export async function lookUpNumber(
  grant: Grant<'audit:read'>,
  input: unknown,
): Promise<Result<NumberLookup, LookupRefusal>> {
  Grant.assert(grant, 'audit:read');
  const parsed = question.safeParse(input);
  if (!parsed.success) return refused('input_invalid');
  const { kind, text } = parsed.data;
  const checked = checkValue(kind, text, 'any');
  if (!checked.ok) return refused(checked.fault);
  const hmac = fingerprint(getEnv().AUDIT_HMAC_KEY, kind, checked.value);
  const mask = maskNumber(checked.value);
  const db = getDb();
  const found = await findCalls(db, hmac);
  const hasMore = found.length > shownCalls;
  const calls = found.slice(0, shownCalls);
  try {
    await db.transaction().execute((trx) =>
      appendAuditEvents(trx, [
        {
          type: 'number.looked_up',
          data: { kind, value: mask, hmac, calls: calls.length, hasMore },
          actor: grant.actor,
          correlationId: newId('cor'),
        },
      ]),
    );
  } catch (error) {
    // nobody asks unseen
    logger.error({ err: error }, 'a look-up could not be audited and is not answered');
    return refused('audit_unavailable');
  }
  return ok({ kind, mask, calls, hasMore });
}

/** Intents of calls for this value, newest first, one more than is shown, each with what came of it. */
async function findCalls(db: Db, hmac: string): Promise<LookupCall[]> {
  const intents = await db
    .selectFrom('audit_facet')
    .innerJoin('audit_event', 'audit_event.seq', 'audit_facet.seq')
    .leftJoin('deletion', 'deletion.id', 'audit_event.deletion_id')
    .selectAll('audit_event')
    .select('deletion.campaign_name')
    .where('audit_facet.name', '=', 'value')
    .where('audit_facet.value', '=', hmac)
    .orderBy('audit_facet.seq', 'desc')
    .limit(shownCalls + 1)
    .execute();
  const calls: LookupCall[] = [];
  for (const intent of intents) {
    const told = await findOutcome(db, intent.item_id, intent.seq);
    calls.push({
      seq: intent.seq,
      at: told?.at ?? intent.at,
      by: intent.actor_name,
      vdnId: intent.vdn_id,
      campaignId: intent.campaign_id,
      campaignName: intent.campaign_name,
      deletionId: intent.deletion_id,
      archiveHistory: JSON.parse(intent.data).archiveHistory === 0 ? 0 : 1,
      outcome: told?.outcome ?? 'sent',
      successCount: told?.successCount ?? null,
    });
  }
  return calls;
}

/** The last word on a call: what was answered after its intent and before the next one, or settled later. */
async function findOutcome(
  db: Db,
  itemId: string | null,
  intentSeq: number,
): Promise<{ at: number; outcome: LookupOutcome; successCount: number | null } | undefined> {
  if (itemId === null) return undefined;
  const later = await db
    .selectFrom('audit_event')
    .select(['at', 'type', 'data'])
    .where('item_id', '=', itemId)
    .where('seq', '>', intentSeq)
    .orderBy('seq')
    .execute();
  const next = later.findIndex(({ type }) => type === 'call.intended');
  const own = (next === -1 ? later : later.slice(0, next)).filter(
    ({ type }) => type === 'call.answered' || type === 'item.settled',
  );
  const last = own.at(-1);
  if (!last) return undefined;
  const { outcome, successCount = null } = JSON.parse(last.data);
  return { at: last.at, outcome, successCount };
}
