'use client';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { DayPicker } from 'react-day-picker';
import { enUS } from 'react-day-picker/locale/en-US';
import { zhCN } from 'react-day-picker/locale/zh-CN';
import { useLocale } from 'use-intl';
import { buttonClass } from './button-class.ts';
import { classNames } from './class-names.ts';

/** The day of `yyyy-MM-dd` on the browser's own calendar: only a carrier, read back the same way. */
function toDay(text: string | undefined): Date | undefined {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text ?? '') ?? [];
  if (year === undefined) return undefined;
  const date = new Date(Number(year), Number(month) - 1, Number(day));
  return date.getMonth() === Number(month) - 1 ? date : undefined;
}

function toText(day: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${String(day.getFullYear()).padStart(4, '0')}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

const navigation = classNames(buttonClass('ghost', 'sm'), 'w-8 px-0!');

export function Calendar({
  value,
  today,
  max,
  onPick,
}: {
  readonly value: string;
  readonly today: string | undefined;
  readonly max: string | undefined;
  readonly onPick: (value: string) => void;
}) {
  const locale = useLocale();
  const selected = toDay(value);
  const now = toDay(today) ?? new Date();
  const last = toDay(max);
  return (
    <DayPicker
      mode="single"
      autoFocus
      fixedWeeks
      showOutsideDays
      locale={locale === 'zh-CN' ? zhCN : enUS}
      today={now}
      selected={selected}
      defaultMonth={selected ?? now}
      disabled={last ? { after: last } : false}
      onSelect={(day) => (day ? onPick(toText(day)) : undefined)}
      components={{
        Chevron: ({ orientation }) =>
          orientation === 'left' ? (
            <ChevronLeft aria-hidden className="size-4" />
          ) : (
            <ChevronRight aria-hidden className="size-4" />
          ),
      }}
      classNames={{
        root: 'relative w-[17.5rem]',
        nav: 'absolute inset-x-0 top-0 flex justify-between',
        button_previous: navigation,
        button_next: navigation,
        month_caption: 'flex h-8 items-center justify-center text-base font-medium text-ink',
        month_grid: 'mt-2 w-full border-collapse',
        weekday: 'h-9 w-10 text-xs font-normal text-ink-muted',
        day: 'size-10 p-0 text-center',
        day_button:
          'mx-auto grid size-9 place-items-center rounded-md text-base text-ink hover:bg-sunken disabled:text-ink-faint disabled:line-through',
        today: '[&>button]:font-semibold [&>button]:ring-1 [&>button]:ring-line-strong',
        outside: '[&>button]:text-ink-faint',
        selected: '[&>button]:bg-accent [&>button]:text-on-accent [&>button]:hover:bg-accent-hover',
      }}
    />
  );
}
