import type { Endpoint } from './endpoints/call-context.ts';
import { deleteCallData } from './endpoints/delete-call-data.ts';
import { findCallLogs } from './endpoints/find-call-logs.ts';
import { getCampaign } from './endpoints/get-campaign.ts';
import { getStatistics } from './endpoints/get-statistics.ts';
import { listCampaigns } from './endpoints/list-campaigns.ts';
import { resumeCampaign, suspendCampaign } from './endpoints/switch-campaign.ts';
import type { CallKind } from './faults.ts';

interface Route {
  readonly kind: CallKind;
  readonly method: string;
  /** First group: the VDN. Second, where there is one: the campaign. */
  readonly path: RegExp;
  readonly endpoint: Endpoint;
}

const V1 = '/rest/isales/v1/openapi/campaigns/([^/]+)';
const V2 = '/rest/isales/v2/openapi/campaigns/([^/]+)';

const ROUTES: readonly Route[] = [
  {
    kind: 'delete',
    method: 'POST',
    path: new RegExp(`^${V1}/calldata/([^/]+)/delete$`),
    endpoint: deleteCallData,
  },
  { kind: 'callLogs', method: 'POST', path: new RegExp(`^${V1}/calllogs$`), endpoint: findCallLogs },
  { kind: 'campaigns', method: 'GET', path: new RegExp(`^${V1}$`), endpoint: listCampaigns },
  { kind: 'campaign', method: 'GET', path: new RegExp(`^${V1}/([^/]+)$`), endpoint: getCampaign },
  { kind: 'statistics', method: 'GET', path: new RegExp(`^${V2}/statistics$`), endpoint: getStatistics },
  { kind: 'suspend', method: 'PUT', path: new RegExp(`^${V1}/([^/]+)/pause$`), endpoint: suspendCampaign },
  { kind: 'resume', method: 'PUT', path: new RegExp(`^${V1}/([^/]+)/resume$`), endpoint: resumeCampaign },
];

export interface RoutedCall {
  readonly kind: CallKind;
  readonly endpoint: Endpoint;
  readonly vdnIdText: string;
  /** Empty for calls that name no campaign. */
  readonly campaignIdText: string;
}

/** Which call of the interface a request is; `null` for a path that is none, 405 for another method. */
export function findRoute(method: string, path: string, query: URLSearchParams): RoutedCall | 405 | null {
  let isPathKnown = false;
  for (const route of ROUTES) {
    const match = route.path.exec(path);
    if (match === null) continue;
    isPathKnown = true;
    if (route.method !== method) continue;
    return {
      kind: route.kind,
      endpoint: route.endpoint,
      vdnIdText: match[1] ?? '',
      campaignIdText: match[2] ?? (route.kind === 'statistics' ? (query.get('campaignId') ?? '') : ''),
    };
  }
  return isPathKnown ? 405 : null;
}
