import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { softToneClass, type Tone, textToneClass } from './tone.ts';

/** A state as icon and word in a frame: the colour only repeats what they say. */
export function Badge({
  tone = 'neutral',
  icon: Icon,
  isBusy = false,
  className,
  children,
}: {
  readonly tone?: Tone;
  readonly icon?: LucideIcon;
  readonly isBusy?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}) {
  return (
    <span
      className={classNames(
        'inline-flex h-[22px] items-center gap-1 rounded-sm border px-1.5 text-xs font-medium whitespace-nowrap',
        softToneClass[tone],
        className,
      )}
    >
      {Icon ? (
        <Icon aria-hidden className={classNames('size-3.5 shrink-0', isBusy && 'animate-spin')} />
      ) : null}
      {children}
    </span>
  );
}

/** The same without a frame, for tables and running text. */
export function Status({
  tone = 'neutral',
  icon: Icon,
  isBusy = false,
  className,
  children,
}: {
  readonly tone?: Tone;
  readonly icon: LucideIcon;
  readonly isBusy?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}) {
  return (
    <span className={classNames('inline-flex items-center gap-1.5 whitespace-nowrap', className)}>
      <Icon
        aria-hidden
        className={classNames('size-4 shrink-0', textToneClass[tone], isBusy && 'animate-spin')}
      />
      <span className="text-ink">{children}</span>
    </span>
  );
}
