import 'server-only';
import type { Selectable } from 'kysely';
import type { Db } from '../db/client.ts';
import type { DeletionTable } from '../db/schema.ts';
import { type CampaignFacts, readCampaignFacts } from '../deletions/read-campaign-facts.ts';
import { storedCriterion } from '../deletions/stored-criterion.ts';
import { getEnv } from '../env.ts';
import type { CallOptions } from '../isales/client.ts';

/**
 * Status and count of a deletion's campaign, of its batch for a custom field, as its requester saw them.
 * @throws IsalesError if the campaign cannot be read
 */
export async function readConfirmedCampaign(
  db: Db,
  deletion: Selectable<DeletionTable>,
  options: CallOptions,
): Promise<CampaignFacts> {
  const campaign = { vdnId: deletion.vdn_id, campaignId: deletion.campaign_id };
  return readCampaignFacts({ ...campaign, batch: await batchOfDeletion(db, deletion) }, options);
}

async function batchOfDeletion(db: Db, deletion: Selectable<DeletionTable>): Promise<string | undefined> {
  if (deletion.criterion_kind !== 'custom_field') return undefined;
  const item = await db
    .selectFrom('deletion_item')
    .selectAll()
    .where('deletion_id', '=', deletion.id)
    .executeTakeFirstOrThrow();
  const criterion = storedCriterion(getEnv().DATA_KEY, deletion, item);
  return criterion.kind === 'custom_field' ? criterion.customField : undefined;
}
