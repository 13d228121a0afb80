import 'server-only';
import { type RawBuilder, type Selectable, sql } from 'kysely';
import { civilToday, startOfCivilDay } from '../clock.ts';
import type { Db, Trx } from '../db/client.ts';
import type { DeletionTable } from '../db/schema.ts';
import type { Settings } from '../settings/settings.ts';
import type { StopReason } from './states.ts';

/** The limits of a day, over the calls of one member, and over those in one campaign. */
export type DailyLimit = Extract<StopReason, 'member_limit_reached' | 'campaign_limit_reached'>;

type Limits = Pick<Settings, 'numbersPerMemberDay' | 'numbersPerCampaignDay'>;
type Counted = Pick<
  Selectable<DeletionTable>,
  'id' | 'requester_id' | 'vdn_id' | 'campaign_id' | 'numbers' | 'items'
>;

/** Lets requests of one member, or for one campaign, come one after another until the end of `trx`. */
export async function lockDailyLimits(
  trx: Trx,
  request: { readonly memberId: string; readonly vdnId: number; readonly campaignId: string },
): Promise<void> {
  const lane = { vdn_id: request.vdnId, campaign_id: request.campaignId };
  await trx
    .insertInto('lane')
    .values({ ...lane, holder: null, fence: 0, beat: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await trx
    .updateTable('lane')
    .set((column) => ({ beat: column.ref('beat') }))
    .where('vdn_id', '=', lane.vdn_id)
    .where('campaign_id', '=', lane.campaign_id)
    .execute();
  await trx
    .updateTable('member')
    .set((column) => ({ status: column.ref('status') }))
    .where('id', '=', request.memberId)
    .execute();
}

/**
 * Which limit of the day a request breaks that is stored already in `trx`, under `lockDailyLimits`. What was asked for
 * today and has not ended counts in full, everything else with what was sent today.
 */
export async function findLimitBroken(
  trx: Trx,
  limits: Limits,
  deletion: Counted,
  timeZone: string,
): Promise<DailyLimit | undefined> {
  const today = civilToday(timeZone);
  const isReserved = sql<boolean>`(is_open = 1 and created_at >= ${startOfCivilDay(today, timeZone)})`;
  const use = await dailyUse(
    trx,
    deletion,
    sql<number>`case when ${isReserved} then numbers else counted_numbers end`,
    sql<boolean>`(counted_day = ${today} or ${isReserved})`,
  );
  return firstAbove(limits, use);
}

/** Which limit of the day the next call of a deletion would break, by what was sent today. One read, and none without a limit. */
export async function findLimitReached(
  db: Db,
  limits: Limits,
  deletion: Counted,
  timeZone: string,
): Promise<DailyLimit | undefined> {
  if (limits.numbersPerMemberDay === 0 && limits.numbersPerCampaignDay === 0) return undefined;
  const isToday = sql<boolean>`counted_day = ${civilToday(timeZone)}`;
  const sent = await dailyUse(db, deletion, sql<number>`counted_numbers`, isToday);
  const more = numbersOfCall(deletion);
  return firstAbove(limits, { ofMember: sent.ofMember + more, ofCampaign: sent.ofCampaign + more });
}

/** How many numbers one call of a deletion counts for. */
export function numbersOfCall(deletion: Pick<Counted, 'items' | 'numbers'>): number {
  return deletion.items > 1 ? 1 : Number(deletion.numbers);
}

interface DailyUse {
  readonly ofMember: number;
  readonly ofCampaign: number;
}

/** Sums `amount` over the deletions that are `counted`: those of the member, and those in the campaign. */
async function dailyUse(
  db: Db | Trx,
  deletion: Counted,
  amount: RawBuilder<number>,
  counted: RawBuilder<boolean>,
): Promise<DailyUse> {
  const isOfMember = sql<boolean>`requester_id = ${deletion.requester_id}`;
  const isOfCampaign = sql<boolean>`(campaign_id = ${deletion.campaign_id} and vdn_id = ${deletion.vdn_id})`;
  const use = await db
    .selectFrom('deletion')
    .select([
      sql<number | null>`sum(case when ${isOfMember} then ${amount} end)`.as('ofMember'),
      sql<number | null>`sum(case when ${isOfCampaign} then ${amount} end)`.as('ofCampaign'),
    ])
    .where(counted)
    .where(sql<boolean>`(${isOfMember} or ${isOfCampaign})`)
    .executeTakeFirstOrThrow();
  return { ofMember: Number(use.ofMember ?? 0), ofCampaign: Number(use.ofCampaign ?? 0) };
}

function firstAbove(limits: Limits, use: DailyUse): DailyLimit | undefined {
  const { numbersPerMemberDay, numbersPerCampaignDay } = limits;
  if (numbersPerMemberDay > 0 && use.ofMember > numbersPerMemberDay) return 'member_limit_reached';
  if (numbersPerCampaignDay > 0 && use.ofCampaign > numbersPerCampaignDay) return 'campaign_limit_reached';
  return undefined;
}
