import type { IsalesHttpOptions } from './http.ts';
import type { CallLogEntry, Campaign, CampaignDetail, CountDetail, DeleteAnswer } from './schemas.ts';

/** Exactly one criterion a call: how CC-iSales combines several is unknown. */
export type DeleteCriterion =
  | { readonly called: string }
  | { readonly sessionId: string }
  | { readonly customField: string }
  /** `recycleTime` is `yyyy-MM-dd HH:mm:ss` in the VDN's zone. */
  | { readonly recycleTime: string; readonly recycleType: '1' | '2' | '3' };

export interface DeleteRequest {
  readonly vdnId: number;
  readonly campaignId: string;
  readonly criterion: DeleteCriterion;
  readonly archiveHistory: 0 | 1;
}

/** The vendor's language for `resultDesc`. */
export type IsalesLocale = 'zh_CN' | 'en_US';

export interface CallOptions {
  readonly locale?: IsalesLocale;
  readonly signal?: AbortSignal;
  /** Asked right before the first byte of a body: false keeps the call from leaving. */
  readonly mayLeave?: () => boolean;
}

export interface IsalesClient {
  /** The body of a delete call as it goes over the wire: what the call log will hold. */
  deleteBody(request: DeleteRequest): string;
  /** The path of a delete call, as the call log records it. */
  deletePath(request: DeleteRequest): string;
  deleteCallData(request: DeleteRequest, options?: CallOptions): Promise<DeleteAnswer>;
  /** All pages. */
  listCampaigns(
    query: { readonly vdnId: number; readonly name?: string; readonly status?: number },
    options?: CallOptions,
  ): Promise<Campaign[]>;
  getCampaign(
    query: { readonly vdnId: number; readonly campaignId: string },
    options?: CallOptions,
  ): Promise<CampaignDetail>;
  getStatistics(
    query: { readonly vdnId: number; readonly campaignId?: string; readonly batchId?: string },
    options?: CallOptions,
  ): Promise<CountDetail[]>;
  /** One page of the vendor's own record of our calls; times `yyyy-MM-dd HH:mm:ss` in the VDN's zone. */
  findCallLogs(
    query: {
      readonly vdnId: number;
      readonly url?: string;
      readonly beginTime: string;
      readonly endTime: string;
      readonly offset: number;
      readonly limit: number;
    },
    options?: CallOptions,
  ): Promise<CallLogEntry[]>;
  suspendCampaign(
    query: { readonly vdnId: number; readonly campaignId: string },
    options?: CallOptions,
  ): Promise<void>;
  resumeCampaign(
    query: { readonly vdnId: number; readonly campaignId: string },
    options?: CallOptions,
  ): Promise<void>;
  close(): Promise<void>;
}

export type IsalesClientOptions = IsalesHttpOptions;
