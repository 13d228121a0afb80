import 'server-only';
import type { CallOptions } from '../isales/client.ts';
import { IsalesError } from '../isales/errors.ts';
import type { CountDetail } from '../isales/schemas.ts';
import { getVendorClient } from './vendor-client.ts';

/** Statistics, or nothing where the installation has no such call or fails at it: a count is never guessed. */
async function findStatistics(
  query: { readonly vdnId: number; readonly campaignId?: string; readonly batchId?: string },
  options: CallOptions,
): Promise<readonly CountDetail[] | undefined> {
  try {
    return await getVendorClient().getStatistics(query, options);
  } catch (error) {
    if (error instanceof IsalesError) return undefined;
    throw error;
  }
}

/** Numbers left to call of every campaign of a VDN, by campaign ID; empty where it cannot be counted. */
export async function leftToCallOfVdn(
  vdnId: number,
  options: CallOptions,
): Promise<ReadonlyMap<string, number>> {
  const counts = (await findStatistics({ vdnId }, options)) ?? [];
  return new Map(counts.map((count) => [count.campaignId, count.unCallCount]));
}

/**
 * Numbers left to call of a campaign, or of one batch (custom field) of it; null where it cannot be counted.
 * A batch that the campaign's statistics do not list has none left.
 */
export async function leftToCall(
  query: { readonly vdnId: number; readonly campaignId: string; readonly batch: string | undefined },
  options: CallOptions,
): Promise<number | null> {
  const { vdnId, campaignId, batch } = query;
  const counts = await findStatistics(
    { vdnId, campaignId, ...(batch === undefined ? {} : { batchId: batch }) },
    options,
  );
  const campaign = counts?.find((count) => count.campaignId === campaignId);
  if (!campaign) return null;
  if (batch === undefined) return campaign.unCallCount;
  return campaign.batchDetail.find((detail) => detail.batchId === batch)?.unCallCount ?? 0;
}
