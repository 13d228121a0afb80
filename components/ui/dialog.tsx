'use client';
import { X } from 'lucide-react';
import { Dialog as RadixDialog } from 'radix-ui';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { buttonClass } from './button-class.ts';
import { classNames } from './class-names.ts';
import { dialogBodyClass, dialogClass, dialogFooterClass, scrimClass } from './dialog-class.ts';

export function Dialog({
  isOpen,
  onOpenChange,
  title,
  description,
  footer,
  children,
  className,
  isOnTop = false,
}: {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly title: ReactNode;
  readonly description?: ReactNode;
  readonly footer?: ReactNode;
  readonly children?: ReactNode;
  readonly className?: string;
  /** Opens over another dialog, which the scrim covers as well. */
  readonly isOnTop?: boolean;
}) {
  const t = useTranslations('common');
  return (
    <RadixDialog.Root open={isOpen} onOpenChange={onOpenChange}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className={classNames(scrimClass, isOnTop && 'z-50!')} />
        <RadixDialog.Content
          {...(description ? {} : { 'aria-describedby': undefined })}
          className={classNames(dialogClass, className)}
        >
          <div className={dialogBodyClass}>
            <RadixDialog.Title className="pr-10 text-lg font-semibold text-ink">{title}</RadixDialog.Title>
            {description ? (
              <RadixDialog.Description className="mt-1 text-base text-ink-muted">
                {description}
              </RadixDialog.Description>
            ) : null}
            {children}
          </div>
          {footer ? <div className={dialogFooterClass}>{footer}</div> : null}
          <RadixDialog.Close
            aria-label={t('close')}
            className={classNames(buttonClass('ghost', 'sm'), 'absolute top-3.5 right-3.5 w-8 px-0!')}
          >
            <X aria-hidden className="size-4" />
          </RadixDialog.Close>
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}
