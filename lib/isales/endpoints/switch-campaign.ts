import * as z from 'zod';
import { checkedCampaignId, vdnPath } from '../campaign-path.ts';
import type { CallOptions } from '../client.ts';
import type { IsalesHttp } from '../http.ts';
import { readAnswer } from '../read-answer.ts';

/** `PUT …/{campaignId}/pause` or `…/resume`, without a body. @throws IsalesError */
export async function switchCampaign(
  http: IsalesHttp,
  to: 'pause' | 'resume',
  query: { readonly vdnId: number; readonly campaignId: string },
  options: CallOptions = {},
): Promise<void> {
  const path = `${vdnPath(query.vdnId)}/${checkedCampaignId(query.campaignId)}/${to}`;
  readAnswer(await http.send({ method: 'PUT', path, ...options }), z.unknown());
}
