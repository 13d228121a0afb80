import type { Tally } from '../call-list.ts';
import { Refused } from '../refused.ts';
import type { Campaign } from '../world.ts';
import type { CallContext, EndpointAnswer } from './call-context.ts';
import { vdnIdOf } from './parameters.ts';

/**
 * `GET /rest/isales/v2/…/statistics`: counts of one campaign, or of all of a VDN. `batchId` narrows `batchDetail`
 * only; the counts of the campaign stay those of the campaign.
 */
export function getStatistics(call: CallContext): EndpointAnswer {
  const vdnId = vdnIdOf(call.vdnIdText);
  const campaignId = call.query.get('campaignId') ?? '';
  const batchId = call.query.get('batchId') ?? '';
  if (campaignId === '' && batchId !== '') throw new Refused('02000009', 'batchId');
  const campaigns =
    campaignId === ''
      ? call.world.campaignsOf(vdnId)
      : [call.world.find(campaignId)].filter((campaign) => campaign?.vdnId === vdnId);
  const countDetail = campaigns
    .filter((campaign) => campaign !== undefined)
    .map((campaign) => countsOf(campaign, batchId, call.countDrift));
  if (campaignId !== '' && countDetail.length === 0) throw new Refused('0200007');
  return { fields: { countDetail }, isBare: true };
}

function countsOf(campaign: Campaign, batchId: string, drift: number): Record<string, unknown> {
  return {
    campaignId: campaign.id,
    ...countFields(campaign.callList.tally(), campaign.status === 2, drift),
    batchDetail: campaign.callList
      .batchTallies()
      .filter(([name]) => batchId === '' || name === batchId)
      .map(([name, tally]) => ({ batchId: name, ...countFields(tally, campaign.status === 2, drift) })),
  };
}

// Only a started campaign has called anyone today; the shares are invented, the row counts are not.
function countFields(tally: Readonly<Tally>, isStarted: boolean, drift: number): Record<string, number> {
  const called = tally.inCall + tally.completed;
  const dailyCalled = isStarted ? Math.floor(called / 8) + tally.inCall : 0;
  return {
    unCallCount: Math.max(0, tally.notCalled + drift),
    calledCount: called,
    finishCount: tally.completed,
    totalCount: tally.notCalled + called,
    totalCalledCount: called,
    totalCallSucc: Math.floor(tally.completed * 0.62),
    totalFinishCount: tally.completed,
    dailyCount: isStarted ? tally.notCalled + dailyCalled : 0,
    dailyCalledCount: dailyCalled,
    dailyCallSucc: Math.floor(dailyCalled * 0.62),
    dailyFinishCount: isStarted ? Math.max(0, dailyCalled - tally.inCall) : 0,
  };
}
