import 'server-only';
import { Grant } from '../auth/authorize.ts';
import { wallClockMs } from '../clock.ts';
import { getEnv } from '../env.ts';
import type { Locale } from '../i18n/locales.ts';
import { ok, type Result, refused } from '../result.ts';
import type { CampaignList, CampaignView, ReadRefusal } from './campaign-view.ts';
import { leftToCallOfVdn } from './left-to-call.ts';
import { readRefusalOf } from './read-refusal.ts';
import { recently } from './recently.ts';
import { getVendorClient, vendorLocale } from './vendor-client.ts';

const listAgeMs = 3_000;
const remembered = recently<CampaignList>(listAgeMs);
/** A campaign that is not in a remembered list may just have been made: the vendor is asked, this often at most. */
const missAgeMs = 500;
const rememberedForMiss = recently<CampaignList>(missAgeMs);

/**
 * The campaigns of a VDN that the member may touch, with live status and numbers left to call; `text` looks
 * for part of the name or of the ID.
 */
export async function findCampaigns(
  grant: Grant<'campaign:read'>,
  query: { readonly vdnId: number; readonly text: string },
  locale: Locale,
): Promise<Result<CampaignList, ReadRefusal>> {
  Grant.assert(grant, 'campaign:read');
  const { vdnId } = query;
  if (!grant.vdnIds.includes(vdnId)) return refused('campaign_out_of_scope');
  return searchCampaigns(query, (campaignId) => grant.covers({ vdnId, campaignId }), locale);
}

/** All campaigns of a VDN, for whoever gives scope to others. */
export async function findAllCampaigns(
  grant: Grant<'member:manage'>,
  query: { readonly vdnId: number; readonly text: string },
  locale: Locale,
): Promise<Result<CampaignList, ReadRefusal>> {
  Grant.assert(grant, 'member:manage');
  if (!getEnv().ISALES_VDNS.some((vdn) => vdn.id === query.vdnId)) return refused('campaign_out_of_scope');
  return searchCampaigns(query, () => true, locale);
}

async function searchCampaigns(
  { vdnId, text: typed }: { readonly vdnId: number; readonly text: string },
  isVisible: (campaignId: string) => boolean,
  locale: Locale,
): Promise<Result<CampaignList, ReadRefusal>> {
  try {
    const read = () => readCampaigns(vdnId, locale);
    const text = typed.trim().toLowerCase();
    const matching = (list: CampaignList): CampaignList => ({
      campaigns: list.campaigns.filter(
        (campaign) =>
          isVisible(campaign.id) &&
          (campaign.name.toLowerCase().includes(text) || campaign.id.includes(text)),
      ),
      readAt: list.readAt,
    });
    const known = matching(await remembered(String(vdnId), read));
    return ok(known.campaigns.length > 0 ? known : matching(await rememberedForMiss(String(vdnId), read)));
  } catch (error) {
    return refused(readRefusalOf(error));
  }
}

async function readCampaigns(vdnId: number, locale: Locale): Promise<CampaignList> {
  const options = { locale: vendorLocale(locale) };
  const readAt = wallClockMs();
  const [campaigns, counts] = await Promise.all([
    getVendorClient().listCampaigns({ vdnId }, options),
    leftToCallOfVdn(vdnId, options),
  ]);
  const views = campaigns.map(
    (campaign): CampaignView => ({
      vdnId,
      id: campaign.id,
      name: campaign.name,
      status: campaign.status,
      deviceType: campaign.deviceType,
      beginTime: campaign.strBeginTime,
      endTime: campaign.strEndTime,
      leftToCall: counts.get(campaign.id) ?? null,
    }),
  );
  return { campaigns: views, readAt };
}
