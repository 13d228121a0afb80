/** A campaign as the picker shows it. Safe for the browser. */
export interface CampaignView {
  readonly vdnId: number;
  readonly id: string;
  readonly name: string;
  /** CC-iSales status; see `campaignStatus` in `lib/deletions/preview.ts`. */
  readonly status: number;
  readonly deviceType: number;
  /** `yyyy-MM-dd HH:mm:ss` in the VDN's zone, as the vendor gave it; may be empty. */
  readonly beginTime: string;
  readonly endTime: string;
  /** Numbers left to call; null where the installation has no statistics call. */
  readonly leftToCall: number | null;
}

export interface CampaignList {
  readonly campaigns: readonly CampaignView[];
  /** When the vendor was asked (ms, UTC). */
  readonly readAt: number;
}

/** Why campaigns or a preview could not be read. Each has words in both catalogues. */
export const readRefusals = [
  'signed_out',
  'not_allowed',
  'campaign_unknown',
  'campaign_out_of_scope',
  'vendor_unreachable',
  'vendor_tls',
  'vendor_unauthorized',
  'vendor_throttled',
  'vendor_answer_unusable',
  'vendor_rejected',
  'input_invalid',
] as const;
export type ReadRefusal = (typeof readRefusals)[number];
