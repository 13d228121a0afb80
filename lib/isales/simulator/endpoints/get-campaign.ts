import { type CallContext, campaignOfPath, type EndpointAnswer } from './call-context.ts';
import { campaignFields } from './list-campaigns.ts';

/** `GET …/campaigns/{vdnId}/{campaignId}`. */
export function getCampaign(call: CallContext): EndpointAnswer {
  const campaign = campaignOfPath(call);
  return {
    fields: {
      returnObject: {
        ...campaignFields(campaign),
        description: campaign.description,
        maxAlertingTime: 60,
        callDataAscription: 0,
      },
    },
  };
}
