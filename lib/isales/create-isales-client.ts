import type { IsalesClient, IsalesClientOptions } from './client.ts';
import { deleteBody, deleteCallData, deletePath } from './endpoints/delete-call-data.ts';
import { findCallLogs } from './endpoints/find-call-logs.ts';
import { getCampaign } from './endpoints/get-campaign.ts';
import { getStatistics } from './endpoints/get-statistics.ts';
import { listCampaigns } from './endpoints/list-campaigns.ts';
import { switchCampaign } from './endpoints/switch-campaign.ts';
import { createIsalesHttp } from './http.ts';

/**
 * A client of CC-iSales. It closes over the credentials, keeps its connections alive, and repeats nothing.
 * Its calls throw `IsalesError` and nothing else for what the network or the vendor does.
 * @throws TypeError for a base URL that is not https (or http on loopback)
 */
export function createIsalesClient(options: IsalesClientOptions): IsalesClient {
  const http = createIsalesHttp(options);
  return {
    deleteBody,
    deletePath,
    deleteCallData: (request, call) => deleteCallData(http, request, call),
    listCampaigns: (query, call) => listCampaigns(http, query, call),
    getCampaign: (query, call) => getCampaign(http, query, call),
    getStatistics: (query, call) => getStatistics(http, query, call),
    findCallLogs: (query, call) => findCallLogs(http, query, call),
    suspendCampaign: (query, call) => switchCampaign(http, 'pause', query, call),
    resumeCampaign: (query, call) => switchCampaign(http, 'resume', query, call),
    close: () => http.close(),
  };
}
