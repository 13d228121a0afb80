'use client';
import {
  Ban,
  CircleCheck,
  CircleDashed,
  CircleHelp,
  CircleSlash,
  Clock,
  LoaderCircle,
  type LucideIcon,
  SearchX,
} from 'lucide-react';
import { useTranslations } from 'use-intl';
import { Badge } from '#components/ui/badge.tsx';
import type { Tone } from '#components/ui/tone.ts';
import type { ItemStatus } from '#lib/deletions/states.ts';

/** `not_sent` is an outcome of a call: its item waits on. */
export type Outcome = ItemStatus | 'not_sent';

const looks: Record<Outcome, { readonly tone: Tone; readonly icon: LucideIcon; readonly isBusy?: true }> = {
  pending: { tone: 'neutral', icon: Clock },
  sent: { tone: 'info', icon: LoaderCircle, isBusy: true },
  deleted: { tone: 'success', icon: CircleCheck },
  nothing_matched: { tone: 'info', icon: SearchX },
  rejected: { tone: 'warning', icon: Ban },
  // A lost answer is no failure: it has a colour of its own.
  unknown: { tone: 'unclear', icon: CircleHelp },
  cancelled: { tone: 'neutral', icon: CircleSlash },
  not_sent: { tone: 'neutral', icon: CircleDashed },
};

/** What came of one vendor call. */
export function OutcomeBadge({ outcome }: { readonly outcome: Outcome }) {
  const t = useTranslations('domain.itemStatus');
  return <Badge {...looks[outcome]}>{t(outcome)}</Badge>;
}
