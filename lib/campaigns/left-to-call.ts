import 'server-only';
import type { CallOptions } from '../isales/client.ts';
import { IsalesError } from '../isales/errors.ts';
import type { CountDetail } from '../isales/schemas.ts';
import { getVendorClient } from './vendor-client.ts';

/**
 * Statistics, or nothing where the installation has no such call. A failure of the moment is none of that and is
 * thrown: it must not look like a campaign that cannot be counted.
 */
async function findStatistics(
  query: { readonly vdnId: number; readonly campaignId?: string; readonly batchId?: string },
  options: CallOptions,
): Promise<readonly CountDetail[] | undefined> {
  try {
    return await getVendorClient().getStatistics(query, options);
  } catch (error) {
    if (error instanceof IsalesError && isMissingCall(error)) return undefined;
    throw error;
  }
}

function isMissingCall(error: IsalesError): boolean {
  const { httpStatus } = error.facts;
  return error.kind === 'result_code' || httpStatus === 404 || httpStatus === 405;
}

/** Numbers left to call of every campaign of a VDN, by campaign ID; empty where it cannot be counted now. */
export async function leftToCallOfVdn(
  vdnId: number,
  options: CallOptions,
): Promise<ReadonlyMap<string, number>> {
  // the list of campaigns is of use without counts, too
  const counts =
    (await findStatistics({ vdnId }, options).catch((error: unknown) => {
      if (error instanceof IsalesError) return undefined;
      throw error;
    })) ?? [];
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
  if (campaign.batchDetail === null) return null;
  return campaign.batchDetail.find((detail) => detail.batchId === batch)?.unCallCount ?? 0;
}
