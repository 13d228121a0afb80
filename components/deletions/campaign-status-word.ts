import { campaignStatus } from '#lib/deletions/preview.ts';
import type { Translate } from './translate.ts';

/** The word of a vendor's campaign status; other values are shown as they are. */
export function campaignStatusWord(t: Translate, status: number): string {
  for (const name of ['draft', 'started', 'suspended', 'completed'] as const) {
    if (campaignStatus[name] === status) return t(`domain.campaignStatus.${name}`);
  }
  return t('domain.campaignStatus.other', { status: String(status) });
}
