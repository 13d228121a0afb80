import { Refused } from '../refused.ts';
import { type CallContext, campaignOfPath, type EndpointAnswer } from './call-context.ts';

/** `PUT …/{campaignId}/pause`: a started campaign becomes suspended. */
export function suspendCampaign(call: CallContext): EndpointAnswer {
  const campaign = campaignOfPath(call);
  // Which code the vendor answers for another state is not documented.
  if (campaign.status !== 2) throw new Refused('0200001', 'status', campaign.status);
  campaign.status = 3;
  return { fields: {} };
}

/** `PUT …/{campaignId}/resume`: a suspended campaign becomes started. */
export function resumeCampaign(call: CallContext): EndpointAnswer {
  const campaign = campaignOfPath(call);
  if (campaign.status !== 3) throw new Refused('0200001', 'status', campaign.status);
  campaign.status = 2;
  return { fields: {} };
}
