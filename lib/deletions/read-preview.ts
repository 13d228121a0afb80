import 'server-only';
import * as z from 'zod';
import { Grant } from '../auth/authorize.ts';
import type { ReadRefusal } from '../campaigns/campaign-view.ts';
import { readRefusalOf } from '../campaigns/read-refusal.ts';
import { vendorLocale } from '../campaigns/vendor-client.ts';
import { getEnv } from '../env.ts';
import type { Locale } from '../i18n/locales.ts';
import { ok, type Result, refused } from '../result.ts';
import { criterionLimits } from './criterion.ts';
import { campaignRef } from './deletion-input.ts';
import type { DeletionPreview } from './preview.ts';
import { sealPreview } from './preview-seal.ts';
import { readCampaignFacts } from './read-campaign-facts.ts';
import { findRecentCallMs } from './recent-call.ts';

/** What a preview is asked for: never a number, since addresses are logged everywhere. */
const previewQuery = z.object({
  vdnId: z.coerce.number().pipe(campaignRef.shape.vdnId),
  campaignId: campaignRef.shape.campaignId,
  batch: z.string().min(1).max(criterionLimits.customField).optional(),
});

/** What a deletion in this campaign would meet right now, under a seal that its confirmation carries back. */
export async function readPreview(
  grant: Grant<'campaign:read'>,
  query: unknown,
  locale: Locale,
): Promise<Result<DeletionPreview, ReadRefusal>> {
  Grant.assert(grant, 'campaign:read');
  const parsed = previewQuery.safeParse(query);
  if (!parsed.success) return refused('input_invalid');
  const { vdnId, campaignId, batch } = parsed.data;
  if (!grant.covers({ vdnId, campaignId })) return refused('campaign_out_of_scope');
  try {
    const facts = await readCampaignFacts({ vdnId, campaignId, batch }, { locale: vendorLocale(locale) });
    const { name, status, leftToCall, readAt } = facts;
    const sealed = {
      memberId: grant.memberId,
      vdnId,
      campaignId,
      batch: batch ?? null,
      status,
      leftToCall,
      readAt,
    };
    return ok({
      campaign: { vdnId, campaignId, name, status },
      leftToCall,
      scope: leftToCall === null ? 'unavailable' : batch === undefined ? 'campaign' : 'batch',
      readAt,
      recentCallMs: await findRecentCallMs(campaignId, vdnId),
      seal: sealPreview(getEnv().AUTH_SECRET, sealed),
    });
  } catch (error) {
    return refused(readRefusalOf(error));
  }
}
