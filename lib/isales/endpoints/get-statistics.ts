import { checkedCampaignId, vdnPath } from '../campaign-path.ts';
import type { CallOptions } from '../client.ts';
import type { IsalesHttp } from '../http.ts';
import { readAnswer } from '../read-answer.ts';
import { type CountDetail, statisticsAnswer } from '../schemas.ts';

/**
 * `GET /rest/isales/v2/…/{vdnId}/statistics`: counts of one campaign, or of all of a VDN. `batchId` is the
 * custom field and needs `campaignId`. A deployment may lack this call. @throws IsalesError
 */
export async function getStatistics(
  http: IsalesHttp,
  query: { readonly vdnId: number; readonly campaignId?: string; readonly batchId?: string },
  options: CallOptions = {},
): Promise<CountDetail[]> {
  const json = await http.send({
    method: 'GET',
    path: `${vdnPath(query.vdnId).replace('/v1/', '/v2/')}/statistics`,
    query: {
      ...(query.campaignId === undefined ? {} : { campaignId: checkedCampaignId(query.campaignId) }),
      ...(query.batchId === undefined ? {} : { batchId: query.batchId }),
    },
    ...options,
  });
  return readAnswer(json, statisticsAnswer, { isBareAllowed: true }).countDetail;
}
