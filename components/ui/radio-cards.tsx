'use client';
import { RadioGroup } from 'radix-ui';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

export interface RadioCardOption<Value extends string> {
  readonly value: Value;
  readonly label: ReactNode;
  readonly description?: ReactNode;
  readonly icon?: ReactNode;
  /** `danger` marks the choice that cannot be undone. */
  readonly tone?: 'neutral' | 'danger';
  readonly isDisabled?: boolean;
}

/** One choice out of a few, each with a line that says what it means. */
export function RadioCards<Value extends string>({
  options,
  value,
  onChange,
  columns = 2,
  isDisabled = false,
  className,
  ...aria
}: {
  readonly options: readonly RadioCardOption<Value>[];
  readonly value: Value | undefined;
  readonly onChange: (value: Value) => void;
  readonly columns?: 1 | 2 | 3 | 4;
  readonly isDisabled?: boolean;
  readonly className?: string;
  readonly id?: string;
  readonly 'aria-label'?: string;
  readonly 'aria-labelledby'?: string;
  readonly 'aria-describedby'?: string;
}) {
  return (
    <RadioGroup.Root
      {...aria}
      value={value ?? ''}
      onValueChange={(next) => onChange(next as Value)}
      disabled={isDisabled}
      className={classNames('grid gap-2', columnClass[columns], className)}
    >
      {options.map((option) => (
        <RadioGroup.Item
          key={option.value}
          value={option.value}
          disabled={option.isDisabled ?? false}
          className={classNames(
            'group flex min-w-0 items-start gap-2.5 rounded-md border border-line-strong bg-surface px-3 py-2.5 text-left',
            'transition-colors not-disabled:hover:border-line-control disabled:opacity-55',
            option.tone === 'danger'
              ? 'data-[state=checked]:border-danger data-[state=checked]:bg-danger-soft data-[state=checked]:ring-1 data-[state=checked]:ring-danger'
              : 'data-[state=checked]:border-accent data-[state=checked]:bg-accent-soft data-[state=checked]:ring-1 data-[state=checked]:ring-accent',
          )}
        >
          <span
            aria-hidden
            className={classNames(
              'mt-[3px] grid size-4 shrink-0 place-items-center rounded-full border border-line-control bg-surface',
              option.tone === 'danger'
                ? 'text-danger group-data-[state=checked]:border-danger'
                : 'text-accent group-data-[state=checked]:border-accent',
            )}
          >
            <RadioGroup.Indicator className="size-2 rounded-full bg-current" />
          </span>
          <span className="min-w-0 flex-1">
            <span className="flex items-center gap-1.5 text-base font-medium text-ink">
              {option.icon}
              {option.label}
            </span>
            {option.description ? (
              <span className="mt-0.5 block text-sm text-ink-muted">{option.description}</span>
            ) : null}
          </span>
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  );
}

const columnClass = {
  1: 'grid-cols-1',
  2: 'grid-cols-1 sm:grid-cols-2',
  3: 'grid-cols-1 sm:grid-cols-3',
  4: 'grid-cols-1 sm:grid-cols-2 xl:grid-cols-4',
} as const;
