'use client';
import { CircleDashed, CircleHelp, CirclePause, CirclePlay, CircleStop, type LucideIcon } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { Badge } from '#components/ui/badge.tsx';
import type { Tone } from '#components/ui/tone.ts';
import { campaignStatus } from '#lib/deletions/preview.ts';

const looks: Record<keyof typeof campaignStatus, { readonly tone: Tone; readonly icon: LucideIcon }> = {
  draft: { tone: 'neutral', icon: CircleDashed },
  started: { tone: 'warning', icon: CirclePlay },
  suspended: { tone: 'info', icon: CirclePause },
  completed: { tone: 'neutral', icon: CircleStop },
};

/** The status of a campaign as icon and word; one that the vendor has not documented is shown as it is. */
export function CampaignStatusBadge({ status }: { readonly status: number }) {
  const t = useTranslations('domain.campaignStatus');
  const names = Object.keys(looks) as (keyof typeof looks)[];
  const name = names.find((each) => campaignStatus[each] === status);
  if (name === undefined) {
    return <Badge icon={CircleHelp}>{t('other', { status: String(status) })}</Badge>;
  }
  return (
    <Badge tone={looks[name].tone} icon={looks[name].icon}>
      {t(name)}
    </Badge>
  );
}
