import { IsalesError } from './errors.ts';

const root = '/rest/isales/v1/openapi/campaigns';

function invalid(detail: string): IsalesError {
  return new IsalesError('invalid_request', { wasSent: false, detail });
}

/** `/rest/isales/v1/openapi/campaigns/{vdnId}`. @throws IsalesError for a VDN outside 1–9999 */
export function vdnPath(vdnId: number): string {
  if (!Number.isInteger(vdnId) || vdnId < 1 || vdnId > 9999) throw invalid('vdnId');
  return `${root}/${vdnId}`;
}

/** A campaign ID as it may stand in a path: digits alone. @throws IsalesError */
export function checkedCampaignId(campaignId: string): string {
  if (!/^\d{1,20}$/.test(campaignId)) throw invalid('campaignId');
  return campaignId;
}
