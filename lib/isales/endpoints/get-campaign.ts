import { checkedCampaignId, vdnPath } from '../campaign-path.ts';
import type { CallOptions } from '../client.ts';
import type { IsalesHttp } from '../http.ts';
import { readAnswer } from '../read-answer.ts';
import { type CampaignDetail, campaignAnswer } from '../schemas.ts';

/** `GET …/campaigns/{vdnId}/{campaignId}`. Result code 0200007 if it does not exist. @throws IsalesError */
export async function getCampaign(
  http: IsalesHttp,
  query: { readonly vdnId: number; readonly campaignId: string },
  options: CallOptions = {},
): Promise<CampaignDetail> {
  const path = `${vdnPath(query.vdnId)}/${checkedCampaignId(query.campaignId)}`;
  const json = await http.send({ method: 'GET', path, ...options });
  return readAnswer(json, campaignAnswer).returnObject;
}
