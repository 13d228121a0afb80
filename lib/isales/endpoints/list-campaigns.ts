import { vdnPath } from '../campaign-path.ts';
import type { CallOptions } from '../client.ts';
import type { IsalesHttp } from '../http.ts';
import { readAnswer } from '../read-answer.ts';
import { type Campaign, campaignPage } from '../schemas.ts';

/** The vendor's largest page. */
const rowsPerPage = 100;
/** A list without an end is cut here: 20,000 campaigns. */
const maxPages = 200;

/**
 * `GET …/campaigns/{vdnId}`, all pages one after another. `status` 0 means all. A campaign that moves between
 * two pages while they are read comes once.
 */
export async function listCampaigns(
  http: IsalesHttp,
  query: { readonly vdnId: number; readonly name?: string; readonly status?: number },
  options: CallOptions = {},
): Promise<Campaign[]> {
  const found = new Map<string, Campaign>();
  for (let curPage = 1; curPage <= maxPages; curPage += 1) {
    const json = await http.send({
      method: 'GET',
      path: vdnPath(query.vdnId),
      query: {
        ...(query.name === undefined ? {} : { name: query.name }),
        status: String(query.status ?? 0),
        deviceType: '0',
        curPage: String(curPage),
        rowsPerPage: String(rowsPerPage),
      },
      ...options,
    });
    const page = readAnswer(json, campaignPage);
    for (const campaign of page.data) found.set(campaign.id, campaign);
    if (page.data.length === 0 || curPage * rowsPerPage >= page.totalSize) break;
  }
  return [...found.values()];
}
