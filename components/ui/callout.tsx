import { CircleCheck, CircleHelp, Info, type LucideIcon, OctagonAlert, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { softToneClass, type Tone } from './tone.ts';

const icons: Record<Tone, LucideIcon> = {
  neutral: Info,
  accent: Info,
  info: Info,
  success: CircleCheck,
  warning: TriangleAlert,
  danger: OctagonAlert,
  unclear: CircleHelp,
};

/** A message that belongs to the page. `isLive` announces it when it comes. */
export function Callout({
  tone = 'info',
  icon,
  title,
  actions,
  isLive = false,
  className,
  children,
}: {
  readonly tone?: Tone;
  readonly icon?: LucideIcon;
  readonly title?: ReactNode;
  readonly actions?: ReactNode;
  readonly isLive?: boolean;
  readonly className?: string;
  readonly children?: ReactNode;
}) {
  const Icon = icon ?? icons[tone];
  return (
    <div
      {...(isLive ? { role: 'status' } : {})}
      className={classNames(
        'flex items-start gap-2.5 rounded-md border px-3.5 py-3',
        softToneClass[tone],
        className,
      )}
    >
      <Icon aria-hidden className="mt-[3px] size-4 shrink-0" />
      <div className="min-w-0 flex-1">
        {title ? <p className="font-semibold">{title}</p> : null}
        {children ? (
          <div className={classNames('text-ink', Boolean(title) && 'mt-0.5')}>{children}</div>
        ) : null}
        {actions ? <div className="mt-3 flex flex-wrap gap-2">{actions}</div> : null}
      </div>
    </div>
  );
}
