'use client';
import { AlertDialog as RadixAlertDialog } from 'radix-ui';
import type { ReactNode } from 'react';
import { buttonClass } from './button-class.ts';
import { classNames } from './class-names.ts';
import { dialogBodyClass, dialogClass, dialogFooterClass, scrimClass } from './dialog-class.ts';

/**
 * Asks before an act. Focus begins on the way out, Escape is the way out, a click beside it does nothing.
 * `action` is the caller's own Button: it may take a while, and the dialog stays until `isOpen` turns false.
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
}) {
  return (
    <RadixAlertDialog.Root open={isOpen} onOpenChange={onOpenChange}>
      <RadixAlertDialog.Portal>
        <RadixAlertDialog.Overlay className={scrimClass} />
        <RadixAlertDialog.Content className={classNames(dialogClass, className)}>
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
