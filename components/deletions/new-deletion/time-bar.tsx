'use client';
import { useTranslations } from 'use-intl';
import { classNames } from '#components/ui/class-names.ts';
import type { Criterion } from '#lib/deletions/criterion.ts';

const dayMs = 86_400_000;
const daysAround = 3;

/** Civil days count on a line without zones. */
function dayNumber(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / dayMs;
}

function civilDate(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

/** Where the window begins and ends on the bar, as shares of its days. */
function extent(criterion: Criterion & { kind: 'recycle_time' }): { from: number; to: number } {
  if (criterion.mode === 'until') return { from: 0, to: daysAround + 1 };
  if (criterion.mode === 'day') return { from: daysAround, to: daysAround + 1 };
  const [hours = 0, minutes = 0, seconds = 0] = criterion.time.split(':').map(Number);
  const at = daysAround + (hours * 3600 + minutes * 60 + seconds) / 86_400;
  return { from: at, to: at };
}

/** Seven days around the date with the window drawn in: what goes is filled, what stays is not. */
export function TimeBar({
  criterion,
  today,
  label,
}: {
  readonly criterion: Criterion & { kind: 'recycle_time' };
  readonly today: string;
  /** The same in words, for those who do not see the bar. */
  readonly label: string;
}) {
  const t = useTranslations('newDeletion');
  const middle = dayNumber(criterion.date);
  const days = Array.from({ length: 2 * daysAround + 1 }, (_, index) => middle - daysAround + index);
  const share = (position: number) => `${(position / days.length) * 100}%`;
  const { from, to } = extent(criterion);
  const isOpen = criterion.mode === 'until';
  return (
    <div role="img" aria-label={label} className="mt-3 select-none">
      <div className="relative h-6 overflow-hidden rounded-sm border border-line-strong bg-surface">
        {days.slice(1).map((day, index) => (
          <span key={day} className="absolute inset-y-0 w-px bg-line" style={{ left: share(index + 1) }} />
        ))}
        <span
          className={classNames(
            'absolute inset-y-0 bg-danger',
            from === to && 'w-0.5 -translate-x-px',
            isOpen && 'bg-linear-to-r from-danger/35 to-danger',
          )}
          style={from === to ? { left: share(from) } : { left: share(from), width: share(to - from) }}
        />
      </div>
      <div
        className="mt-1 grid text-xs text-ink-muted"
        style={{ gridTemplateColumns: `repeat(${days.length}, 1fr)` }}
      >
        {days.map((day) => {
          const date = civilDate(day);
          const isMeant = day === middle;
          return (
            <span key={day} className={classNames('text-center', isMeant && 'font-semibold text-ink')}>
              {date.slice(5)}
              {date === today ? <span className="block text-accent-ink">{t('today')}</span> : null}
            </span>
          );
        })}
      </div>
    </div>
  );
}
