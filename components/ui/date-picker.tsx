'use client';
import { CalendarDays } from 'lucide-react';
import dynamic from 'next/dynamic';
import { Popover } from 'radix-ui';
import { type ComponentProps, useState } from 'react';
import { useTranslations } from 'use-intl';
import { classNames } from './class-names.ts';
import { controlClass } from './control-class.ts';
import { popoverClass } from './popover-class.ts';
import { Skeleton } from './skeleton.tsx';

// The calendar is fetched when it is first opened; its place has the calendar's size.
const Calendar = dynamic(() => import('./calendar.tsx').then((module) => module.Calendar), {
  ssr: false,
  loading: () => <Skeleton className="h-[19.5rem] w-[17.5rem]" />,
});

/** A civil date as `yyyy-MM-dd`, typed or picked. It is never converted between time zones. */
export function DatePicker({
  value,
  onChange,
  today,
  max,
  className,
  disabled,
  ...rest
}: Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'type' | 'max' | 'min'> & {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** `yyyy-MM-dd` in the zone that the date is meant in. */
  readonly today?: string;
  /** Last day that can be picked, `yyyy-MM-dd`. */
  readonly max?: string;
}) {
  const t = useTranslations('common');
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Popover.Root open={isOpen} onOpenChange={setIsOpen}>
      <Popover.Anchor asChild>
        <div className={classNames('relative', className)}>
          <input
            {...rest}
            disabled={disabled}
            type="text"
            inputMode="numeric"
            autoComplete="off"
            placeholder="yyyy-MM-dd"
            maxLength={10}
            value={value}
            onChange={(event) => onChange(event.target.value)}
            className={classNames(controlClass, 'h-9 pr-10 pl-3')}
          />
          <Popover.Trigger
            disabled={disabled}
            aria-label={t('openCalendar')}
            className="absolute top-0.5 right-0.5 grid size-8 place-items-center rounded-sm text-ink-muted hover:bg-sunken hover:text-ink disabled:opacity-50"
          >
            <CalendarDays aria-hidden className="size-4" />
          </Popover.Trigger>
        </div>
      </Popover.Anchor>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={6}
          collisionPadding={8}
          className={classNames(popoverClass, 'p-3')}
        >
          <Calendar
            value={value}
            today={today}
            max={max}
            onPick={(picked) => {
              onChange(picked);
              setIsOpen(false);
            }}
          />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
