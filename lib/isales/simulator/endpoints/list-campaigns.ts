import { Refused } from '../refused.ts';
import type { Campaign } from '../world.ts';
import type { CallContext, EndpointAnswer } from './call-context.ts';
import { integerOf, optionalCivilTime, vdnIdOf } from './parameters.ts';

const IVR_DEVICE_TYPES = [1, 3];

/** `GET …/campaigns/{vdnId}`: one page of the campaigns of a VDN. */
export function listCampaigns(call: CallContext): EndpointAnswer {
  const { query } = call;
  const vdnId = vdnIdOf(call.vdnIdText);
  const status = integerOf('status', query.get('status'), { min: 0, max: 4 });
  const deviceType = integerOf('deviceType', query.get('deviceType'), { min: 0, max: 6 });
  // Documented: a page below 1 is corrected to 1, not refused.
  const curPage = Math.max(1, integerOf('curPage', query.get('curPage'), { min: -1e9, max: 1e9 }));
  const rowsPerPage = integerOf('rowsPerPage', query.get('rowsPerPage'), { min: 1, max: 100 });
  const name = query.get('name') ?? '';
  if (name.length > 30) throw new Refused('02000003', 'name', name);
  const beginTime = optionalCivilTime('beginTime', query.get('beginTime'));
  const endTime = optionalCivilTime('endTime', query.get('endTime'));

  const ofVdn = call.world.campaignsOf(vdnId);
  const found = ofVdn.filter(
    (campaign) =>
      (status === 0 || campaign.status === status) &&
      (deviceType === 0 || campaign.deviceType === deviceType) &&
      campaign.name.includes(name) &&
      (beginTime === null || campaign.strBeginTime >= beginTime) &&
      (endTime === null || campaign.strEndTime <= endTime),
  );
  const ivrCount = ofVdn.filter((campaign) => IVR_DEVICE_TYPES.includes(campaign.deviceType)).length;
  return {
    fields: {
      curPage,
      rowsPerPage,
      totalSize: found.length,
      curSkillQueueCount: ofVdn.length - ivrCount,
      curIvrCount: ivrCount,
      data: found.slice((curPage - 1) * rowsPerPage, curPage * rowsPerPage).map(campaignFields),
    },
  };
}

/** A campaign as list and detail answer it: `id` is a number in both. */
export function campaignFields(campaign: Campaign): Record<string, unknown> {
  return {
    id: Number(campaign.id),
    name: campaign.name,
    status: campaign.status,
    strBeginTime: campaign.strBeginTime,
    strEndTime: campaign.strEndTime,
    deviceType: campaign.deviceType,
    callerNo: campaign.callerNo,
  };
}
