'use client';
import { Check } from 'lucide-react';
import { Checkbox as RadixCheckbox } from 'radix-ui';
import { type ReactNode, useId } from 'react';
import { classNames } from './class-names.ts';

export function Checkbox({
  label,
  description,
  isChecked,
  onChange,
  isDisabled = false,
  isLabelHidden = false,
  className,
  name,
}: {
  readonly label: ReactNode;
  readonly description?: ReactNode;
  readonly isChecked: boolean;
  readonly onChange: (isChecked: boolean) => void;
  readonly isDisabled?: boolean;
  /** For a checkbox in a row that says what it is; its label is heard, not seen. */
  readonly isLabelHidden?: boolean;
  readonly className?: string;
  readonly name?: string;
}) {
  const id = useId();
  return (
    <div className={classNames('flex items-start gap-2.5', className)}>
      <RadixCheckbox.Root
        id={id}
        {...(name === undefined ? {} : { name })}
        checked={isChecked}
        onCheckedChange={(state) => onChange(state === true)}
        disabled={isDisabled}
        {...(description ? { 'aria-describedby': `${id}-description` } : {})}
        className="mt-[3px] grid size-4 shrink-0 place-items-center rounded-sm border border-line-control bg-surface text-on-accent data-[state=checked]:border-accent data-[state=checked]:bg-accent disabled:opacity-50"
      >
        <RadixCheckbox.Indicator>
          <Check aria-hidden className="size-3.5" strokeWidth={3} />
        </RadixCheckbox.Indicator>
      </RadixCheckbox.Root>
      <div className={isLabelHidden ? 'sr-only' : 'min-w-0'}>
        <label htmlFor={id} className="cursor-pointer text-base text-ink">
          {label}
        </label>
        {description ? (
          <p id={`${id}-description`} className="text-sm text-ink-muted">
            {description}
          </p>
        ) : null}
      </div>
    </div>
  );
}
