import 'server-only';
import { leftToCall } from '../campaigns/left-to-call.ts';
import { recently } from '../campaigns/recently.ts';
import { getVendorClient } from '../campaigns/vendor-client.ts';
import { wallClockMs } from '../clock.ts';
import type { CallOptions } from '../isales/client.ts';
import type { Criterion } from './criterion.ts';

export interface CampaignFacts {
  readonly name: string;
  readonly status: number;
  readonly leftToCall: number | null;
  /** ms UTC */
  readonly readAt: number;
}

/** `batch`: the custom field whose numbers are counted; undefined for those of the whole campaign. */
interface CountedCampaign {
  readonly vdnId: number;
  readonly campaignId: string;
  readonly batch: string | undefined;
}

/** Facts this old serve for one more call: a request and its execution share them, a list does not hammer. */
const factsAgeMs = 1_000;
const remembered = recently<CampaignFacts>(factsAgeMs);

/**
 * Name, status and count of a campaign (of the batch for a custom field), read a moment ago at the most.
 * @throws IsalesError if the campaign cannot be read; a count that cannot be read is null
 */
export function readCampaignFacts(campaign: CountedCampaign, options: CallOptions): Promise<CampaignFacts> {
  const key = JSON.stringify([campaign.vdnId, campaign.campaignId, campaign.batch ?? null]);
  return remembered(key, () => readCampaignFactsNow(campaign, options));
}

/** The same, whatever was read a moment ago. @throws IsalesError if the campaign cannot be read */
export async function readCampaignFactsNow(
  campaign: CountedCampaign,
  options: CallOptions,
): Promise<CampaignFacts> {
  const readAt = wallClockMs();
  const [detail, count] = await Promise.all([
    getVendorClient().getCampaign(campaign, options),
    leftToCall(campaign, options),
  ]);
  return { name: detail.name, status: detail.status, leftToCall: count, readAt };
}

/** The batch whose numbers can be counted: that of a custom field. */
export function batchOf(criterion: Criterion): string | undefined {
  return criterion.kind === 'custom_field' ? criterion.customField : undefined;
}
