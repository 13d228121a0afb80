import type { CallLog } from '../call-log.ts';
import { Refused } from '../refused.ts';
import type { Campaign, World } from '../world.ts';
import { vdnIdOf } from './parameters.ts';

/** What an endpoint sees of a call. Texts are as they came; nothing has been checked. */
export interface CallContext {
  readonly world: World;
  readonly vdnIdText: string;
  readonly campaignIdText: string;
  readonly query: URLSearchParams;
  readonly bodyText: string;
  /** No other delete of this campaign was in flight when this one arrived. */
  readonly isAloneInCampaign: boolean;
  /** Added to every `unCallCount` (fault `count_drift`). */
  readonly countDrift: number;
  callLogOf(vdnId: number): CallLog;
}

/** What an endpoint answers beside the common pairs. */
export interface EndpointAnswer {
  readonly fields: Record<string, unknown>;
  /** Statistics answers without the common pairs. */
  readonly isBare?: boolean;
  readonly deleted?: { readonly successCount: number; readonly isCatastrophe: boolean };
}

export type Endpoint = (call: CallContext) => EndpointAnswer;

/** The campaign of the path. 0200007 if there is none of that ID, or not in that VDN. */
export function campaignOfPath(call: CallContext): Campaign {
  const vdnId = vdnIdOf(call.vdnIdText);
  if (!/^\d{1,19}$/.test(call.campaignIdText))
    throw new Refused('02000006', 'campaignId', call.campaignIdText);
  const campaign = call.world.find(call.campaignIdText);
  if (campaign === undefined || campaign.vdnId !== vdnId) throw new Refused('0200007');
  return campaign;
}
