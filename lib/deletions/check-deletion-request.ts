import 'server-only';
import type { Grant } from '../auth/authorize.ts';
import { readRefusalOf } from '../campaigns/read-refusal.ts';
import { vendorLocale } from '../campaigns/vendor-client.ts';
import { toCivilTime, wallClockMs } from '../clock.ts';
import { buildVersion, type Env } from '../env.ts';
import type { Locale } from '../i18n/locales.ts';
import { ok, type Result, refused } from '../result.ts';
import { isWithinHours } from '../settings/allowed-hours.ts';
import { previewMaxAgeMs } from '../settings/limits.ts';
import type { Settings } from '../settings/settings.ts';
import { countedNumbers } from './counted-numbers.ts';
import { isBlank } from './criterion.ts';
import type { DeletionRequest } from './deletion-input.ts';
import type { RequestRefusal } from './deletion-view.ts';
import { hasDrifted } from './has-drifted.ts';
import { campaignStatus, type LeftToCallScope, leftToCallScope, requiredDigits } from './preview.ts';
import { isSealOf } from './preview-seal.ts';
import { batchOf, readCampaignFacts } from './read-campaign-facts.ts';

/** What the checks found out about a request that stands. */
export interface CheckedRequest {
  readonly campaignName: string;
  readonly scope: LeftToCallScope;
  /** What it counts for against the limits. */
  readonly numbers: number;
  readonly hasTypedDigits: boolean;
}

/**
 * Everything the page has checked is checked again here, and the vendor is asked once more: scope, build, allowed
 * hours, size, ticket, seal and age of the preview, digits, the deliberate step at 0, status and count as they are now.
 */
export async function checkDeletionRequest(
  grant: Grant<'deletion:create'>,
  { input, confirmation }: DeletionRequest,
  items: number,
  { AUTH_SECRET, ISALES_TIME_ZONE }: Pick<Env, 'AUTH_SECRET' | 'ISALES_TIME_ZONE'>,
  settings: Settings,
  locale: Locale,
): Promise<Result<CheckedRequest, RequestRefusal>> {
  const { vdnId, campaignId, criterion, archiveHistory } = input;
  const { preview } = confirmation;
  if (confirmation.formVersion !== buildVersion) return refused('form_outdated');
  if (!grant.covers({ vdnId, campaignId })) return refused('campaign_out_of_scope', 'campaignId');

  if (!isWithinHours(settings.allowedHours, toCivilTime(wallClockMs(), ISALES_TIME_ZONE))) {
    return refused('outside_hours');
  }
  const numbers = countedNumbers(criterion.kind, items, preview.leftToCall);
  if (settings.numbersPerDeletion > 0 && numbers > settings.numbersPerDeletion) {
    return refused('deletion_limit_exceeded');
  }
  if (settings.ticketRequired && isBlank(input.reason.ticket)) return refused('ticket_required', 'ticket');

  const batch = batchOf(criterion);
  const { seal, ...seen } = preview;
  const sealed = { memberId: grant.memberId, vdnId, campaignId, batch: batch ?? null, ...seen };
  const age = wallClockMs() - preview.readAt;
  if (!isSealOf(AUTH_SECRET, sealed, seal) || age > previewMaxAgeMs) return refused('preview_outdated');
  if (preview.leftToCall === 0 && !confirmation.goesOnWithNothing) return refused('nothing_to_delete');
  const scope = leftToCallScope(criterion.kind, preview.leftToCall);
  const digits = requiredDigits({
    kind: criterion.kind,
    archiveHistory,
    campaignId,
    leftToCall: preview.leftToCall,
    scope,
    items,
    confirmAbove: settings.confirmAbove,
  });
  if (digits.ask !== 'nothing' && confirmation.typedDigits !== digits.digits) return refused('digits_wrong');

  try {
    const facts = await readCampaignFacts({ vdnId, campaignId, batch }, { locale: vendorLocale(locale) });
    if (facts.status === campaignStatus.started) return refused('campaign_started', 'campaignId');
    if (hasDrifted(criterion.kind, preview.leftToCall, facts.leftToCall)) return refused('count_drifted');
    return ok({ campaignName: facts.name, scope, numbers, hasTypedDigits: digits.ask !== 'nothing' });
  } catch (error) {
    const refusal = readRefusalOf(error);
    return refusal === 'campaign_unknown' ? refused(refusal, 'campaignId') : refused(refusal);
  }
}
