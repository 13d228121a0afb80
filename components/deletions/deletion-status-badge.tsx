'use client';
import {
  CircleCheck,
  CirclePause,
  CircleSlash,
  CircleX,
  Clock,
  LoaderCircle,
  type LucideIcon,
  TimerOff,
  UserCheck,
} from 'lucide-react';
import { useTranslations } from 'use-intl';
import { Badge } from '#components/ui/badge.tsx';
import type { Tone } from '#components/ui/tone.ts';
import type { DeletionStatus, ItemStatus } from '#lib/deletions/states.ts';
import { OutcomeBadge } from './outcome-badge.tsx';

const looks: Record<
  DeletionStatus,
  { readonly tone: Tone; readonly icon: LucideIcon; readonly isBusy?: true }
> = {
  awaiting_approval: { tone: 'info', icon: UserCheck },
  queued: { tone: 'neutral', icon: Clock },
  running: { tone: 'info', icon: LoaderCircle, isBusy: true },
  paused: { tone: 'warning', icon: CirclePause },
  completed: { tone: 'success', icon: CircleCheck },
  rejected: { tone: 'warning', icon: CircleX },
  expired: { tone: 'neutral', icon: TimerOff },
  cancelled: { tone: 'neutral', icon: CircleSlash },
};

/** Where a deletion stands; of a completed one, what came of it, for "completed" alone says nothing. */
export function DeletionStatusBadge({
  status,
  outcome,
}: {
  readonly status: DeletionStatus;
  readonly outcome?: ItemStatus;
}) {
  const t = useTranslations('domain.deletionStatus');
  if (status === 'completed' && outcome !== undefined) return <OutcomeBadge outcome={outcome} />;
  return <Badge {...looks[status]}>{t(status)}</Badge>;
}
