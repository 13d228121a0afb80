'use client';
import { RadioGroup } from 'radix-ui';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

/** One choice out of two to five short words, side by side. */
export function SegmentedControl<Value extends string>({
  options,
  value,
  onChange,
  isDisabled = false,
  className,
  ...aria
}: {
  readonly options: readonly {
    readonly value: Value;
    readonly label: ReactNode;
    readonly icon?: ReactNode;
  }[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
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
      value={value}
      onValueChange={(next) => onChange(next as Value)}
      disabled={isDisabled}
      className={classNames('inline-flex max-w-full flex-wrap gap-0.5 rounded-md bg-sunken p-0.5', className)}
    >
      {options.map((option) => (
        <RadioGroup.Item
          key={option.value}
          value={option.value}
          className={classNames(
            'inline-flex h-8 flex-1 items-center justify-center gap-1.5 rounded-[5px] px-3 text-sm whitespace-nowrap text-ink-muted',
            'transition-colors hover:text-ink',
            'data-[state=checked]:bg-surface data-[state=checked]:font-medium data-[state=checked]:text-ink',
            'data-[state=checked]:shadow-raised data-[state=checked]:ring-1 data-[state=checked]:ring-line-strong',
          )}
        >
          {option.icon}
          {option.label}
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  );
}
