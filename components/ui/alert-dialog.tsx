'use client';
import { AlertDialog as RadixAlertDialog } from 'radix-ui';
import { type ReactNode, type RefObject, useRef } from 'react';
import { buttonClass } from './button-class.ts';
import { classNames } from './class-names.ts';
import { dialogBodyClass, dialogClass, dialogFooterClass, scrimClass } from './dialog-class.ts';

/**
 * Asks before an act. Focus begins on the way out, Escape is the way out, a click beside it does nothing.
 * `action` is the caller's own Button: it may take a while, and the dialog stays until `isOpen` turns false.
 * Afterwards the focus is where it was before, or at `returnFocus` if that has gone meanwhile.
 */
export function AlertDialog({
  isOpen,
  onOpenChange,
  title,
  description,
  cancelLabel,
  isCancelDisabled = false,
  action,
  children,
  className,
  returnFocus,
}: {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly title: ReactNode;
  readonly description: ReactNode;
  readonly cancelLabel: string;
  readonly isCancelDisabled?: boolean;
  readonly action: ReactNode;
  readonly children?: ReactNode;
  readonly className?: string;
  readonly returnFocus?: RefObject<HTMLElement | null>;
}) {
  const opener = useRef<Element | null>(null);
  return (
    <RadixAlertDialog.Root open={isOpen} onOpenChange={onOpenChange}>
      <RadixAlertDialog.Portal>
        <RadixAlertDialog.Overlay className={scrimClass} />
        <RadixAlertDialog.Content
          className={classNames(dialogClass, className)}
          onOpenAutoFocus={() => {
            opener.current = document.activeElement;
          }}
          // Radix knows only of a trigger of its own, and would leave the focus nowhere
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            const before = opener.current;
            if (before instanceof HTMLElement && before.isConnected) before.focus();
            else returnFocus?.current?.focus();
          }}
        >
          <div className={dialogBodyClass}>
            <RadixAlertDialog.Title className="text-lg font-semibold text-ink">
              {title}
            </RadixAlertDialog.Title>
            <RadixAlertDialog.Description asChild>
              <div className="mt-2 text-base text-ink">{description}</div>
            </RadixAlertDialog.Description>
            {children}
          </div>
          <div className={dialogFooterClass}>
            <RadixAlertDialog.Cancel disabled={isCancelDisabled} className={buttonClass('secondary')}>
              {cancelLabel}
            </RadixAlertDialog.Cancel>
            {action}
          </div>
        </RadixAlertDialog.Content>
      </RadixAlertDialog.Portal>
    </RadixAlertDialog.Root>
  );
}
