'use client';
import { Menu, X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { buttonClass } from '#components/ui/button-class.ts';
import { classNames } from '#components/ui/class-names.ts';
import { scrimClass } from '#components/ui/dialog-class.ts';
import type { Permission } from '#lib/members/roles.ts';
import { NavLinks } from './nav-links.tsx';
import { ProductMark } from './product-mark.tsx';

/** The navigation of narrow windows. */
export function MenuDrawer({ permissions }: { readonly permissions: readonly Permission[] }) {
  const t = useTranslations();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Dialog.Root open={isOpen} onOpenChange={setIsOpen}>
      <Dialog.Trigger
        aria-label={t('shell.menu')}
        className={classNames(buttonClass('ghost'), '-ml-2 w-9 px-0! lg:hidden')}
      >
        <Menu aria-hidden className="size-5" strokeWidth={1.75} />
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Overlay className={classNames(scrimClass, 'lg:hidden')} />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed inset-y-0 left-0 z-50 flex w-64 max-w-[calc(100vw-3rem)] flex-col gap-4 overflow-y-auto bg-surface p-3 shadow-dialog focus:outline-none lg:hidden"
        >
          <div className="flex items-center justify-between gap-2 pl-1">
            <span className="flex items-center gap-2.5">
              <ProductMark className="size-7" />
              <Dialog.Title className="text-base font-semibold text-ink">
                {t('common.productName')}
              </Dialog.Title>
            </span>
            <Dialog.Close
              aria-label={t('common.close')}
              className={classNames(buttonClass('ghost'), 'w-9 px-0!')}
            >
              <X aria-hidden className="size-5" strokeWidth={1.75} />
            </Dialog.Close>
          </div>
          <NavLinks permissions={permissions} onFollow={() => setIsOpen(false)} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
