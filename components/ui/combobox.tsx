'use client';
import { Command } from 'cmdk';
import { Check, ChevronsUpDown, LoaderCircle, Search } from 'lucide-react';
import { Popover } from 'radix-ui';
import { type ReactNode, useId, useState } from 'react';
import { classNames } from './class-names.ts';
import { type ControlProps, controlClass } from './control-class.ts';
import { popoverClass } from './popover-class.ts';

export interface ComboboxOption {
  readonly value: string;
  /** The text that is searched and shown when chosen. */
  readonly label: string;
  readonly isDisabled?: boolean;
}

/**
 * One choice out of many, found by typing. With `onSearch` the caller filters (on the server); without it the
 * list filters itself.
 */
export function Combobox<Option extends ComboboxOption>({
  options,
  value,
  chosen: given,
  onChange,
  placeholder,
  searchLabel,
  search,
  onSearch,
  emptyText,
  isLoading = false,
  loadingText,
  note,
  renderOption,
  renderValue,
  isDisabled = false,
  className,
  ...control
}: Partial<ControlProps> & {
  readonly options: readonly Option[];
  readonly value: string | undefined;
  /** The chosen option, where the list of the moment may not hold it. */
  readonly chosen?: Option;
  readonly onChange: (option: Option) => void;
  readonly placeholder: string;
  readonly searchLabel: string;
  readonly search?: string;
  readonly onSearch?: (text: string) => void;
  readonly emptyText: ReactNode;
  readonly isLoading?: boolean;
  readonly loadingText?: string;
  /** A line under the list, such as how old it is. */
  readonly note?: ReactNode;
  readonly renderOption?: (option: Option) => ReactNode;
  readonly renderValue?: (option: Option) => ReactNode;
  readonly isDisabled?: boolean;
  readonly className?: string;
}) {
  const [isOpen, setIsOpen] = useState(false);
  const listId = useId();
  const chosen = options.find((option) => option.value === value) ?? given;
  return (
    <Popover.Root open={isOpen} onOpenChange={setIsOpen}>
      <Popover.Trigger asChild>
        <button
          {...control}
          type="button"
          role="combobox"
          aria-expanded={isOpen}
          aria-controls={isOpen ? listId : undefined}
          disabled={isDisabled}
          className={classNames(
            controlClass,
            'flex min-h-9 items-center justify-between gap-2 py-1.5 pr-2.5 pl-3 text-left',
            className,
          )}
        >
          <span
            className={classNames('min-w-0 flex-1', !renderValue && 'truncate', !chosen && 'text-ink-faint')}
          >
            {chosen ? (renderValue?.(chosen) ?? chosen.label) : placeholder}
          </span>
          <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-ink-muted" />
        </button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={6}
          collisionPadding={8}
          className={classNames(popoverClass, 'w-[max(20rem,var(--radix-popover-trigger-width))]')}
        >
          <Command label={searchLabel} shouldFilter={!onSearch} loop>
            <div className="flex items-center gap-2 border-b border-line px-3">
              <Search aria-hidden className="size-4 shrink-0 text-ink-muted" />
              <Command.Input
                placeholder={searchLabel}
                className="h-10 min-w-0 flex-1 bg-transparent text-base text-ink outline-none"
                {...(search === undefined ? {} : { value: search })}
                {...(onSearch ? { onValueChange: onSearch } : {})}
              />
              <LoaderCircle
                aria-hidden
                className={classNames(
                  'size-4 shrink-0 animate-spin text-ink-muted',
                  !isLoading && 'invisible',
                )}
              />
            </div>
            <Command.List id={listId} label={searchLabel} className="max-h-80 overflow-y-auto p-1">
              <Command.Empty className="px-3 py-6 text-center text-sm text-ink-muted">
                {isLoading ? loadingText : emptyText}
              </Command.Empty>
              {options.map((option) => (
                <Command.Item
                  key={option.value}
                  value={option.value}
                  keywords={[option.label]}
                  disabled={option.isDisabled ?? false}
                  onSelect={() => {
                    onChange(option);
                    setIsOpen(false);
                  }}
                  className="flex cursor-pointer items-start gap-2 rounded-md px-2 py-1.5 text-base text-ink data-[disabled=true]:cursor-not-allowed data-[selected=true]:bg-accent-soft"
                >
                  <Check
                    aria-hidden
                    className={classNames(
                      'mt-[3px] size-4 shrink-0 text-accent',
                      option.value !== value && 'invisible',
                    )}
                  />
                  <span className="min-w-0 flex-1">{renderOption?.(option) ?? option.label}</span>
                </Command.Item>
              ))}
            </Command.List>
          </Command>
          {note ? <div className="border-t border-line px-3 py-2 text-xs text-ink-muted">{note}</div> : null}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
