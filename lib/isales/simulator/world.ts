import { CallList, type NumberRow } from './call-list.ts';

/** 1 draft (not started), 2 started, 3 suspended, 4 completed. */
export type CampaignStatus = 1 | 2 | 3 | 4;

export interface CampaignFacts {
  readonly id: string;
  readonly vdnId: number;
  readonly name: string;
  readonly description?: string;
  readonly status: CampaignStatus;
  /** Times are civil, `yyyy-MM-dd HH:mm:ss` in the tenant's zone. */
  readonly strBeginTime?: string;
  readonly strEndTime?: string;
  readonly deviceType?: number;
  readonly callerNo?: string;
}

/** One campaign with its call list. */
export class Campaign {
  readonly id: string;
  readonly vdnId: number;
  readonly description: string;
  readonly strBeginTime: string;
  readonly strEndTime: string;
  readonly deviceType: number;
  readonly callerNo: string;
  name: string;
  status: CampaignStatus;
  callList = new CallList();

  constructor(facts: CampaignFacts) {
    this.id = facts.id;
    this.vdnId = facts.vdnId;
    this.name = facts.name;
    this.status = facts.status;
    this.description = facts.description ?? '';
    this.strBeginTime = facts.strBeginTime ?? '2026-01-01 00:00:00';
    this.strEndTime = facts.strEndTime ?? '2036-12-31 23:59:59';
    this.deviceType = facts.deviceType ?? 2;
    this.callerNo = facts.callerNo ?? '';
  }

  /** Replaces the whole call list, and forgets what had been moved to history. */
  replaceNumbers(rows: Iterable<NumberRow>): void {
    this.callList = new CallList();
    for (const row of rows) this.callList.add(row);
  }
}

/** Everything the tenant holds: campaigns by ID, in the order in which they were made. */
export class World {
  readonly #campaigns = new Map<string, Campaign>();

  add(facts: CampaignFacts): Campaign {
    const campaign = new Campaign(facts);
    this.#campaigns.set(campaign.id, campaign);
    return campaign;
  }

  find(campaignId: string): Campaign | undefined {
    return this.#campaigns.get(campaignId);
  }

  campaignsOf(vdnId: number): Campaign[] {
    return [...this.#campaigns.values()].filter((campaign) => campaign.vdnId === vdnId);
  }

  all(): Campaign[] {
    return [...this.#campaigns.values()];
  }
}
